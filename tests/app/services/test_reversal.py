"""What is undone counts no more, and is undone once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.history import What
from app.domain.postings import How, State
from app.domain.problems import Code
from app.domain.setup import JournalStatus
from app.errors import CancelledError, LostAnswerError, OfflineError, RefusedError
from app.ports.xero import Answer
from tests.app.services.conftest import Firm
from tests.fakes.examples import BOOKS, CONNECTION, ORGANISATION, SETUP, expense, report
from tests.fakes.killing import Killed

DAY = date(2026, 11, 2)


@pytest.fixture
def posted(firm: Firm) -> Firm:
    """The firm after R1 and R2 were posted."""
    firm.pull(report("R1"), report("R2", expense(990, "Meals")))
    firm.post()
    firm.ledger.calls.clear()
    return firm


def test_a_posted_journal_is_voided(posted: Firm) -> None:
    [outcome] = posted.reverse("R1")

    assert outcome.posting.state is State.REVERSED
    assert outcome.refusal == ""
    assert posted.ledger.journals[outcome.posting.xero_id].status == "VOIDED"
    assert posted.story("R1")[-2:] == [What.REVERSING, What.REVERSED]


def test_a_draft_is_deleted(firm: Firm) -> None:
    _as_drafts(firm)
    firm.pull(report())
    firm.post()

    [outcome] = firm.reverse()

    assert outcome.posting.state is State.REVERSED
    assert firm.ledger.journals[outcome.posting.xero_id].status == "DELETED"


def test_a_mirror_takes_back_what_was_posted(posted: Firm) -> None:
    [outcome] = posted.reverse("R1", how=How.MIRROR, on=DAY)

    reversal = outcome.posting.reversal
    assert outcome.posting.state is State.REVERSED
    assert reversal is not None
    mirror = posted.ledger.journals[reversal.xero_id]
    assert mirror.narration.startswith("Reversal of Expensify R1")
    assert (mirror.dated, mirror.status) == (DAY, "POSTED")
    assert posted.ledger.balance("493") == 0
    assert posted.ledger.journals[outcome.posting.xero_id].status == "POSTED"


def test_a_day_alone_means_a_mirror(posted: Firm) -> None:
    [plan] = posted.reverser.plan([posted.posting("R1").id], on=DAY)

    assert plan.how is How.MIRROR


def test_a_plan_changes_nothing(posted: Firm) -> None:
    [plan] = posted.reverser.plan([posted.posting("R1").id], How.MIRROR, DAY)

    assert plan.offered == (How.VOID, How.MIRROR)
    assert plan.mirror is not None
    assert [line.minor for line in plan.mirror.lines] == [-1250, 1250]
    assert posted.ledger.calls == []
    assert posted.state("R1") is State.POSTED


def test_voiding_in_a_locked_period_is_refused_and_touches_nothing(
    posted: Firm,
) -> None:
    _lock(posted, date(2026, 10, 31))

    [outcome] = posted.reverse("R1", how=How.VOID)

    assert "mirror" in outcome.refusal
    assert outcome.posting.state is State.POSTED
    assert posted.story("R1")[-1] is What.POSTED
    assert "undo" not in posted.ledger.calls


def test_a_mirror_in_a_locked_period_is_refused(posted: Firm) -> None:
    _lock(posted, date(2026, 10, 31))

    [outcome] = posted.reverse("R1", on=date(2026, 10, 31))

    assert "31 Oct 2026" in outcome.refusal
    assert outcome.posting.state is State.POSTED


def test_a_locked_journal_is_mirrored_after_the_lock(posted: Firm) -> None:
    _lock(posted, date(2026, 10, 31))

    [outcome] = posted.reverse("R1", on=DAY)

    assert outcome.posting.state is State.REVERSED
    assert posted.ledger.balance("801") == -990


def test_without_a_day_a_mirror_is_dated_after_the_lock(posted: Firm) -> None:
    _lock(posted, date(2026, 12, 31))
    posted.pull()

    [plan] = posted.reverser.plan([posted.posting("R1").id], How.MIRROR)

    assert plan.mirror is not None
    assert plan.mirror.dated == date(2027, 1, 1)


def test_a_lock_that_xero_alone_knows_is_said_in_its_words(posted: Firm) -> None:
    posted.ledger.fail.append(RefusedError("The period is closed."))

    [outcome] = posted.reverse("R1")

    assert outcome.refusal == "The period is closed."
    assert outcome.posting.state is State.POSTED
    assert outcome.posting.why == "The period is closed."
    assert posted.story("R1")[-2:] == [What.REVERSING, What.NOT_REVERSED]


def test_one_that_is_refused_does_not_stop_the_others(posted: Firm) -> None:
    posted.ledger.fail.append(RefusedError("No."))

    first, second = posted.reverse("R1", "R2")

    assert first.posting.state is State.POSTED
    assert second.posting.state is State.REVERSED


def test_no_connection_leaves_what_was_posted(posted: Firm) -> None:
    posted.ledger.fail.append(OfflineError("no line"))

    with pytest.raises(OfflineError):
        posted.reverse("R1", "R2")

    assert posted.state("R1") is posted.state("R2") is State.POSTED


def test_stopping_keeps_what_was_done(posted: Firm) -> None:
    plans = posted.reverser.plan([posted.posting(x).id for x in ("R1", "R2")])

    with pytest.raises(CancelledError):
        posted.reverser.run(
            plans, tell=lambda _progress: posted.stop.set(), stop=posted.stop
        )

    assert posted.state("R1") is State.REVERSED
    assert posted.state("R2") is State.POSTED


@pytest.mark.parametrize("on", [None, DAY])
def test_a_lost_answer_is_settled_by_asking(posted: Firm, on: date | None) -> None:
    posted.ledger.lose.append(LostAnswerError("cut"))

    [outcome] = posted.reverse("R1", on=on)

    assert outcome.posting.state is State.REVERSED
    assert outcome.refusal == ""
    assert posted.story("R1")[-2:] == [What.ANSWER_LOST, What.REVERSED]
    assert posted.ledger.balance("493") == 0


def test_a_void_that_never_arrived_can_be_repeated(posted: Firm) -> None:
    posted.ledger.fail.append(LostAnswerError("cut before it arrived"))

    [outcome] = posted.reverse("R1")
    assert outcome.posting.state is State.POSTED
    assert "again" in outcome.refusal
    assert posted.stop.waited == [pytest.approx(30, abs=1)]
    [outcome] = posted.reverse("R1")

    assert outcome.posting.state is State.REVERSED
    assert posted.ledger.balance("493") == 0


def test_a_mirror_that_never_arrived_is_sent_again(posted: Firm) -> None:
    posted.ledger.fail.append(LostAnswerError("cut before it arrived"))

    [outcome] = posted.reverse("R1", on=DAY)

    assert outcome.posting.state is State.REVERSED
    assert outcome.refusal == ""
    assert posted.ledger.balance("493") == 0
    assert posted.ledger.keys[-2] == posted.ledger.keys[-1]
    assert posted.story("R1")[-3:] == [What.ANSWER_LOST, What.RESENT, What.REVERSED]


def test_a_mirror_that_arrives_late_is_there_once(posted: Firm) -> None:
    posted.ledger.late.append(LostAnswerError("cut"))

    [outcome] = posted.reverse("R1", on=DAY)
    posted.ledger.arrive()

    assert outcome.posting.state is State.REVERSED
    assert sum(x.startswith("Reversal") for x in posted.ledger.live) == 1
    assert posted.ledger.balance("493") == 0


def test_a_mirror_that_is_refused_when_sent_again_leaves_it_posted(
    posted: Firm,
) -> None:
    posted.ledger.fail.append(LostAnswerError("cut before it arrived"))
    posted.ledger.refuse = lambda _journal: "Odd."

    [outcome] = posted.reverse("R1", on=DAY)

    assert outcome.posting.state is State.POSTED
    assert outcome.refusal == "Odd."


def test_a_mirror_that_arrived_is_found_and_not_sent_again(posted: Firm) -> None:
    [plan] = posted.reverser.plan([posted.posting("R1").id], on=DAY)
    assert plan.mirror is not None
    posted.ledger.send(posted.ledger.request([plan.mirror], BOOKS), "late")

    [outcome] = posted.reverse("R1", on=DAY)

    assert outcome.posting.state is State.REVERSED
    assert sum(x.startswith("Reversal") for x in posted.ledger.live) == 1


def test_another_journal_of_the_mirrors_name_is_not_taken_for_it(posted: Firm) -> None:
    [plan] = posted.reverser.plan([posted.posting("R1").id], on=DAY)
    assert plan.mirror is not None
    other = replace(plan.mirror, lines=plan.mirror.lines[:1])
    posted.ledger.send(posted.ledger.request([other], BOOKS), "other")

    [outcome] = posted.reverse("R1", on=DAY)

    assert "another journal" in outcome.refusal
    assert outcome.posting.state is State.POSTED


@pytest.mark.parametrize(
    "answers", [[], [Answer("something else", "x-9", "POSTED")]], ids=["none", "odd"]
)
def test_an_answer_about_something_else_is_settled(
    posted: Firm, answers: list[Answer]
) -> None:
    posted.ledger.twist = lambda _answers: answers

    [outcome] = posted.reverse("R1", on=DAY)

    assert outcome.posting.state is State.REVERSED
    assert len(posted.ledger.live) == 3


def test_what_xero_refuses_to_mirror_stays_posted(posted: Firm) -> None:
    posted.ledger.refuse = lambda _journal: "Odd."

    [outcome] = posted.reverse("R1", on=DAY)

    assert outcome.refusal == "Odd."
    assert outcome.posting.state is State.POSTED
    assert outcome.posting.reversal is None


def test_a_journal_voided_in_xero_already_is_only_noted(posted: Firm) -> None:
    posted.ledger.edit(posted.posting("R1").xero_id, status="VOIDED")

    [outcome] = posted.reverse("R1", on=DAY)

    assert outcome.posting.state is State.REVERSED
    assert len(posted.ledger.live) == 1


def test_a_journal_that_xero_forgot_is_only_noted(posted: Firm) -> None:
    del posted.ledger.journals[posted.posting("R1").xero_id]

    [outcome] = posted.reverse("R1")

    assert outcome.posting.state is State.REVERSED


def test_a_journal_under_another_id_is_left_alone(posted: Firm) -> None:
    held = posted.ledger.journals.pop(posted.posting("R1").xero_id)
    posted.ledger.journals["x-9"] = replace(held, xero_id="x-9")

    [outcome] = posted.reverse("R1")

    assert "another id" in outcome.refusal
    assert outcome.posting.state is State.POSTED


def test_a_draft_that_was_posted_in_xero_is_voided(firm: Firm) -> None:
    _as_drafts(firm)
    firm.pull(report())
    firm.post()
    firm.ledger.edit(firm.posting().xero_id, status="POSTED")

    [outcome] = firm.reverse()

    assert outcome.posting.state is State.REVERSED
    assert firm.ledger.live == []


def test_a_draft_is_not_mirrored(firm: Firm) -> None:
    _as_drafts(firm)
    firm.pull(report())
    firm.post()

    [outcome] = firm.reverse(on=DAY)

    assert "draft" in outcome.refusal


def test_a_journal_edited_unseen_is_not_mirrored_as_it_was(posted: Firm) -> None:
    _halve(posted, "R1")

    [outcome] = posted.reverse("R1", on=DAY)

    assert "Look at it again" in outcome.refusal
    assert outcome.posting.state is State.CHANGED
    assert outcome.posting.codes == (Code.CHANGED_IN_XERO,)


def test_an_edited_journal_is_mirrored_as_xero_holds_it(posted: Firm) -> None:
    _halve(posted, "R1")
    posted.reverse("R1", on=DAY)

    [outcome] = posted.reverse("R1", on=DAY)

    assert outcome.posting.state is State.REVERSED
    assert posted.ledger.balance("493") == 0


def test_tracking_dropped_from_a_mirror_is_a_visible_problem(posted: Firm) -> None:
    posted.ledger.drop = lambda held: replace(
        held, lines=tuple(replace(line, tracking=()) for line in held.lines)
    )

    [outcome] = posted.reverse("R1", on=DAY)

    assert outcome.posting.state is State.REVERSED
    assert outcome.posting.codes == (Code.CHANGED_IN_XERO,)


def test_a_mirror_on_an_archived_account_is_refused(posted: Firm) -> None:
    archived = tuple(replace(a, active=a.code != "493") for a in BOOKS.accounts)
    posted.ledger.now_books = replace(BOOKS, accounts=archived)

    [outcome] = posted.reverse("R1", on=DAY)

    assert "493" in outcome.refusal
    assert "send" not in posted.ledger.calls


def test_what_is_ready_has_nothing_to_undo(firm: Firm) -> None:
    firm.pull(report())

    [outcome] = firm.reverse()

    assert "ready" in outcome.refusal
    assert firm.state() is State.READY


def test_what_was_reversed_is_not_reversed_again(posted: Firm) -> None:
    posted.reverse("R1", on=DAY)

    [outcome] = posted.reverse("R1", on=DAY)

    assert "reversed" in outcome.refusal
    assert sum(x.startswith("Reversal") for x in posted.ledger.live) == 1


def test_a_plan_that_was_overtaken_does_nothing(posted: Firm) -> None:
    plans = posted.reverser.plan([posted.posting("R1").id], on=DAY)
    posted.reverse("R1")

    [outcome] = posted.reverser.run(plans, tell=posted.told.append, stop=posted.stop)

    assert outcome.refusal == "It is reversed."
    assert posted.ledger.live == [posted.ledger.live[0]]


def test_a_reversed_report_is_left_alone_by_a_sync(posted: Firm) -> None:
    posted.reverse("R1")

    posted.pull(report("R1", expense(700)))
    posted.post()

    assert posted.state("R1") is State.REVERSED
    assert len(posted.ledger.live) == 1


@pytest.mark.parametrize("on", [None, DAY], ids=["void", "mirror"])
@pytest.mark.parametrize("at", range(1, 7))
def test_a_process_killed_at_any_moment_undoes_once(
    posted: Firm, on: date | None, at: int
) -> None:
    plans = posted.reverser.plan([posted.posting("R1").id], on=on)
    posted.killer.at, posted.killer.passed = at, 0
    with pytest.raises(Killed):
        posted.reverser.run(plans, tell=posted.told.append, stop=posted.stop)
    again = posted.restarted()

    again.settling.run(stop=again.stop)
    if again.state("R1") is not State.REVERSED:
        again.reverse("R1", on=on)

    assert again.state("R1") is State.REVERSED
    assert again.ledger.balance("493") == 0
    assert len(again.ledger.live) == (3 if on else 1)
    with again.store.work() as work:
        assert work.attempts.open() == ()


def test_the_moments_above_are_all_there_are(posted: Firm) -> None:
    posted.killer.at, posted.killer.passed = None, 0

    posted.reverse("R1", on=DAY)

    assert posted.killer.passed == 6


def _lock(firm: Firm, day: date) -> None:
    locked = replace(ORGANISATION, period_lock=day)
    firm.ledger.now_books = replace(BOOKS, organisation=locked)


def _halve(firm: Firm, report_id: str) -> None:
    xero_id = firm.posting(report_id).xero_id
    lines = firm.ledger.journals[xero_id].lines
    halved = tuple(replace(line, minor=line.minor // 2) for line in lines)
    firm.ledger.edit(xero_id, lines=halved)


def _as_drafts(firm: Firm) -> None:
    drafts = replace(SETUP, posting=replace(SETUP.posting, status=JournalStatus.DRAFT))
    with firm.store.work() as work:
        event = firm.scribe.event(What.SETUP_CHANGED)
        work.connections.save_setup(CONNECTION.id, drafts, event)
        work.commit()
