"""What happens in Xero behind our back is noticed, in few calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.history import What
from app.domain.postings import State
from app.domain.problems import Code
from app.domain.setup import JournalStatus
from app.errors import CancelledError
from tests.app.services.conftest import Firm
from tests.fakes.examples import BOOKS, CONNECTION, ORGANISATION, SETUP, expense, report

DAY = date(2026, 11, 2)


@pytest.fixture
def posted(firm: Firm) -> Firm:
    """The firm after R1 and R2 were posted."""
    firm.pull(report("R1"), report("R2", expense(990, "Meals")))
    firm.post()
    firm.ledger.calls.clear()
    return firm


def test_nothing_modified_moves_nothing_in_one_call(posted: Firm) -> None:
    moved = posted.look()

    assert moved == 0
    assert posted.ledger.calls == ["modified_since"]
    assert posted.state("R1") is State.POSTED


def test_nothing_posted_needs_no_call(firm: Firm) -> None:
    firm.pull(report())

    assert firm.look() == 0
    assert "modified_since" not in firm.ledger.calls


@pytest.mark.parametrize("status", ["VOIDED", "DELETED", "ARCHIVED"])
def test_a_journal_that_no_longer_counts_is_changed(posted: Firm, status: str) -> None:
    posted.ledger.edit(posted.posting("R1").xero_id, status=status)

    moved = posted.look()

    assert moved == 1
    assert posted.state("R1") is State.CHANGED
    assert posted.state("R2") is State.POSTED
    [problem] = posted.posting("R1").problems
    assert problem.code is Code.CHANGED_IN_XERO
    assert problem.message == f"It was {status.lower()} in Xero."


def test_an_edited_journal_is_changed_with_each_line_in_words(posted: Firm) -> None:
    _move_to(posted, "R1", "420")

    posted.look()

    [problem] = posted.posting("R1").problems
    assert problem.message == (
        "Not in Xero as sent: account 493, Department Sales 12.50. "
        "In Xero instead: account 420, Department Sales 12.50."
    )
    assert posted.story("R1")[-1] is What.CHANGED


def test_another_day_and_another_name_are_said(posted: Firm) -> None:
    posted.ledger.edit(
        posted.posting("R1").xero_id, dated=date(2026, 10, 13), narration="Mine"
    )

    posted.look()

    [problem] = posted.posting("R1").problems
    assert "2026-10-13" in problem.message
    assert "“Mine”" in problem.message


def test_what_is_known_is_not_said_twice(posted: Firm) -> None:
    _move_to(posted, "R1", "420")
    posted.look()

    moved = posted.look()

    assert moved == 0
    assert posted.story("R1").count(What.CHANGED) == 1


def test_a_journal_edited_back_is_posted_again(posted: Firm) -> None:
    _move_to(posted, "R1", "420")
    posted.look()
    _move_to(posted, "R1", "493")

    posted.look()

    assert posted.state("R1") is State.POSTED
    assert posted.posting("R1").problems == ()
    assert posted.story("R1")[-1] is What.CHECKED


def test_tracking_put_back_by_hand_is_no_problem_any_more(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.drop = lambda held: replace(
        held, lines=tuple(replace(line, tracking=()) for line in held.lines)
    )
    firm.post()
    assert firm.posting().codes == (Code.DROPPED_BY_XERO,)
    assert firm.look() == 0
    tracked = [
        replace(line, tracking=(("Department", "Sales"),) if line.minor > 0 else ())
        for line in firm.ledger.journals["x-1"].lines
    ]
    firm.ledger.edit("x-1", lines=tuple(tracked))

    firm.look()

    assert firm.state() is State.POSTED


def test_both_services_can_have_changed(posted: Firm) -> None:
    posted.pull(report("R1", expense(700)))
    _move_to(posted, "R1", "420")
    posted.look()
    assert set(posted.posting("R1").codes) == {
        Code.CHANGED_IN_EXPENSIFY,
        Code.CHANGED_IN_XERO,
    }
    _move_to(posted, "R1", "493")

    posted.look()

    assert posted.state("R1") is State.CHANGED
    assert posted.posting("R1").codes == (Code.CHANGED_IN_EXPENSIFY,)


def test_a_change_in_expensify_is_said_line_by_line(posted: Firm) -> None:
    posted.pull(report("R1", expense(700)))

    [problem] = posted.posting("R1").problems

    assert problem.message.endswith(
        "Account 493, Department Sales: 12.50 then, 7.00 now. "
        "Account 801: -12.50 then, -7.00 now."
    )


def test_a_draft_posted_in_xero_is_posted(firm: Firm) -> None:
    drafts = replace(SETUP, posting=replace(SETUP.posting, status=JournalStatus.DRAFT))
    with firm.store.work() as work:
        event = firm.scribe.event(What.SETUP_CHANGED)
        work.connections.save_setup(CONNECTION.id, drafts, event)
        work.commit()
    firm.pull(report())
    firm.post()
    assert firm.state() is State.DRAFT
    firm.ledger.edit("x-1", status="POSTED")

    firm.look()

    assert firm.state() is State.POSTED
    assert firm.posting().problems == ()


def test_a_posted_journal_that_became_a_draft_is_changed(posted: Firm) -> None:
    posted.ledger.edit(posted.posting("R1").xero_id, status="DRAFT")

    posted.look()

    assert posted.state("R1") is State.CHANGED


def test_a_mirror_voided_in_xero_is_noticed(posted: Firm) -> None:
    [outcome] = posted.reverse("R1", on=DAY)
    assert outcome.posting.reversal is not None
    posted.ledger.edit(outcome.posting.reversal.xero_id, status="VOIDED")

    moved = posted.look()

    assert moved == 1
    assert posted.state("R1") is State.REVERSED
    assert posted.posting("R1").codes == (Code.CHANGED_IN_XERO,)


def test_what_was_mirrored_has_to_stay_as_it_was(posted: Firm) -> None:
    posted.reverse("R1", on=DAY)
    original = posted.posting("R1")
    lines = posted.ledger.journals[original.xero_id].lines

    posted.ledger.edit(original.xero_id, lines=lines[:1])
    posted.look()
    [edited] = posted.posting("R1").problems
    posted.ledger.edit(original.xero_id, status="VOIDED")
    posted.look()
    [voided] = posted.posting("R1").problems
    posted.ledger.edit(original.xero_id, status="POSTED", lines=lines)
    posted.look()

    assert edited.message.startswith("It was edited in Xero after it was reversed.")
    assert "too much" in voided.message
    assert posted.state("R1") is State.REVERSED
    assert posted.posting("R1").problems == ()


def test_both_journals_of_an_earlier_revision_have_to_stay(posted: Firm) -> None:
    [done] = posted.replay("R1", on=DAY)
    [earlier] = posted.superseded()
    assert earlier.reversal is not None
    lines = posted.ledger.journals[earlier.xero_id].lines

    posted.ledger.edit(earlier.reversal.xero_id, status="VOIDED")
    moved = posted.look()
    [mirror] = posted.superseded()[0].problems
    off = posted.check().changed
    posted.ledger.edit(earlier.reversal.xero_id, status="POSTED")
    posted.ledger.edit(earlier.xero_id, lines=lines[:1])
    posted.look()
    [original] = posted.superseded()[0].problems
    posted.ledger.edit(earlier.xero_id, lines=lines)
    posted.look()

    assert moved == 1
    assert mirror.message == (
        "The reversing journal no longer counts in Xero, so that this one does."
    )
    assert [x.id for x in off] == [earlier.id]
    assert original.message.startswith("It was edited in Xero after it was reversed.")
    assert posted.superseded()[0].problems == ()
    assert posted.posting("R1") == done.posting
    assert posted.check().ok


def test_what_was_voided_and_counts_all_the_same_is_noticed(posted: Firm) -> None:
    posted.reverse("R1")
    xero_id = posted.posting("R1").xero_id

    posted.ledger.edit(xero_id, status="POSTED")
    posted.look()
    problems = posted.posting("R1").problems
    posted.ledger.edit(xero_id, status="VOIDED")
    posted.look()

    assert [x.code for x in problems] == [Code.CHANGED_IN_XERO]
    assert posted.posting("R1").problems == ()
    assert posted.check().ok


def test_only_what_was_modified_since_the_last_look_is_asked_for(posted: Firm) -> None:
    posted.look()
    old = posted.at - timedelta(days=1)
    posted.ledger.edit(posted.posting("R1").xero_id, status="VOIDED", updated=old)

    assert posted.look() == 0


@pytest.mark.parametrize("off", [timedelta(hours=5), timedelta(days=-3)])
def test_a_clock_of_ours_that_is_wrong_hides_no_edit(
    firm: Firm, off: timedelta
) -> None:
    firm.at += off
    firm.pull(report("R1"))
    firm.post()
    firm.pull()
    firm.at -= off

    an_hour_on = firm.at + timedelta(hours=1)
    xero_id = firm.posting("R1").xero_id
    firm.ledger.edit(xero_id, status="VOIDED", updated=an_hour_on)
    firm.pull()

    assert firm.state("R1") is State.CHANGED


def test_a_look_that_was_stopped_is_made_again(posted: Firm) -> None:
    posted.look()
    an_hour_on = posted.at + timedelta(hours=1)
    xero_id = posted.posting("R1").xero_id
    posted.ledger.edit(xero_id, status="VOIDED", updated=an_hour_on)
    posted.stop.set()
    with pytest.raises(CancelledError):
        posted.look()
    posted.stop.clear()

    assert posted.look() == 1


def test_a_survey_looks_further_back(posted: Firm) -> None:
    old = posted.at - timedelta(days=1)
    posted.ledger.edit(posted.posting("R1").xero_id, status="VOIDED", updated=old)

    moved, doubles = posted.drift.survey(CONNECTION, posted.ledger, posted.stop)

    assert (moved, doubles) == (1, ())
    assert posted.ledger.calls == ["modified_since"]


def test_a_survey_finds_journals_that_xero_forgot(posted: Firm) -> None:
    del posted.ledger.journals[posted.posting("R1").xero_id]

    moved, _ = posted.drift.survey(CONNECTION, posted.ledger, posted.stop)

    assert moved == 1
    assert posted.posting("R1").problems[0].message == (
        "Xero no longer knows this journal."
    )


def test_a_survey_finds_doubles(posted: Firm) -> None:
    held = posted.ledger.journals[posted.posting("R1").xero_id]
    posted.ledger.journals["x-9"] = replace(held, xero_id="x-9")

    _, [double] = posted.drift.survey(CONNECTION, posted.ledger, posted.stop)

    assert double.narration == held.narration
    assert double.xero_ids == (held.xero_id, "x-9")


def test_a_double_that_was_voided_is_none(posted: Firm) -> None:
    held = posted.ledger.journals[posted.posting("R1").xero_id]
    posted.ledger.journals["x-9"] = replace(held, xero_id="x-9", status="VOIDED")

    _, doubles = posted.drift.survey(CONNECTION, posted.ledger, posted.stop)

    assert doubles == ()


def test_a_survey_leaves_locked_periods_alone(posted: Firm) -> None:
    locked = replace(ORGANISATION, period_lock=date(2026, 10, 31))
    with posted.store.work() as work:
        work.reference.save_books(replace(BOOKS, organisation=locked))
        work.commit()
    posted.ledger.calls.clear()

    moved, _ = posted.drift.survey(CONNECTION, posted.ledger, posted.stop)

    assert moved == 0
    assert posted.ledger.calls == []


def test_a_look_can_be_stopped(posted: Firm) -> None:
    posted.ledger.edit(posted.posting("R1").xero_id, status="VOIDED")
    posted.stop.set()

    with pytest.raises(CancelledError):
        posted.look()


def _move_to(firm: Firm, report_id: str, account: str) -> None:
    """Put the debit on another account, in Xero."""
    xero_id = firm.posting(report_id).xero_id
    lines = [
        replace(line, account=account) if line.minor > 0 else line
        for line in firm.ledger.journals[xero_id].lines
    ]
    firm.ledger.edit(xero_id, lines=tuple(lines))
