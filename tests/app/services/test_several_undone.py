"""What keeps one organisation from being undone keeps no other from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from app.domain.books import OrganisationId
from app.domain.postings import State
from app.domain.reversing import Outcome
from app.domain.twins import surplus
from app.errors import (
    CancelledError,
    OfflineError,
    SignInNeededError,
)
from tests.app.services.conftest import Firm
from tests.app.services.three import Falling, Three, all_fail, opened_three
from tests.fakes.examples import BOOKS, ORGANISATION

DAY = date(2026, 11, 2)


@pytest.fixture
def posted(firm: Firm) -> Three:
    """All three after their reports were posted."""
    three = opened_three(firm)
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
    all_fail(posted)

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


def _states(outcomes: Sequence[Outcome]) -> list[State]:
    return [x.posting.state for x in outcomes]
