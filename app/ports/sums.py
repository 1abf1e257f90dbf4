"""Where months that were added up are kept until the next start."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from app.domain.trends import Flow, OnAccount

Sums = Mapping[date, tuple[tuple[Flow, ...], tuple[OnAccount, ...]]]
"""By the first day of each month: its flows, and what it left on accounts then."""


class SumsKept(Protocol):
    """One for a store, and gone with it: no month of another store is taken for one."""

    def get(self) -> Sums:
        """What was kept; nothing where nothing was, or where it makes no sense."""
        ...

    def put(self, sums: Sums) -> None:
        """Keep these in place of the old ones, committed when this returns."""
        ...
