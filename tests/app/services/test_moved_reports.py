"""A report that moves between the workspaces of one organisation is posted once."""

from __future__ import annotations

import pytest

from app.domain.postings import State
from app.services.regaining import Regaining
from tests.app.services.conftest import Firm
from tests.app.services.workspaces import OTHER, Two, two_workspaces
from tests.fakes.examples import CONNECTION


@pytest.fixture
def two(firm: Firm) -> Two:
    """Open both."""
    return two_workspaces(firm)


def test_a_report_that_moved_keeps_no_other_from_coming_in(two: Two) -> None:
    run = two.sync(OTHER, "R1", "R2")

    assert run.counts["with another connection"] == 1
    assert two.states("R1") == two.states("R2") == [State.READY]


def test_a_report_that_moved_is_posted_by_its_new_workspace(two: Two) -> None:
    two.sync(CONNECTION)

    two.sync(OTHER, "R1", "R2")
    two.firm.post()

    assert two.states("R1") == [State.BLOCKED, State.POSTED]
    assert len(two.firm.ledger.live) == 2


def test_a_report_that_was_held_when_it_moved_is_held_in_its_new_workspace(
    two: Two,
) -> None:
    two.firm.holding.hold(two.postings("R1"), "Wait for the receipt.")
    two.sync(CONNECTION)

    run = two.sync(OTHER, "R1", "R2")
    [_, there] = two.postings("R1")
    two.firm.post()

    assert (run.counts["held"], run.counts["ready"]) == (1, 1)
    assert two.states("R1") == [State.HELD, State.HELD]
    with two.firm.store.work() as work:
        assert work.postings.get(there).why == "Wait for the receipt."


def test_a_report_that_was_held_when_it_moved_is_posted_by_its_new_workspace(
    two: Two,
) -> None:
    two.firm.holding.hold(two.postings("R1"), "Wait for the receipt.")
    two.sync(CONNECTION)
    two.sync(OTHER, "R1")

    two.firm.holding.release(two.postings("R1"))
    two.firm.post()

    assert two.states("R1") == [State.BLOCKED, State.POSTED]
    assert len(two.firm.ledger.live) == 1


def test_what_was_sent_before_it_was_held_and_moved_stays_where_it_is(
    two: Two,
) -> None:
    two.firm.ledger.refuse = lambda _journal: "No such account."
    two.firm.post()
    two.firm.holding.hold(two.postings("R1"), "Ask Xero.")
    two.sync(CONNECTION)

    run = two.sync(OTHER, "R1")

    assert run.counts["with another connection"] == 1
    assert two.states("R1") == [State.HELD]


def test_a_report_that_moved_after_it_was_posted_is_not_posted_again(two: Two) -> None:
    two.firm.post()
    two.sync(CONNECTION)

    two.sync(OTHER, "R1", "R2")
    two.firm.post()

    assert two.states("R1") == [State.CHANGED]
    assert len(two.firm.ledger.live) == 2


@pytest.mark.parametrize("posted", [False, True])
def test_a_report_that_moved_back_is_posted_once(two: Two, *, posted: bool) -> None:
    two.sync(CONNECTION)
    two.sync(OTHER, "R1")
    if posted:
        two.firm.post()

    two.sync(CONNECTION, "R1")
    two.sync(OTHER)
    two.sync(CONNECTION, "R1")
    two.firm.post()

    here, there = two.states("R1")
    assert (here, there) == (
        (State.BLOCKED, State.CHANGED) if posted else (State.POSTED, State.BLOCKED)
    )
    assert len(two.firm.ledger.live) == 1


def test_a_back_up_put_back_gives_no_journal_to_the_workspace_it_left(two: Two) -> None:
    two.sync(CONNECTION)
    two.sync(OTHER, "R1", "R2")
    [_, there] = two.postings("R1")
    two.firm.poster.post([there], tell=two.firm.told.append, stop=two.firm.stop)
    Regaining(two.firm.work, two.firm.scribe).mark("Put back.")

    two.firm.post()

    assert two.states("R1") == [State.BLOCKED, State.POSTED]
    assert two.states("R2") == [State.POSTED]
