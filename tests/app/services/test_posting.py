"""Every journal ends in Xero exactly once, whatever happens to the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.books import AccountCode
from app.domain.history import What
from app.domain.journals import Journal
from app.domain.listing import HistoryQuery
from app.domain.overrides import Recode
from app.domain.postings import State
from app.domain.problems import Code
from app.errors import LostAnswerError, OfflineError
from app.ports.expensify import Pull
from app.ports.xero import Answer, LedgerJournal
from app.services.posting import Terms
from tests.app.services.conftest import Firm
from tests.fakes.examples import BOOKS, ORGANISATION, approved_on, report, unmapped
from tests.fakes.killing import Killed


def test_a_ready_journal_is_posted_with_its_xero_id(firm: Firm) -> None:
    firm.pull(report())

    [posting] = firm.post()

    assert posting.state is State.POSTED
    assert posting.xero_id in firm.ledger.journals
    assert firm.story() == [What.PREPARED, What.SENDING, What.POSTED]


def test_many_journals_travel_in_one_request(firm: Firm) -> None:
    firm.pull(*(report(f"R{n}") for n in range(120)))

    firm.post()

    assert firm.ledger.calls.count("send") == 3
    assert len(firm.ledger.live) == 120


def test_a_posted_report_is_not_posted_again(firm: Firm) -> None:
    firm.pull(report())
    firm.post()

    firm.post("R1")
    firm.pull()
    firm.post()

    assert len(firm.ledger.live) == 1


def test_a_blocked_report_is_never_sent(firm: Firm) -> None:
    firm.pull(unmapped("R1"))

    firm.post("R1")

    assert firm.ledger.calls.count("send") == 0


def test_one_bad_journal_does_not_stop_the_good_ones(firm: Firm) -> None:
    firm.pull(report("R1"), report("R2"), report("R3"))
    firm.ledger.refuse = lambda journal: "Odd." if "R2" in journal.narration else ""

    firm.post()

    assert firm.state("R1") is firm.state("R3") is State.POSTED
    assert firm.state("R2") is State.FAILED
    assert firm.posting("R2").why == "Odd."


@pytest.mark.parametrize("as_draft", [False, True])
def test_what_is_held_or_changed_while_others_are_posted_is_left_out(
    firm: Firm, *, as_draft: bool
) -> None:
    firm.pull(*(report(f"R{number:03}") for number in range(120)))
    there: list[object] = []

    def meanwhile() -> None:
        if not there:
            there.append(firm.holding.hold([firm.posting("R110").id], "Look."))
            recode = Recode(("1",), account=AccountCode("420"))
            firm.overriding.recode(firm.posting("R070").id, recode, "A meal")

    firm.ledger.step = meanwhile

    ids, terms = firm.poster.ready(), Terms(as_draft=as_draft)
    firm.poster.post(ids, tell=firm.told.append, stop=firm.stop, terms=terms)

    assert firm.state("R110") is State.HELD
    assert firm.state("R070") is State.READY
    journal = firm.posting("R070").journal
    assert journal is not None
    assert journal.lines[0].account == "420"
    assert len(firm.ledger.live) == 118


def test_a_batch_turned_down_whole_is_sent_one_at_a_time(firm: Firm) -> None:
    firm.pull(report("R1"), report("R2"), report("R3"))
    bad = _mentions("R2")
    firm.ledger.refuse_whole = lambda journals: "No." if any(map(bad, journals)) else ""

    firm.post()

    assert firm.state("R1") is firm.state("R3") is State.POSTED
    assert firm.state("R2") is State.FAILED
    assert len(firm.ledger.live) == 2


def test_a_failed_journal_can_be_posted_again(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.refuse = lambda _journal: "Odd."
    firm.post()
    firm.ledger.refuse = lambda _journal: ""

    firm.post("R1")

    assert firm.state() is State.POSTED
    assert firm.posting().attempt == 2


def test_a_lost_answer_is_settled_by_asking(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.lose.append(LostAnswerError("cut"))

    [posting] = firm.post()

    assert posting.state is State.POSTED
    assert len(firm.ledger.live) == 1
    assert firm.story()[-2:] == [What.ANSWER_LOST, What.ADOPTED]


def test_a_whole_batch_without_an_answer_is_found_again(firm: Firm) -> None:
    firm.pull(*(report(f"R{n}") for n in range(50)))
    firm.ledger.lose.append(LostAnswerError("cut"))

    firm.post()

    assert len(firm.ledger.live) == 50
    assert len(firm.ledger.calls) < 10
    with firm.store.work() as work:
        assert len(list(work.postings.select([State.POSTED]))) == 50


def test_what_xero_does_not_have_is_sent_again_after_two_looks(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.fail.append(LostAnswerError("cut before it arrived"))
    firm.ledger.calls.clear()

    [posting] = firm.post()

    assert posting.state is State.POSTED
    assert firm.stop.waited == [pytest.approx(30, abs=1)]
    assert firm.ledger.calls.count("find") == 3
    assert firm.ledger.keys == ["key-1", "key-1"]
    assert firm.story()[-3:] == [What.ANSWER_LOST, What.RESENT, What.POSTED]
    assert len(firm.ledger.live) == 1


def test_what_was_sent_long_ago_is_neither_waited_for_nor_sent(firm: Firm) -> None:
    again = _killed_while_sending(firm)
    again.at += timedelta(minutes=8)

    again.settling.run(stop=again.stop)

    assert again.stop.waited == [5.0]
    assert again.state() is State.READY
    assert again.ledger.calls.count("send") == 1


def test_what_may_have_been_sent_again_just_now_is_waited_for(firm: Firm) -> None:
    again = _killed_while_sending(firm)
    again.at += timedelta(minutes=5, seconds=10)

    again.settling.run(stop=again.stop)

    assert again.stop.waited == [pytest.approx(20, abs=1)]
    assert again.state() is State.READY


def test_a_clock_that_was_set_back_makes_nobody_wait_longer(firm: Firm) -> None:
    again = _killed_while_sending(firm)
    again.at -= timedelta(days=1)

    again.settling.run(stop=again.stop)

    assert again.stop.waited == [30.0]
    assert again.state() is State.READY


def test_a_whole_batch_that_never_arrived_is_sent_again_in_few_calls(
    firm: Firm,
) -> None:
    firm.pull(*(report(f"R{n}") for n in range(50)))
    firm.ledger.fail.append(LostAnswerError("cut before it arrived"))
    firm.ledger.calls.clear()

    firm.post()

    assert firm.ledger.calls.count("modified_since") == 4
    assert firm.ledger.calls.count("find") == 50
    assert firm.ledger.calls.count("send") == 2
    assert len(firm.ledger.live) == 50


@pytest.mark.parametrize("before", ["the second look", "the next post"])
def test_what_xero_carries_out_late_is_there_once(firm: Firm, before: str) -> None:
    firm.pull(report("R1"), report("R2"))
    firm.ledger.late.append(LostAnswerError("cut"))
    if before == "the second look":
        firm.stop.meanwhile = firm.ledger.arrive

    firm.post()
    firm.ledger.arrive()

    assert len(firm.ledger.live) == 2
    for name in ("R1", "R2"):
        assert firm.posting(name).xero_id in firm.ledger.journals
        assert firm.state(name) is State.POSTED


def test_an_answer_that_is_lost_twice_leaves_it_open(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.fail.extend([LostAnswerError("cut"), LostAnswerError("cut")])

    with pytest.raises(LostAnswerError):
        firm.post()
    between = firm.state()
    firm.settling.run(stop=firm.stop)

    assert between is State.UNKNOWN
    assert firm.state() is State.POSTED
    assert set(firm.ledger.keys) == {"key-1"}


def test_what_is_lost_while_sent_again_is_found_if_it_is_there(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.fail.append(LostAnswerError("cut before it arrived"))
    firm.ledger.lose.append(LostAnswerError("cut after it was done"))

    [posting] = firm.post()

    assert posting.state is State.POSTED
    assert len(firm.ledger.live) == 1


def test_a_request_of_which_something_arrived_is_not_sent_again(firm: Firm) -> None:
    firm.pull(report("R1"), report("R2"))
    firm.ledger.lose.append(LostAnswerError("cut"))
    firm.ledger.refuse = lambda journal: "Odd." if "R2" in journal.narration else ""

    firm.post()

    assert firm.state("R1") is State.POSTED
    assert firm.state("R2") is State.FAILED
    assert firm.ledger.keys == ["key-1", "key-2"]
    assert len(firm.ledger.live) == 1


def test_what_is_refused_when_sent_again_fails_with_xeros_words(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.fail.append(LostAnswerError("cut before it arrived"))
    firm.ledger.refuse = lambda _journal: "Odd."

    [posting] = firm.post()

    assert posting.state is State.FAILED
    assert posting.why == "Odd."


def test_no_connection_leaves_everything_ready(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.fail.append(OfflineError("no line"))

    with pytest.raises(OfflineError):
        firm.post()

    assert firm.state() is State.READY


@pytest.mark.parametrize(
    "twist",
    [
        pytest.param(lambda answers: answers[::-1], id="reordered"),
        pytest.param(lambda answers: answers[:-1], id="one missing"),
        pytest.param(lambda answers: [*answers, *answers], id="twice"),
        pytest.param(
            lambda answers: [replace(a, narration="?") for a in answers], id="nonsense"
        ),
        pytest.param(lambda _answers: [], id="none"),
    ],
)
def test_answers_are_matched_whatever_their_order(firm: Firm, twist: Twist) -> None:
    firm.pull(report("R1"), report("R2"), report("R3"))
    firm.ledger.twist = twist

    firm.post()

    assert len(firm.ledger.live) == 3
    for name in ("R1", "R2", "R3"):
        posting = firm.posting(name)
        assert posting.state is State.POSTED
        assert name in firm.ledger.journals[posting.xero_id].narration


def test_tracking_that_xero_dropped_is_a_visible_problem(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.drop = _without_tracking

    firm.post()

    assert firm.state() is State.CHANGED
    assert firm.posting().codes == (Code.DROPPED_BY_XERO,)


def test_tracking_dropped_from_what_was_adopted_is_told_at_once(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.drop = _without_tracking
    firm.ledger.lose.append(LostAnswerError("cut"))

    firm.post()

    assert firm.state() is State.CHANGED
    assert firm.posting().codes == (Code.CHANGED_IN_XERO,)
    assert firm.story()[-1] is What.ADOPTED


def test_an_answer_with_a_wrong_id_is_put_right(firm: Firm) -> None:
    firm.pull(report("R1"), report("R2"))
    firm.ledger.twist = lambda answers: [replace(answers[0], xero_id="?"), answers[1]]

    firm.post()

    assert firm.state("R1") is firm.state("R2") is State.POSTED
    assert "R1" in firm.ledger.journals[firm.posting("R1").xero_id].narration
    assert firm.story("R1")[-1] is What.CHECKED


def test_a_period_locked_since_the_sync_is_not_posted_into(firm: Firm) -> None:
    firm.pull(report())
    day = report().approved
    moved = replace(ORGANISATION, period_lock=day)
    firm.ledger.now_books = replace(BOOKS, organisation=moved)

    firm.post()

    assert firm.ledger.live == []
    assert firm.posting().codes == (Code.PERIOD_LOCKED,)


def test_what_failed_is_not_posted_into_a_period_locked_since(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.refuse = lambda _journal: "Odd."
    firm.post()
    firm.ledger.refuse = lambda _journal: ""
    moved = replace(ORGANISATION, period_lock=report().approved)
    firm.ledger.now_books = replace(BOOKS, organisation=moved)

    firm.post("R1")

    assert firm.ledger.live == []
    assert firm.state() is State.BLOCKED


def test_what_failed_and_was_unapproved_since_is_not_posted(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.refuse = lambda _journal: "Odd."
    firm.post()
    firm.ledger.refuse = lambda _journal: ""
    firm.pull(replace(report(), status="Processing"))

    firm.post("R1")

    assert firm.ledger.live == []
    assert firm.posting().codes == (Code.NOT_APPROVED,)


def test_what_is_edited_in_expensify_while_it_is_posted_is_still_found_in_xero(
    firm: Firm,
) -> None:
    firm.pull(report())
    other = firm.restarted()

    def posted_and_cut_off(pull: Pull) -> None:
        if pull.report_ids:
            other.killer.at = other.killer.passed + 8
            with pytest.raises(Killed):
                other.post()

    firm.source.asked = posted_and_cut_off
    firm.at += timedelta(days=60)
    firm.source.put(replace(report(), name="Renamed", status="Reimbursed"))
    firm.pull()
    assert firm.state() is State.SENDING

    later = firm.restarted()
    later.settling.run(stop=later.stop)
    later.post()

    assert len(firm.ledger.live) == 1
    assert firm.posting().xero_id == "x-1"


def test_a_process_killed_while_sending_is_settled_at_the_next_start(
    firm: Firm,
) -> None:
    firm.pull(report())
    firm.ledger.lose.append(Killed())
    with pytest.raises(Killed):
        firm.post()
    assert firm.state() is State.SENDING

    firm.settling.run(stop=firm.stop)

    assert firm.state() is State.POSTED
    assert len(firm.ledger.live) == 1


def test_a_thousand_journals_need_at_most_25_calls(firm: Firm) -> None:
    firm.pull(*(report(f"R{n}") for n in range(1000)))
    firm.ledger.calls.clear()

    firm.post()

    assert len(firm.ledger.live) == 1000
    assert len(firm.ledger.calls) <= 25 - 3  # books are up to four calls


def test_every_run_of_posting_is_in_the_history(firm: Firm) -> None:
    firm.pull(report())
    firm.post()

    with firm.store.work() as work:
        page = work.history.page(HistoryQuery(what=frozenset({What.POST_RUN})))
    assert page.events[0].event.detail == "1 of 1 posted."


Twist = Callable[[list[Answer]], list[Answer]]


def _killed_while_sending(firm: Firm) -> Firm:
    """The firm in a new process; the request of the last one never arrived."""
    firm.pull(report())
    firm.ledger.fail.append(Killed())
    with pytest.raises(Killed):
        firm.post()
    return firm.restarted()


def _mentions(name: str) -> Callable[[Journal], bool]:
    return lambda journal: name in journal.narration


def _without_tracking(journal: LedgerJournal) -> LedgerJournal:
    return replace(
        journal, lines=tuple(replace(line, tracking=()) for line in journal.lines)
    )


def test_a_fast_clock_makes_reading_back_take_no_more_calls(firm: Firm) -> None:
    firm.pull(report("R0"))
    firm.post()
    day = date(2026, 11, 2)
    firm.pull(*(approved_on(report(f"R{n}"), day) for n in range(1, 20)))
    firm.at += timedelta(hours=5)
    firm.ledger.calls.clear()

    firm.post()

    assert len(firm.ledger.live) == 20
    assert "read" not in firm.ledger.calls
