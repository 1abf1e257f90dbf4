"""A firm whose processes may die at any step, between two services that change."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from app.domain.listing import PostingQuery
from app.domain.postings import How, Posting, PostingId, State
from app.errors import AppError, LostAnswerError
from app.ports.xero import LedgerJournal
from app.store.opening import open_store
from tests.app.services.conftest import Firm, opened
from tests.fakes.examples import (
    APPROVED,
    BOOKS,
    ORGANISATION,
    expense,
    report,
)
from tests.fakes.killing import Killed

T = TypeVar("T")
REPORTS = tuple(f"R{number}" for number in range(1, 5))
DEAD = frozenset({"VOIDED", "DELETED"})
LAPSE = timedelta(minutes=6)


class World:
    """Expensify, Xero and a store, and whoever works between them just now."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "vouch.db"
        self.firm = opened(folder)
        self.ledger, self.source = self.firm.ledger, self.firm.source
        self.ledger.now = lambda: self.firm.at
        self.kills = 0
        self.said: list[str] = []

    def close(self) -> None:
        """End the process that is at work."""
        self.firm.store.close()

    def do(self, what: Callable[[], object], dies: int = 0) -> bool:
        """Do something; the process may die at the step of that number.

        Says whether it was done to the end. A failure of the world is in ``said``.
        """
        self.firm.killer.at = self.firm.killer.passed + dies if dies else None
        try:
            what()
        except AppError as error:
            self.said.append(error.sentence)
            return False
        except Killed:
            self.kills += 1
            self.reopen()
            return False
        finally:
            self.firm.killer.at = None
        return True

    def reopen(self) -> None:
        """Go on in a new process."""
        at, keys = self.firm.at, self.firm.keys
        self.firm.store.close()
        store = open_store(self.path)
        self.firm = Firm(store, self.source, self.ledger, at=at, keys=keys)

    def wait(self, minutes: int) -> None:
        """Let time pass; what Xero did not do within minutes it never does."""
        self.firm.at += timedelta(minutes=minutes)
        if timedelta(minutes=minutes) >= LAPSE:
            self.ledger.lapse()

    def trouble(self, kind: str) -> None:
        """Have the next write go wrong in a way."""
        error = LostAnswerError(f"It was {kind}.")
        getattr(self.ledger, kind).append(error)

    def peace(self) -> None:
        """Let what was to go wrong go well, and what was late arrive."""
        for waiting in (self.ledger.fail, self.ledger.lose, self.ledger.late):
            waiting.clear()
        self.ledger.arrive()

    def approve(self, name: str, minor: int) -> None:
        """Have a report approved, with this amount."""
        self.source.put(report(name, expense(minor)))

    def unapprove(self, name: str) -> None:
        """Take the approval of a report back."""
        if name in self.source.reports:
            old = self.source.reports[report(name).id]
            self.source.put(replace(old, status="Processing", approved=None))

    def remove(self, name: str) -> None:
        """Delete a report in Expensify."""
        self.source.reports.pop(report(name).id, None)

    def lock(self, *, closed: bool) -> None:
        """Lock the period of every report in Xero, or open it."""
        day = APPROVED if closed else ORGANISATION.period_lock
        organisation = replace(ORGANISATION, period_lock=day)
        self.ledger.now_books = replace(BOOKS, organisation=organisation)

    def of(self, name: str) -> list[LedgerJournal]:
        """The journals of a report that count in Xero, reversing ones too."""
        return [
            journal
            for journal in self.ledger.journals.values()
            if journal.status not in DEAD and f" {name} " in f"{journal.narration} "
        ]

    def edit(self, name: str, what: str) -> None:
        """Change the newest journal of a report as a person in Xero does."""
        journals = [x for x in self.of(name) if not x.narration.startswith("Reversal")]
        if not journals:
            return
        held = journals[-1]
        match what:
            case "void":
                status = "DELETED" if held.status == "DRAFT" else "VOIDED"
                self.ledger.edit(held.xero_id, status=status)
            case "date":
                self.ledger.edit(held.xero_id, dated=date(2026, 10, 30))
            case _:
                first, *rest = held.lines
                other = replace(
                    first, account="420" if first.account != "420" else "493"
                )
                self.ledger.edit(held.xero_id, lines=(other, *rest))

    def postings(self) -> tuple[Posting, ...]:
        """The newest revision of every report."""
        with self.firm.store.work() as work:
            page = work.postings.page(PostingQuery(limit=100))
            return work.postings.many([row.id for row in page.rows])

    def ids(self, names: Sequence[str]) -> list[PostingId]:
        """The postings of those of these reports that are known."""
        return [p.id for p in self.postings() if p.report_id in names]

    def ids_in(self, states: Container[State]) -> list[PostingId]:
        """The postings in these states."""
        return [p.id for p in self.postings() if p.state in states]

    def reverse(self, ids: Sequence[PostingId], how: How | None) -> None:
        """Undo these."""
        plans = self.firm.reverser.plan(ids, how)
        self.firm.reverser.run(plans, tell=_quiet, stop=self.firm.stop)

    def replay(self, ids: Sequence[PostingId]) -> None:
        """Undo these and post them anew."""
        self.firm.replayer.run(ids, tell=_quiet, stop=self.firm.stop)

    def post(self, names: Sequence[str]) -> None:
        """Post those of these that can be."""
        self.firm.poster.post(self.ids(names), tell=_quiet, stop=self.firm.stop)

    def void_copies(self) -> None:
        """Void what Xero holds twice."""
        self.firm.surplus.void(self.ids(REPORTS), tell=_quiet, stop=self.firm.stop)


def _quiet(_progress: object) -> None:
    pass
