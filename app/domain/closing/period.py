"""The days that are closed together."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from app.domain.narration import day, month


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days that are closed together, the first and the last included."""

    first: date
    last: date

    @classmethod
    def month_of(cls, when: date) -> Self:
        """The calendar month that a day is in."""
        end = monthrange(when.year, when.month)[1]
        return cls(when.replace(day=1), when.replace(day=end))

    @property
    def before(self) -> Self:
        """The calendar month before the first day."""
        return self.month_of(self.first - timedelta(days=1))

    @property
    def day_after(self) -> date:
        """The first day that no longer belongs to it."""
        return self.last + timedelta(days=1)

    @property
    def words(self) -> str:
        """``Aug 2026`` for a calendar month, else both days."""
        if self == self.month_of(self.first):
            return month(self.first)
        return f"{day(self.first)} to {day(self.last)}"

    def holds(self, when: date) -> bool:
        """Whether a day belongs to it."""
        return self.first <= when <= self.last
