"""A journal that Xero holds twice is seen, and one copy can be voided."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.history import What
from app.domain.postings import How, State
from app.domain.problems import Code
from app.domain.twins import surplus
from app.errors import LostAnswerError, RefusedError
from tests.app.services.conftest import Firm
from tests.fakes.examples import report
from tests.fakes.killing import Killed
from tests.fakes.xero import NOON


def given_up(firm: Firm) -> Firm:
    """A firm whose request was not found, and too old to be sent again."""
    firm.pull(report())
    firm.ledger.late.append(Killed())
    with pytest.raises(Killed):
        firm.post()
    again = firm.restarted()
    again.at += timedelta(minutes=8)
    again.settling.run(stop=again.stop)
    assert again.state() is State.READY
    return again


def doubled(firm: Firm) -> Firm:
    """A firm whose journal came twice: Xero forgot the key before the first arrived."""
    firm.ledger.forgets = True
    firm.pull(report())
    firm.ledger.late.append(LostAnswerError("cut"))
    firm.post()
    firm.ledger.arrive()
    assert len(firm.ledger.live) == 2
    return firm


def test_what_comes_after_it_was_given_up_is_adopted_by_the_next_sync(
    firm: Firm,
) -> None:
    again = given_up(firm)
    again.ledger.arrive()

    again.pull()

    assert again.state() is State.POSTED
    assert again.story()[-1] is What.ADOPTED
    assert len(again.ledger.live) == 1


def test_what_comes_after_it_was_given_up_is_not_posted_again(firm: Firm) -> None:
    again = given_up(firm)
    again.ledger.arrive()

    [posting] = again.post("R1")

    assert posting.state is State.POSTED
    assert len(again.ledger.live) == 1


def test_many_that_were_given_up_are_looked_for_in_few_calls(firm: Firm) -> None:
    firm.pull(*(report(f"R{n}") for n in range(40)))
    firm.ledger.late.append(Killed())
    with pytest.raises(Killed):
        firm.post()
    again = firm.restarted()
    again.at += timedelta(minutes=8)
    again.settling.run(stop=again.stop)
    again.ledger.arrive()
    again.ledger.calls.clear()

    again.post()

    assert len(again.ledger.live) == 40
    assert again.ledger.calls == ["books", "modified_since"]


def test_what_is_held_meanwhile_is_adopted_too(firm: Firm) -> None:
    again = given_up(firm)
    again.holding.hold([again.posting().id], "later")
    again.ledger.arrive()

    again.pull()

    assert again.state() is State.POSTED


def test_a_second_copy_is_a_problem_with_a_name(firm: Firm) -> None:
    doubled(firm).pull()

    posting = firm.posting()
    [copy] = surplus(posting)
    assert posting.state is State.CHANGED
    assert posting.codes == (Code.TWICE_IN_XERO,)
    assert {copy, posting.xero_id} == set(firm.ledger.journals)
    assert firm.story()[-1] is What.TWICE


def test_a_second_copy_is_found_by_a_check(firm: Firm) -> None:
    findings = doubled(firm).check()

    assert not findings.ok
    assert [x.report_id for x in findings.changed] == ["R1"]
    assert firm.posting().codes == (Code.TWICE_IN_XERO,)


def test_a_second_copy_is_told_once(firm: Firm) -> None:
    doubled(firm).pull()
    firm.pull()
    firm.check()

    assert firm.story().count(What.TWICE) == 1


def test_the_second_copy_is_voided_and_the_first_stays(firm: Firm) -> None:
    doubled(firm).pull()
    own = firm.posting().xero_id

    [outcome] = firm.void_copies()

    assert outcome.refusal == ""
    assert firm.state() is State.POSTED
    assert firm.posting().problems == ()
    assert firm.ledger.journals[own].status == "POSTED"
    assert len(firm.ledger.live) == 1
    assert firm.check().ok
    assert What.SURPLUS_VOIDED in firm.story()


def test_a_copy_voided_in_xero_is_no_problem_any_more(firm: Firm) -> None:
    doubled(firm).pull()
    [copy] = surplus(firm.posting())
    firm.ledger.edit(copy, status="VOIDED", updated=NOON + timedelta(days=1))

    firm.pull()

    assert firm.state() is State.POSTED
    assert firm.posting().problems == ()


def test_where_the_first_counts_no_longer_the_second_is_the_journal(
    firm: Firm,
) -> None:
    doubled(firm).pull()
    [copy] = surplus(firm.posting())
    firm.ledger.edit(firm.posting().xero_id, status="VOIDED")

    [outcome] = firm.void_copies()

    assert outcome.refusal == ""
    assert firm.posting().xero_id == copy
    assert firm.state() is State.POSTED
    assert len(firm.ledger.live) == 1
    assert firm.check().ok


def test_what_is_twice_is_not_reversed_before_it_is_single(firm: Firm) -> None:
    doubled(firm).pull()

    [outcome] = firm.reverse()

    assert "second copy" in outcome.refusal
    assert len(firm.ledger.live) == 2


def test_voiding_whose_answer_is_lost_can_be_repeated(firm: Firm) -> None:
    doubled(firm).pull()
    firm.ledger.lose.append(LostAnswerError("cut"))

    [first] = firm.void_copies()
    [second] = firm.void_copies()

    assert first.refusal == "cut"
    assert second.refusal == ""
    assert len(firm.ledger.live) == 1
    assert firm.state() is State.POSTED


def test_nothing_is_voided_where_nothing_is_twice(firm: Firm) -> None:
    firm.pull(report())
    firm.post()

    [outcome] = firm.void_copies()

    assert "no second copy" in outcome.refusal
    assert len(firm.ledger.live) == 1


def test_a_copy_that_comes_after_the_reversal_is_told(firm: Firm) -> None:
    firm.ledger.forgets = True
    firm.pull(report())
    firm.ledger.late.append(LostAnswerError("cut"))
    firm.post()
    firm.reverse()
    firm.ledger.arrive()

    firm.pull()

    assert firm.state() is State.REVERSED
    assert firm.posting().codes == (Code.TWICE_IN_XERO,)
    assert not firm.check().ok
    firm.void_copies()
    assert firm.ledger.live == []
    assert firm.check().ok


def test_a_copy_of_an_earlier_revision_is_not_taken_for_the_next(firm: Firm) -> None:
    firm.ledger.forgets = True
    firm.pull(report())
    firm.ledger.late.append(LostAnswerError("cut"))
    firm.post()
    firm.replay()
    firm.ledger.arrive()

    firm.pull()

    posting = firm.posting()
    assert posting.revision == 2
    assert posting.codes == (Code.TWICE_IN_XERO,)
    firm.void_copies()
    assert firm.ledger.live == [posting.journal.narration] if posting.journal else []


def test_a_mirror_that_was_refused_and_carried_out_is_told_and_voided(
    firm: Firm,
) -> None:
    firm.pull(report())
    firm.post()
    firm.ledger.lose.append(RefusedError("Too large."))
    (outcome,) = firm.reverse(how=How.MIRROR)

    firm.pull()
    told = firm.posting().problems
    [voided] = firm.void_copies()
    firm.pull()

    assert outcome.refusal
    assert [p.code for p in told] == [Code.TWICE_IN_XERO]
    assert voided.refusal == ""
    assert firm.state() is State.POSTED
    assert len(firm.ledger.live) == 1


def test_a_mirror_that_stands_alone_after_a_void_is_told(firm: Firm) -> None:
    firm.pull(report())
    firm.post()
    firm.ledger.lose.append(RefusedError("Too large."))
    firm.reverse(how=How.MIRROR)
    firm.reverse(how=How.VOID)

    firm.pull()

    assert firm.state() is State.REVERSED
    assert [p.code for p in firm.posting().problems] == [Code.TWICE_IN_XERO]
    assert not firm.check().ok
