"""The narration of a journal: a template filled in, safe to search Xero for."""

from __future__ import annotations

import unicodedata
from datetime import date
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


class NarrationError(ValueError):
    """The template cannot be filled in; the message says why, in words."""


def fields(report: Report, workspace: str) -> dict[str, str]:
    """What each name of FIELDS stands for in ``report``."""
    approved = report.approved
    return {
        "report_id": report.id,
        "report_name": report.name,
        "submitter": report.submitter or report.submitter_email,
        "submitter_email": report.submitter_email,
        "approved": day(approved) if approved else "",
        "period": f"{approved:%b %Y}" if approved else "",
        "workspace": workspace,
    }


def narration(
    template: str,
    values: dict[str, str],
    *,
    moved_from: date | None = None,
    revision: int = 1,
) -> str:
    """The template filled in; always holds the report's id, never ``"`` or ``\\``.

    ``moved_from`` is the day the journal would have had in an open period. A revision
    after the first is named, so that no two narrations are alike. Raises NarrationError.
    """
    report_id = clean(values["report_id"])
    text = clean(_filled(template, values))
    tail = ""
    if moved_from is not None:
        tail += f" · originally {day(moved_from)}"
    if revision > 1:
        tail += f" · revision {revision}"
    if len(text) + len(tail) > LONGEST:
        text = text[: LONGEST - len(tail) - len(report_id) - 4].rstrip() + "…"
    if report_id not in text:
        text = f"{text} · {report_id}" if text else report_id
    return text + tail


def check(template: str) -> None:
    """NarrationError when ``template`` names something that does not exist."""
    _filled(template, dict.fromkeys(FIELDS, "x"))


def clean(text: str) -> str:
    """``text`` on one line, single-spaced, without what Xero's filters cannot hold.

    Quotes and backslashes cannot be escaped in a ``where`` (facts: Xero, 1.6).
    """
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return " ".join(text.split())
    plain = text.replace('"', "'").replace("\\", "/")
    return " ".join("".join(_visible(letter) for letter in plain).split())


def day(when: date) -> str:
    """A day as bookkeepers write it, in any locale: ``31 Aug 2026``."""
    return f"{when.day:02d} {_MONTHS[when.month - 1]} {when.year}"


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def _visible(letter: str) -> str:
    return (
        " "
        if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        else letter
    )


def _filled(template: str, values: dict[str, str]) -> str:
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise NarrationError(
            "the narration's template has a brace without its partner"
        ) from error
    filled = []
    for literal, name, spec, conversion in parts:
        filled.append(literal)
        if name is None:
            continue
        if name not in FIELDS or spec or conversion:
            raise NarrationError(
                f"the narration's template names “{name}”, which does not exist"
            )
        filled.append(values[name])
    return "".join(filled)
