"""The close pack: everything that a period was closed on, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.closing import tables
from app.domain.closing.checklist import Close, SignOff
from app.domain.closing.section import Section
from app.domain.narration import day


@dataclass(frozen=True, slots=True)
class Pack:
    """All sections, under a title and the lines that say whose it is."""

    title: str
    lines: Sequence[str]
    sections: Sequence[Section]


def pack(close: Close) -> Pack:
    """Everything of ``close``, in the order in which one reads it."""
    return Pack(
        f"Period close {close.period.name}",
        tuple(_lines(close)),
        (
            tables.checklist(close),
            tables.reports(close),
            tables.cut_off(close),
            *tables.accrual(close),
            *(tables.account_cleared(each) for each in close.clearing),
            tables.completeness(close),
        ),
    )


def file_name(close: Close) -> str:
    """A name for the pack's files, without their endings."""
    name = "".join(x if x.isalnum() else "-" for x in close.connection.name)
    return f"close-{name}-{close.period.first:%Y-%m}".lower()


def _lines(close: Close) -> Iterator[str]:
    organisation = close.organisation
    names = dict.fromkeys((close.connection.name, organisation.name))
    yield f"{', '.join(names)}, {organisation.base_currency}"
    yield (
        f"{day(close.period.first)} to {day(close.period.last)}, as of "
        f"{close.at.astimezone():%d %b %Y %H:%M}"
    )
    if not close.asked:
        yield "Neither Expensify nor Xero was asked: this is what was known last."
    yield _signed(close.sign_off)


def _signed(sign_off: SignOff | None) -> str:
    if sign_off is None or sign_off.withdrawn is not None:
        return "Not signed off."
    when = f"{sign_off.at.astimezone():%d %b %Y %H:%M}"
    said = f"Signed off by {sign_off.name} on {when}."
    return f"{said} {sign_off.remark}".strip()
