"""Undoing, replaying, settling, checking and backing up in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from app.domain.books import (
    Account,
    AccountCode,
    Books,
    Organisation,
    OrganisationId,
    TrackingCategory,
    TrackingOption,
)
from app.domain.completeness import Completeness, Told, accounted, here_of
from app.domain.differences import Replay, pairs
from app.domain.findings import Audit, Drift, Findings
from app.domain.history import What
from app.domain.journals import Journal
from app.domain.postings import How, Posting, PostingId, State, posting_id
from app.domain.reversing import Outcome, ReversalPlan, begun, planned, undone
from app.domain.runs import Progress
from app.domain.setup import ConnectionId
from app.domain.twins import with_surplus
from app.errors import AppError
from app.ports.running import Stop, Tell

TODAY = date(2026, 9, 1)


class World(Protocol):
    """What of the company is needed here."""

    postings: dict[PostingId, Posting]

    def note(self, about: Posting, what: What, detail: str = "") -> None:
        """Write an event."""

    def fail(self, what: str) -> None:
        """Raise the trouble that is due."""


@dataclass
class Undone:
    """What was asked for, and what stands in the way.

    ``locked`` is Xero's lock day. ``refusals`` are Xero's words by posting, and
    ``failures`` what keeps it from being asked. ``today`` is what a report gives when
    it is computed anew. ``findings`` is what a check finds in place of what there is,
    ``told`` what Expensify has.
    """

    locked: date | None = None
    refusals: dict[PostingId, str] = field(default_factory=dict)
    failures: dict[PostingId, AppError] = field(default_factory=dict)
    today: dict[PostingId, Journal] = field(default_factory=dict)
    findings: Findings | None = None
    told: tuple[Told, ...] = ()
    asked: list[object] = field(default_factory=list)
    settled: int = 0
    copies: list[Path] = field(default_factory=list)
    daily: int = 0

    def books(self) -> Books:
        """The books, as far as they matter here."""
        organisation = Organisation(
            OrganisationId("O1"), "Acme Ltd", "GBP", period_lock=self.locked
        )
        accounts = tuple(
            Account(code, AccountCode(code), code, "EXPENSE", "EXPENSE", active=True)
            for code in ("493", "494", "801")
        )
        north = TrackingOption("t1", "North", active=True)
        tracking = TrackingCategory("t", "Region", active=True, options=(north,))
        return Books(organisation, accounts, (), (tracking,))


@dataclass(frozen=True)
class Reversing:
    """Undoes in memory."""

    world: World
    undone: Undone

    def plan(
        self, ids: Sequence[PostingId], how: How | None = None, on: date | None = None
    ) -> tuple[ReversalPlan, ...]:
        """Decide as the domain does."""
        self.world.fail("plan")
        found = [self.world.postings[which] for which in ids]
        return tuple(
            planned(x, x.journal, self.undone.books(), today=TODAY, how=how, on=on)
            for x in found
        )

    def run(
        self,
        plans: Sequence[ReversalPlan],
        *,
        tell: Tell,
        stop: Stop,
        failed: Callable[[AppError], None] | None = None,
    ) -> tuple[Outcome, ...]:
        """Undo what Xero does not refuse, and of which nothing else fails."""
        assert not stop.is_set()
        self.undone.asked.append(tuple(plans))
        tell(Progress("Reversing", 0, len(plans)))
        self.world.fail("reverse")
        for error in self.undone.failures.values():
            assert failed is not None
            failed(error)
        return tuple(self._one(plan) for plan in plans)

    def _one(self, plan: ReversalPlan) -> Outcome:
        posting = self.world.postings[plan.posting.id]
        refusal = self.undone.refusals.get(posting.id, "")
        if posting.id in self.undone.failures:
            refusal = str(self.undone.failures[posting.id])
        if not refusal:
            mirror_id = f"m-{posting.xero_id}" if plan.how is How.MIRROR else ""
            posting = undone(begun(posting, plan, again=False), mirror_id)
            self.world.postings[posting.id] = posting
            self.world.note(posting, What.REVERSED)
        return Outcome(posting, refusal)


@dataclass(frozen=True)
class Replaying:
    """Replays in memory."""

    world: World
    undone: Undone

    def preview(
        self, which: PostingId, how: How | None = None, on: date | None = None
    ) -> Replay:
        """Show then beside now."""
        posting = self.world.postings[which]
        now = self.undone.today.get(which, posting.journal)
        plan = None
        if posting.state is not State.REVERSED:
            [plan] = Reversing(self.world, self.undone).plan([which], how, on)
        return Replay(
            posting,
            posting.journal,
            1,
            now,
            2,
            pairs(posting.journal, now),
            State.READY,
            why_not=self.undone.refusals.get(which, ""),
            plan=plan,
        )

    def run(
        self,
        ids: Sequence[PostingId],
        how: How | None = None,
        on: date | None = None,
        *,
        tell: Tell,
        stop: Stop,
    ) -> tuple[Outcome, ...]:
        """Reverse, and post the next revision."""
        reversing = Reversing(self.world, self.undone)
        old = [i for i in ids if self.world.postings[i].state is not State.REVERSED]
        reversing.run(reversing.plan(old, how, on), tell=tell, stop=stop)
        return tuple(Outcome(self._next(which)) for which in ids)

    def _next(self, which: PostingId) -> Posting:
        old = self.world.postings[which]
        revision = old.revision + 1
        new = replace(
            old,
            id=posting_id(old.connection_id, old.report_id, revision),
            revision=revision,
            state=State.POSTED,
            journal=self.undone.today.get(which, old.journal),
            xero_id=f"{old.xero_id}-{revision}",
            reversal=None,
        )
        self.world.postings[new.id] = new
        self.world.note(new, What.POSTED)
        return new


@dataclass(frozen=True)
class Voiding:
    """Voids second copies in memory."""

    world: World

    def void(
        self, ids: Sequence[PostingId], *, tell: Tell, stop: Stop
    ) -> tuple[Outcome, ...]:
        """Leave one journal of each."""
        assert not stop.is_set()
        tell(Progress("Voiding second copies", 0, len(ids)))
        self.world.fail("void")
        for which in ids:
            single = with_surplus(self.world.postings[which], ())
            self.world.postings[which] = single
            self.world.note(single, What.SURPLUS_VOIDED)
        return tuple(Outcome(self.world.postings[which]) for which in ids)


@dataclass(frozen=True)
class Guarding:
    """Settles, checks and backs up in memory."""

    world: World
    undone: Undone

    def run(self, *, stop: Stop) -> int:
        """Find every interrupted posting in Xero."""
        assert not stop.is_set()
        self.undone.settled += 1
        self.world.fail("settle")
        waiting = [x for x in self.world.postings.values() if x.state is State.UNKNOWN]
        for posting in waiting:
            moved = posting.moved(State.POSTED, xero_id="x-found")
            self.world.postings[posting.id] = moved
        return len(waiting)

    def audit(self, *, tell: Tell, stop: Stop) -> Audit:
        """Walk the history."""
        assert not stop.is_set()
        tell(Progress("Walking the history"))
        return (
            self.undone.findings.audit if self.undone.findings else Audit(3, "f" * 64)
        )

    def check(
        self,
        connection_ids: Sequence[ConnectionId] = (),
        first: date | None = None,
        last: date | None = None,
        *,
        tell: Tell,
        stop: Stop,
    ) -> Findings:
        """Look at what there is."""
        assert not stop.is_set()
        self.undone.asked.append((tuple(connection_ids), first, last))
        tell(Progress("Looking"))
        self.world.fail("check")
        if self.undone.findings is not None:
            return self.undone.findings
        here = [here_of(x) for x in self.world.postings.values()]
        expensify, parts, differences = accounted(self.undone.told, here)
        spent = Completeness(
            connection_id=ConnectionId("acme"),
            first=first or TODAY.replace(month=1),
            last=last or TODAY,
            fresh=True,
            expensify=expensify,
            parts=parts,
            differences=differences,
        )
        return Findings(
            audit=Audit(12, "a" * 64),
            faults=(),
            settled=0,
            completeness=(spent,),
            drift=(Drift(spent.connection_id),),
            open=(),
            changed=(),
            held=(),
        )

    def back_up(self, file: Path) -> None:
        """Write something."""
        self.world.fail("back_up")
        file.write_text("a copy", encoding="utf-8")
        self.undone.copies.append(file)

    def back_up_daily(self) -> Path:
        """Count."""
        self.undone.daily += 1
        return Path("automatic.db")
