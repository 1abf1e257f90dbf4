"""One table of the close pack, and its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.exports import Cell, Row
from app.domain.money import plain
from app.domain.narration import day


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the pack; ``remark`` is a sentence below its title.

    ``totals`` is a last row that adds up what can be added up; empty for none.
    """

    title: str
    remark: str
    headings: Sequence[str]
    rows: Sequence[Row]
    totals: Row = ()

    @property
    def whole(self) -> Sequence[Row]:
        """All rows, that of the totals last."""
        return [*self.rows, *([self.totals] if self.totals else ())]

    @property
    def numeric(self) -> Sequence[bool]:
        """Which columns hold numbers."""
        return [
            any(isinstance(row[at], Decimal) for row in self.rows)
            for at in range(len(self.headings))
        ]


def number(minor: int, currency: str) -> Decimal:
    """A cell for an amount in minor units."""
    return Decimal(plain(minor, currency))


def column(minor: int | None, currency: str) -> Cell:
    """A cell of Debit or Credit, one of which stays blank."""
    return None if minor is None else number(minor, currency)


def said(cell: Cell) -> str:
    """A cell as people read it on paper."""
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell:,f}"
        case date():
            return day(cell)
        case str():
            return cell
