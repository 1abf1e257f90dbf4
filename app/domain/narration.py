"""The narration of a journal: a template filled in, safe to search Xero for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from string import Formatter

from app.domain.expenses import Report

FIELDS = (
    "report_id",
    "report_name",
    "submitter",
    "submitter_email",
    "approved",
    "period",
    "workspace",
)
"""What a template may name, in braces."""

LONGEST = 400
"""Characters; Xero publishes no limit, and other integrations have lived with 450."""

_BLANK = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
_MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)


class NarrationError(ValueError):
    """The template cannot be filled in; the message says why, in words."""


class Template:
    """A narration with names in braces; NarrationError where one is wrong."""

    def __init__(self, text: str) -> None:
        self._parts = tuple(_parts(text))
        self._names_report = any(name == "report_id" for _, name in self._parts)

    def narration(
        self,
        values: Mapping[str, str],
        *,
        moved_from: date | None = None,
        revision: int = 1,
    ) -> str:
        r"""The narration; always holds the report's id, never ``"`` or ``\``.

        ``moved_from`` is the day the journal would have had in an open period. A
        revision after the first is named, so that no two narrations are alike.
        """
        text = clean(self._filled(values))
        end = _end(moved_from, revision) if moved_from or revision > 1 else ""
        if not self._names_report:
            end = f" · {clean(values['report_id'])}{end}"
        if len(text) + len(end) > LONGEST:
            end = f"… · {clean(values['report_id'])}{_end(moved_from, revision)}"
            text = text[: max(0, LONGEST - len(end))].rstrip()
        return text + end if text else end.removeprefix(" · ")

    def _filled(self, values: Mapping[str, str]) -> str:
        return "".join(
            [text + values[name] if name else text for text, name in self._parts]
        )


def narration(
    template: str,
    values: Mapping[str, str],
    *,
    moved_from: date | None = None,
    revision: int = 1,
) -> str:
    """What Template.narration makes of ``template``. Raises NarrationError."""
    return Template(template).narration(
        values, moved_from=moved_from, revision=revision
    )


def check(template: str) -> None:
    """NarrationError where ``template`` cannot be filled in."""
    Template(template)


def fields(report: Report, workspace: str) -> dict[str, str]:
    """What each name of FIELDS stands for in ``report``."""
    approved = report.approved
    return {
        "report_id": report.id,
        "report_name": report.name,
        "submitter": report.submitter or report.submitter_email,
        "submitter_email": report.submitter_email,
        "approved": day(approved) if approved else "",
        "period": month(approved) if approved else "",
        "workspace": workspace,
    }


def clean(text: str) -> str:
    """``text`` on one line, single-spaced, without what Xero cannot be asked for.

    Quotes and backslashes cannot be escaped in a filter of Xero's.
    """
    if not text.isprintable():
        text = "".join(map(_visible, text))
    if '"' in text or "\\" in text:
        text = text.replace('"', "'").replace("\\", "/")
    text = text.strip()
    return " ".join(text.split()) if "  " in text else text


@lru_cache(maxsize=1024)
def day(when: date) -> str:
    """A day as bookkeepers write it, in any locale: ``31 Aug 2026``."""
    return f"{when.day:02d} {month(when)}"


@lru_cache(maxsize=1024)
def month(when: date) -> str:
    """A month as bookkeepers write it, in any locale: ``Aug 2026``."""
    return f"{_MONTHS[when.month - 1]} {when.year}"


def _visible(letter: str) -> str:
    return " " if unicodedata.category(letter) in _BLANK else letter


def _end(moved_from: date | None, revision: int) -> str:
    moved = f" · originally {day(moved_from)}" if moved_from else ""
    return f"{moved} · revision {revision}" if revision > 1 else moved


def _parts(template: str) -> Iterator[tuple[str, str | None]]:
    """Each literal text with the name that follows it, None after the last."""
    try:
        parsed = list(Formatter().parse(template))
    except ValueError as error:
        raise NarrationError(
            "the narration's template has a brace without its partner"
        ) from error
    for literal, name, spec, conversion in parsed:
        if name is not None and name not in FIELDS:
            raise NarrationError(
                f"the narration's template names “{name}”, which does not exist"
                if name
                else "the narration's template has braces with nothing in between"
            )
        if spec or conversion:
            raise NarrationError(
                f"the narration's template has “{name}” with more than its name "
                "between the braces"
            )
        yield literal, name
