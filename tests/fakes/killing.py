"""The end of a process, at a chosen moment between two durable steps."""

from __future__ import annotations

from sqlalchemy import Engine

from app.errors import StoreError
from app.store.unit_of_work import SqlUnitOfWork


class Killed(BaseException):
    """Stands for the end of the process: nothing of ours may catch it."""


class Killer:
    """Counts moments, and ends the process at one of them; ``at`` is None for never."""

    def __init__(self, at: int | None = None) -> None:
        self.at = at
        self.passed = 0

    def step(self) -> None:
        """One moment passes."""
        self.passed += 1
        if self.passed == self.at:
            raise Killed


class FullDisk(Killer):
    """A disk that is full from one moment on, until somebody makes room."""

    def step(self) -> None:
        """Override: nothing can be written any more."""
        self.passed += 1
        if self.at is not None and self.passed >= self.at:
            raise StoreError("The disk is full.")


class KillableWork(SqlUnitOfWork):
    """A unit of work with a moment before and one after it is made permanent."""

    def __init__(self, engine: Engine, killer: Killer) -> None:
        super().__init__(engine)
        self._killer = killer

    def commit(self) -> None:
        """Override: with both moments."""
        self._killer.step()
        super().commit()
        self._killer.step()
