"""A clock that can be moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

Clock = Callable[[], datetime]


class PracticeClock:
    """Another clock, moved by an offset that anyone may change."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.offset = timedelta()

    def __call__(self) -> datetime:
        """Tell the time: aware, in UTC, to the millisecond as Xero keeps it."""
        now = self._clock() + self.offset
        return now.replace(microsecond=now.microsecond // 1000 * 1000)
