"""Three organisations, each with a connection and a report of its own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from app.domain.books import OrganisationId
from app.domain.history import What
from app.domain.postings import Posting, PostingId
from app.domain.reversing import Outcome
from app.domain.runs import Run
from app.domain.setup import ConnectionId
from app.domain.twins import with_surplus
from app.errors import (
    AppError,
    LostAnswerError,
    OfflineError,
    SignInNeededError,
)
from app.ports.xero import Ledger, LedgerJournal
from app.services.posting import Poster
from app.services.replay import Replayer
from app.services.reversal import Reverser
from app.services.settling import Settling
from app.services.successors import Successors
from app.services.surplus import Surplus
from app.services.sync import Sync
from app.services.undoing import Undoing
from tests.app.services.conftest import Firm, NoLeases
from tests.fakes.examples import BOOKS, CONNECTION, ORGANISATION, SETUP, report
from tests.fakes.xero import FakeLedger


class Falling(FakeLedger):
    """A ledger to which the line falls once it was sent something."""

    def read(self, xero_id: str) -> LedgerJournal | None:
        """One of them, before."""
        if "send" in self.calls:
            raise OfflineError("the line fell")
        return super().read(xero_id)


@dataclass
class Three:
    """Three connections, each into an organisation of its own, with a report each."""

    firm: Firm
    failing: dict[OrganisationId, AppError] = field(default_factory=dict)
    failed: list[AppError] = field(default_factory=list)
    own: dict[OrganisationId, FakeLedger] = field(default_factory=dict)

    def ledger(self, organisation_id: OrganisationId) -> Ledger:
        """The same books for all, but for those of which something fails."""
        if organisation_id in self.failing:
            raise self.failing[organisation_id]
        return self.own.get(organisation_id, self.firm.ledger)

    def post(self) -> tuple[Posting, ...]:
        """Post all that is ready."""
        poster = self._poster()
        firm = self.firm
        return poster.post(
            poster.ready(),
            tell=firm.told.append,
            stop=firm.stop,
            failed=self.failed.append,
        )

    def cut_off(self) -> None:
        """Post, with every answer lost; the first organisation then needs a sign-in."""
        self.firm.ledger.fail.extend(LostAnswerError("cut") for _ in range(6))
        with pytest.raises(LostAnswerError):
            self.post()
        self.failing = {ORGANISATION.id: SignInNeededError()}

    def reverse(self, on: date | None = None) -> list[Outcome]:
        """Reverse all three, planned before."""
        firm, reverser = self.firm, self._reverser()
        plans = reverser.plan(self._ids(), on=on)
        return [
            *reverser.run(
                plans,
                tell=firm.told.append,
                stop=firm.stop,
                failed=self.failed.append,
            )
        ]

    def undo(self, on: date) -> list[Outcome]:
        """Mirror all three without a look before."""
        firm = self.firm
        return [
            *self._reverser().undo(
                self._ids(),
                on=on,
                tell=firm.told.append,
                stop=firm.stop,
                failed=self.failed.append,
            )
        ]

    def replay(self) -> list[Outcome]:
        """Replay all three."""
        firm = self.firm
        successors = Successors(firm.preparation, firm.scribe)
        replayer = Replayer(self._reverser(), self._poster(), firm.work, successors)
        return [
            *replayer.run(
                self._ids(),
                tell=firm.told.append,
                stop=firm.stop,
                failed=self.failed.append,
            )
        ]

    def double(self) -> None:
        """Have Xero hold each journal twice, and know of it."""
        held = self.firm.ledger.journals
        with self.firm.store.work() as work:
            for posting in work.postings.many(self._ids()):
                copy = f"{posting.xero_id}-copy"
                held[copy] = replace(held[posting.xero_id], xero_id=copy)
                twice = with_surplus(posting, [copy])
                event = self.firm.scribe.of(twice, What.TWICE, before=posting)
                work.postings.save([twice], [event])
            work.commit()

    def void_copies(self) -> list[Outcome]:
        """Void the second copies of all three."""
        firm = self.firm
        voiding = Surplus(self.ledger, NoLeases(), firm.work, firm.scribe, self._key)
        return [
            *voiding.void(
                self._ids(),
                tell=firm.told.append,
                stop=firm.stop,
                failed=self.failed.append,
            )
        ]

    def sync(self) -> tuple[Run, ...]:
        """Sync all connections."""
        firm = self.firm
        sync = Sync(
            lambda: firm.source, self.ledger, firm.work, firm.preparation, firm.scribe
        )
        return sync.run(tell=firm.told.append, stop=firm.stop)

    def _poster(self) -> Poster:
        firm = self.firm
        return Poster(
            self.ledger,
            NoLeases(),
            firm.work,
            firm.preparation,
            self.settling(),
            firm.scribe,
            self._key,
        )

    def _reverser(self) -> Reverser:
        firm = self.firm
        successors = Successors(firm.preparation, firm.scribe)
        undoing = Undoing(firm.work, successors, firm.scribe, self._key)
        return Reverser(
            self.ledger,
            NoLeases(),
            firm.work,
            self.settling(),
            undoing,
            firm.scribe.now,
        )

    def settling(self) -> Settling:
        """What settles, in the same three organisations."""
        firm = self.firm
        successors = Successors(firm.preparation, firm.scribe)
        return Settling(self.ledger, NoLeases(), firm.work, firm.scribe, successors)

    def _ids(self) -> list[PostingId]:
        return [self.firm.posting(x).id for x in ("R1", "R2", "R3")]

    def _key(self) -> str:
        return f"key-{next(self.firm.keys)}"


def opened_three(firm: Firm) -> Three:
    """A firm with two more connections, each synced."""
    firm.pull(report("R1"))
    for number in (2, 3):
        other = replace(
            CONNECTION,
            id=ConnectionId(f"c{number}"),
            name=f"Number {number}",
            organisation_id=OrganisationId(f"O{number}"),
        )
        organisation = replace(ORGANISATION, id=other.organisation_id)
        with firm.store.work() as work:
            work.connections.save(other, firm.scribe.event(What.CONNECTED))
            event = firm.scribe.event(What.SETUP_CHANGED)
            work.connections.save_setup(other.id, SETUP, event)
            work.reference.save_books(replace(BOOKS, organisation=organisation))
            work.commit()
        firm.source.reports = {}
        firm.source.put(report(f"R{number}"))
        told, stop = firm.told.append, firm.stop
        firm.sync.run([other.id], tell=told, stop=stop)
    return Three(firm)


def all_fail(three: Three) -> None:
    """Keep each from being done, the middle one by what a person has to mend."""
    offline = OfflineError()
    three.failing = {
        ORGANISATION.id: offline,
        OrganisationId("O2"): SignInNeededError(),
        OrganisationId("O3"): offline,
    }
