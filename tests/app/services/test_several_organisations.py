"""What keeps one organisation from its turn keeps no other from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from app.domain.books import OrganisationId
from app.domain.history import What
from app.domain.postings import Posting, PostingId, State
from app.domain.reversing import Outcome
from app.domain.runs import Run
from app.domain.schedules import Due, Occurrence, Rate, Rhythm, Schedule
from app.domain.setup import ConnectionId
from app.domain.twins import surplus, with_surplus
from app.errors import (
    AppError,
    CancelledError,
    LostAnswerError,
    OfflineError,
    SignInNeededError,
)
from app.ports.xero import Ledger, LedgerJournal
from app.services.clean import Clean
from app.services.posting import Poster
from app.services.replay import Replayer
from app.services.reversal import Reverser
from app.services.scheduled_work import ScheduledWork
from app.services.settling import Settling
from app.services.successors import Successors
from app.services.surplus import Surplus
from app.services.sync import Sync
from app.services.undoing import Undoing
from tests.app.services.conftest import Firm, NoLeases
from tests.fakes.examples import BOOKS, CONNECTION, ORGANISATION, SETUP, report
from tests.fakes.xero import FakeLedger

DAY = date(2026, 11, 2)


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


@pytest.fixture
def three(firm: Firm) -> Three:
    """Open all three."""
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


def test_what_keeps_some_connections_from_posting_is_told_beside_the_rest(
    three: Three,
) -> None:
    lapsed, offline = SignInNeededError(), OfflineError()
    three.failing = {OrganisationId("O2"): offline, OrganisationId("O3"): lapsed}

    posted = three.post()

    assert [x.state for x in posted].count(State.POSTED) == 1
    assert three.failed == [offline, lapsed]


@pytest.mark.parametrize("verb", [Three.sync, Three.post])
def test_of_what_keeps_every_connection_from_its_turn_the_gravest_is_raised(
    three: Three, verb: Callable[[Three], object]
) -> None:
    _all_fail(three)

    with pytest.raises(SignInNeededError):
        verb(three)

    assert three.failed == []


def test_an_organisation_that_cannot_be_asked_leaves_none_of_the_others_unsettled(
    three: Three,
) -> None:
    firm = three.firm
    firm.ledger.fail.extend(LostAnswerError("cut") for _ in range(6))
    with pytest.raises(LostAnswerError):
        three.post()
    three.failing = {ORGANISATION.id: SignInNeededError()}

    with pytest.raises(SignInNeededError):
        three.settling().run(stop=firm.stop)

    assert firm.state("R1") is State.UNKNOWN
    assert State.UNKNOWN not in {firm.state("R2"), firm.state("R3")}


def test_what_cannot_be_settled_in_one_organisation_keeps_no_schedule_of_another(
    three: Three,
) -> None:
    firm = three.firm
    firm.ledger.fail.extend(LostAnswerError("cut") for _ in range(6))
    with pytest.raises(LostAnswerError):
        three.post()
    three.failing = {ORGANISATION.id: SignInNeededError()}
    doing = ScheduledWork(
        three.settling(), firm.sync, firm.poster, Clean(firm.work), firm.work
    )
    daily = Schedule(ConnectionId("c2"), Rhythm(Rate.DAY), "Europe/London", firm.at)

    doing.do(Due(daily, Occurrence(firm.at)), tell=firm.told.append, stop=firm.stop)

    assert firm.state("R1") is State.UNKNOWN
    assert firm.state("R2") is not State.UNKNOWN


@pytest.fixture
def posted(three: Three) -> Three:
    """All three after their reports were posted."""
    three.post()
    return three


def test_what_keeps_some_organisations_from_a_reversal_is_told_beside_the_rest(
    posted: Three,
) -> None:
    lapsed, offline = SignInNeededError("for O3"), OfflineError("no line")
    posted.failing = {ORGANISATION.id: offline, OrganisationId("O3"): lapsed}

    outcomes = posted.reverse()

    assert [x.refusal for x in outcomes] == ["no line", "", "for O3"]
    assert _states(outcomes) == [State.POSTED, State.REVERSED, State.POSTED]
    assert posted.failed == [offline, lapsed]
    assert len(posted.firm.ledger.live) == 2


@pytest.mark.parametrize("verb", [Three.reverse, Three.replay, Three.void_copies])
def test_of_what_keeps_every_organisation_from_its_turn_the_gravest_is_raised(
    posted: Three, verb: Callable[[Three], object]
) -> None:
    if verb is Three.void_copies:
        posted.double()
    before = posted.firm.ledger.live
    _all_fail(posted)

    with pytest.raises(SignInNeededError):
        verb(posted)

    assert posted.failed == []
    assert posted.firm.ledger.live == before


def test_what_keeps_some_organisations_from_voiding_is_told_beside_the_rest(
    posted: Three,
) -> None:
    lapsed = SignInNeededError("for O1")
    posted.double()
    posted.failing = {ORGANISATION.id: lapsed}

    outcomes = posted.void_copies()

    assert [x.refusal for x in outcomes] == ["for O1", "", ""]
    assert [surplus(x.posting) for x in outcomes] == [("x-1-copy",), (), ()]
    assert posted.failed == [lapsed]
    assert len(posted.firm.ledger.live) == 4


def test_a_reversal_that_is_stopped_goes_on_in_no_other_organisation(
    posted: Three,
) -> None:
    posted.firm.stop.set()

    with pytest.raises(CancelledError):
        posted.reverse()

    assert len(posted.firm.ledger.live) == 3


def test_a_reversal_goes_on_where_it_failed_and_takes_nothing_back_twice(
    posted: Three,
) -> None:
    posted.failing = {OrganisationId("O2"): OfflineError()}
    posted.reverse(DAY)
    posted.failing = {}

    outcomes = posted.reverse(DAY)

    assert _states(outcomes) == [State.REVERSED] * 3
    assert sum(x.startswith("Reversal") for x in posted.firm.ledger.live) == 3
    assert posted.firm.ledger.balance("493") == 0


def test_a_mirror_that_came_and_could_not_be_looked_at_counts_as_done(
    posted: Three,
) -> None:
    falling = Falling(BOOKS)
    falling.journals = posted.firm.ledger.journals
    posted.own = {ORGANISATION.id: falling}

    outcomes = posted.reverse(DAY)

    assert [x.refusal for x in outcomes] == ["", "", ""]
    assert _states(outcomes) == [State.REVERSED] * 3
    assert [str(x) for x in posted.failed] == ["the line fell"]


def test_an_edited_journal_that_cannot_be_read_keeps_no_other_from_being_mirrored(
    posted: Three,
) -> None:
    firm = posted.firm
    held = firm.ledger.journals[firm.posting("R2").xero_id]
    halved = tuple(replace(line, minor=line.minor // 2) for line in held.lines)
    firm.ledger.edit(held.xero_id, lines=halved)
    posted.undo(DAY)
    posted.failing = {OrganisationId("O2"): OfflineError("no line")}

    outcomes = posted.undo(DAY)

    assert outcomes[1].refusal == "no line"
    assert outcomes[1].posting.state is State.CHANGED
    assert _states(outcomes)[::2] == [State.REVERSED] * 2


def test_what_keeps_some_organisations_from_a_replay_is_told_beside_the_rest(
    posted: Three,
) -> None:
    offline = OfflineError("no line")
    posted.failing = {OrganisationId("O2"): offline}

    outcomes = posted.replay()

    assert [x.refusal for x in outcomes] == ["", "no line", ""]
    assert [x.posting.revision for x in outcomes] == [2, 1, 2]
    assert _states(outcomes) == [State.POSTED] * 3
    assert posted.failed == [offline]
    assert len(posted.firm.ledger.live) == 3


def test_a_replay_cut_off_between_its_halves_in_one_organisation_is_ended_later(
    posted: Three,
) -> None:
    firm = posted.firm
    whole = firm.ledger.refuse_whole

    def once(_journals: object) -> str:
        firm.ledger.refuse_whole = whole
        raise OfflineError("no line")

    firm.ledger.refuse_whole = once
    cut_off = posted.replay()
    live = len(firm.ledger.live)

    ended = posted.replay()

    assert [x.refusal for x in cut_off] == ["no line", "", ""]
    assert (cut_off[0].posting.revision, cut_off[0].posting.state) == (2, State.READY)
    assert live == 2
    assert [x.posting.revision for x in ended] == [2, 3, 3]
    assert _states(ended) == [State.POSTED] * 3
    assert len(firm.ledger.live) == 3


def _all_fail(three: Three) -> None:
    """Keep each from being done, the middle one by what a person has to mend."""
    offline = OfflineError()
    three.failing = {
        ORGANISATION.id: offline,
        OrganisationId("O2"): SignInNeededError(),
        OrganisationId("O3"): offline,
    }


def _states(outcomes: Sequence[Outcome]) -> list[State]:
    return [x.posting.state for x in outcomes]
