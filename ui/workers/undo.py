"""What the window may ask about undoing, replaying and guarding, and who answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from app.domain.differences import Replay
from app.domain.findings import Audit, Findings
from app.domain.postings import How, PostingId
from app.domain.reversing import Outcome, ReversalPlan
from app.domain.setup import ConnectionId
from app.errors import AppError, gravest
from app.ports.running import Stop, Tell


@dataclass(frozen=True, slots=True)
class ShowPlans:
    """How these would be undone; answered by a tuple of ReversalPlan."""

    ids: tuple[PostingId, ...]
    how: How | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ShowReplay:
    """What was posted beside what would be today; answered by a Replay."""

    posting_id: PostingId
    how: How | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ReverseRun:
    """Undo as planned; answered by the outcomes, and by what kept some from it."""

    plans: tuple[ReversalPlan, ...]


@dataclass(frozen=True, slots=True)
class ReplayRun:
    """Undo these and post today's computation; answered by the outcomes."""

    ids: tuple[PostingId, ...]
    how: How | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class VoidCopiesRun:
    """Void the second copies of these; answered by the outcomes."""

    ids: tuple[PostingId, ...]


@dataclass(frozen=True, slots=True)
class SettleRun:
    """Settle what was interrupted; answered by how many there were."""


@dataclass(frozen=True, slots=True)
class CheckRun:
    """Check these connections over some days of approval; answered by the Findings."""

    connection_ids: tuple[ConnectionId, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class BackUpRun:
    """Copy everything into one file; answered by the file."""

    file: Path


@dataclass(frozen=True, slots=True)
class DailyBackUp:
    """Make the automatic copy of a day, unless it is there; answered by the file."""


UndoQuestion = ShowPlans | ShowReplay
UndoErrand = ReverseRun | ReplayRun | VoidCopiesRun
GuardErrand = SettleRun | CheckRun | BackUpRun | DailyBackUp


class Reversal(Protocol):
    """Undoes what was posted."""

    def plan(
        self, ids: Sequence[PostingId], how: How | None = None, on: date | None = None
    ) -> tuple[ReversalPlan, ...]:
        """Say how these would be undone."""
        ...

    def run(
        self,
        plans: Sequence[ReversalPlan],
        *,
        tell: Tell,
        stop: Stop,
        failed: Callable[[AppError], None] | None = None,
    ) -> tuple[Outcome, ...]:
        """Do as planned; ``failed`` is told of what kept some from it, and not all."""
        ...


class Replaying(Protocol):
    """Posts anew what was posted."""

    def preview(
        self, posting_id: PostingId, how: How | None = None, on: date | None = None
    ) -> Replay:
        """Show then beside now."""
        ...

    def run(
        self,
        ids: Sequence[PostingId],
        how: How | None = None,
        on: date | None = None,
        *,
        tell: Tell,
        stop: Stop,
    ) -> tuple[Outcome, ...]:
        """Undo these and post them as they would be today."""
        ...


class Surplus(Protocol):
    """Voids what Xero holds a second time."""

    def void(
        self, ids: Sequence[PostingId], *, tell: Tell, stop: Stop
    ) -> tuple[Outcome, ...]:
        """Void the second copies of these."""
        ...


class Settling(Protocol):
    """Finds out what became of what was interrupted."""

    def run(self, *, stop: Stop) -> int:
        """Settle it."""
        ...


class Checking(Protocol):
    """Looks whether anything was lost, doubled, changed or tampered with."""

    def check(
        self,
        connection_ids: Sequence[ConnectionId] = (),
        first: date | None = None,
        last: date | None = None,
        *,
        tell: Tell,
        stop: Stop,
    ) -> Findings:
        """Look."""
        ...

    def audit(self, *, tell: Tell, stop: Stop) -> Audit:
        """Walk the chain of events."""
        ...


class Guarding(Protocol):
    """The use cases that undo and guard."""

    @property
    def reversal(self) -> Reversal:
        """Undoes."""
        ...

    @property
    def replay(self) -> Replaying:
        """Posts anew."""
        ...

    @property
    def surplus(self) -> Surplus:
        """Voids second copies."""
        ...

    @property
    def settling(self) -> Settling:
        """Settles."""
        ...

    @property
    def checking(self) -> Checking:
        """Checks."""
        ...

    @property
    def back_up(self) -> Callable[[Path], None]:
        """Copies everything into a file."""
        ...

    @property
    def back_up_daily(self) -> Callable[[], Path]:
        """Makes the automatic copy of a day, unless it is there."""
        ...


def undo_answer(services: Guarding, asked: UndoQuestion) -> object:
    """Ask the use case."""
    match asked:
        case ShowPlans(ids, how, on):
            return services.reversal.plan(ids, how, on)
        case ShowReplay(of, how, on):
            return services.replay.preview(of, how, on)


def carried_out(
    services: Guarding, errand: UndoErrand | GuardErrand, tell: Tell, stop: Stop
) -> tuple[object, ...]:
    """Have the use case do it."""
    match errand:
        case ReverseRun(plans):
            return _reversed(services.reversal, plans, tell, stop)
        case ReplayRun(ids, how, on):
            return services.replay.run(ids, how, on, tell=tell, stop=stop)
        case VoidCopiesRun(ids):
            return services.surplus.void(ids, tell=tell, stop=stop)
        case _:
            return (_guarded(services, errand, tell, stop),)


def _reversed(
    reversal: Reversal, plans: Sequence[ReversalPlan], tell: Tell, stop: Stop
) -> tuple[object, ...]:
    """What was done, and the gravest failure where some of it could not be."""
    failures: list[AppError] = []
    outcomes = reversal.run(plans, tell=tell, stop=stop, failed=failures.append)
    return (*outcomes, gravest(failures)) if failures else outcomes


def _guarded(services: Guarding, errand: GuardErrand, tell: Tell, stop: Stop) -> object:
    done: object
    match errand:
        case SettleRun():
            done = services.settling.run(stop=stop)
        case CheckRun(ids, first, last):
            done = services.checking.check(ids, first, last, tell=tell, stop=stop)
        case BackUpRun(file):
            services.back_up(file)
            done = file
        case DailyBackUp():
            done = services.back_up_daily()
    return done
