"""Expensify's limits: calls in any ten seconds and in any minute."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from app.practice.expensify.habits import Caps

_TEN_SECONDS = timedelta(seconds=10)
_MINUTE = timedelta(minutes=1)


class Limits:
    """The caps in force and the calls that count against them."""

    def __init__(self) -> None:
        self.caps = Caps()
        self._calls: deque[datetime] = deque()

    def reset(self) -> None:
        """Forget the calls."""
        self._calls.clear()

    def allows(self, now: datetime) -> bool:
        """Count a call, unless it is one too many."""
        while self._calls and not now - _MINUTE < self._calls[0] <= now:
            self._calls.popleft()
        lately = sum(at > now - _TEN_SECONDS for at in self._calls)
        if _full(lately, self.caps.ten_seconds) or _full(
            len(self._calls), self.caps.minute
        ):
            return False
        self._calls.append(now)
        return True


def _full(used: int, cap: int | None) -> bool:
    return cap is not None and used >= cap
