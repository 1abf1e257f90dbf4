"""The sections of a close as tables, and the months that can be closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from app.domain.calendars import Period, month_of
from app.domain.closing.section import Section
from app.domain.exports import Cell, Row
from ui.models.table import LEFT, RIGHT, Column
from ui.models.words import day, locale

_MONTHS = 18
_WORDS = 24
_SHORT = 13  # a day or an id, which is of no use when it is cut


def months(today: date, count: int = _MONTHS) -> Iterator[Period]:
    """The calendar months that are over, the newest first."""
    when = today
    for _ in range(count):
        when = month_of(when).first - timedelta(days=1)
        yield month_of(when)


def columns(section: Section) -> Sequence[Column[Row]]:
    """A column for each heading; the widest words take what is left."""
    samples = [_sample(section, at) for at in range(len(section.headings))]
    numeric = section.numeric
    wordy = [at for at in range(len(samples)) if not numeric[at]]
    widest = max(wordy, key=lambda at: len(samples[at]), default=-1)
    return [
        _column(
            heading,
            at,
            "" if at == widest else samples[at],
            numeric=numeric[at],
            firm=numeric[at] or len(samples[at]) <= _SHORT,
        )
        for at, heading in enumerate(section.headings)
    ]


def _column(
    title: str, at: int, sample: str, *, numeric: bool, firm: bool
) -> Column[Row]:
    def text(row: Row) -> str:
        return written(row[at])

    def bare(row: Row) -> str:
        cell = row[at]
        if not isinstance(cell, Decimal):
            return written(cell)
        return f"{cell:f}".replace(".", locale().decimalPoint())

    return Column(
        title,
        text,
        tooltip=None if numeric else text,
        copied=bare if numeric else None,
        sample=sample,
        firm=firm,
        align=RIGHT if numeric else LEFT,
    )


def _sample(section: Section, at: int) -> str:
    said = [written(row[at]) for row in section.whole]
    longest = max([*said, section.headings[at]], key=len)
    return longest if section.numeric[at] else longest[:_WORDS]


def written(cell: Cell) -> str:
    """A cell as people here write it."""
    match cell:
        case None:
            return ""
        case Decimal():
            return _number(cell)
        case date():
            return day(cell)
        case str():
            return cell


def _number(value: Decimal) -> str:
    spoken = locale()
    whole, _, decimals = f"{abs(value):f}".partition(".")
    sign = spoken.negativeSign() if value < 0 else ""
    point = spoken.decimalPoint() if decimals else ""
    return f"{sign}{spoken.toString(int(whole))}{point}{decimals}"
