"""What a sync brings in, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.books import AccountCode
from app.domain.history import What
from app.domain.postings import State
from app.domain.problems import Code
from app.domain.runs import Progress
from app.domain.setup import CategoryRule, Connection, DateRule, LockRule, Setup
from app.errors import BrokenAnswerError, CancelledError, InputError
from tests.app.services.conftest import Firm
from tests.fakes.examples import (
    BOOKS,
    CONNECTION,
    SETUP,
    approved_on,
    expense,
    report,
    unmapped,
)


def test_an_approved_report_becomes_a_ready_journal(firm: Firm) -> None:
    firm.pull(report())

    posting = firm.posting()
    assert posting.state is State.READY
    assert posting.journal is not None
    assert posting.journal.debits == posting.journal.credits == 1250
    assert firm.story() == [What.PREPARED]


def test_a_report_that_comes_in_every_pull_is_prepared_once(firm: Firm) -> None:
    firm.pull(report())
    firm.pull()

    assert len(firm.source.pulls) > 2
    assert firm.story() == [What.PREPARED]


def test_what_came_by_approval_is_not_pulled_again_by_day(firm: Firm) -> None:
    firm.pull(report("R1"), report("R2"))

    assert any(pull.start for pull in firm.source.lists)
    assert not any(pull.start for pull in firm.source.pulls)


def test_a_closed_report_without_approval_is_pulled_by_day(firm: Firm) -> None:
    closed = replace(report("R2"), status="Archived", approved=None)
    everything = replace(CONNECTION, states=(*CONNECTION.states, "ARCHIVED"))
    with firm.store.work() as work:
        work.connections.save(everything, firm.scribe.event(What.SETUP_CHANGED))
        work.commit()

    firm.pull(report("R1"), closed)

    assert any(pull.start for pull in firm.source.pulls)
    assert firm.posting("R2").report_id == "R2"


def test_what_the_days_of_approval_hide_is_pulled_by_day(firm: Firm) -> None:
    """Nobody has confirmed which reports a pull by approval leaves out."""
    firm.source.hidden_by_approval.add(report("R1").id)

    firm.pull(report("R1"), report("R2"))

    assert firm.state("R1") is State.READY
    assert firm.state("R2") is State.READY


def test_a_later_sync_looks_a_month_behind_the_last_one(firm: Firm) -> None:
    firm.pull()
    firm.source.lists.clear()

    firm.pull()

    starts = [p.start for p in firm.source.lists if p.start]
    assert starts
    assert all(start <= date(2026, 10, 21) for start in starts)
    assert all(start > date(2026, 10, 1) for start in starts)


def test_a_report_approved_before_the_first_day_is_left_out(firm: Firm) -> None:
    firm.pull(approved_on(report(), date(2026, 5, 30)))

    with firm.store.work() as work:
        assert list(work.postings.select(State)) == []


def test_a_later_sync_leaves_it_out_as_well(firm: Firm) -> None:
    """A connection that began lately looks back to its first day, not a month."""
    young = replace(CONNECTION, start_on=date(2026, 11, 10))
    with firm.store.work() as work:
        work.connections.save(young, firm.scribe.event(What.SETUP_CHANGED))
        work.commit()
    before = approved_on(report("R1"), date(2026, 11, 9))
    on_the_day = approved_on(report("R2"), date(2026, 11, 10))

    firm.pull(before, on_the_day)
    firm.pull()

    assert firm.state("R2") is State.READY
    with pytest.raises(IndexError):
        firm.posting("R1")


@pytest.mark.parametrize(
    "wider",
    [
        replace(CONNECTION, start_on=date(2026, 5, 1)),
        replace(CONNECTION, states=(*CONNECTION.states, "ARCHIVED")),
    ],
    ids=["day", "states"],
)
def test_what_is_taken_up_from_now_on_is_so_from_the_first_day(
    firm: Firm, wider: Connection
) -> None:
    narrow = replace(CONNECTION, states=("APPROVED",))
    with firm.store.work() as work:
        work.connections.save(narrow, firm.scribe.event(What.SETUP_CHANGED))
        work.commit()
    early = approved_on(report("R1"), date(2026, 5, 20))
    closed = replace(approved_on(report("R2"), date(2026, 6, 3)), status="Archived")
    firm.pull(early, closed)
    with firm.store.work() as work:
        work.connections.save(wider, firm.scribe.event(What.SETUP_CHANGED))
        work.commit()

    run = firm.pull()

    assert run.counts.get("blocked", 0) + run.counts.get("ready", 0) == 1


def test_an_edited_report_is_computed_anew(firm: Firm) -> None:
    firm.pull(unmapped("R1"))
    assert firm.state() is State.BLOCKED

    firm.pull(report("R1"))

    assert firm.state() is State.READY
    assert firm.story() == [What.PREPARED, What.REPREPARED]


def test_a_broken_export_touches_nothing(firm: Firm) -> None:
    firm.pull(report("R1"))
    firm.source.broken = BrokenAnswerError("cut")

    with pytest.raises(BrokenAnswerError):
        firm.pull(report("R2"))

    assert firm.state("R1") is State.READY
    with firm.store.work() as work:
        assert len(list(work.postings.select(State))) == 1
        last = work.runs.last(CONNECTION.id)
        assert last is not None
        assert last.error


def test_an_account_archived_in_xero_blocks_what_waits_for_it(firm: Firm) -> None:
    firm.pull(report())
    archived = tuple(replace(a, active=a.code != "493") for a in BOOKS.accounts)
    firm.ledger.now_books = replace(BOOKS, accounts=archived)

    firm.pull()

    assert firm.state() is State.BLOCKED
    assert firm.posting().codes == (Code.ACCOUNT_ARCHIVED,)


def test_a_held_report_stays_held_when_it_changes(firm: Firm) -> None:
    firm.pull(report())
    firm.holding.hold([firm.posting().id], "ask Ann")

    firm.pull(report("R1", expense(990)))

    assert firm.state() is State.HELD
    assert firm.posting().why == "ask Ann"
    assert firm.posting().total == 990


def test_a_posted_report_edited_in_expensify_is_changed(firm: Firm) -> None:
    firm.pull(report())
    firm.post()

    firm.pull(report("R1", expense(990)))

    assert firm.state() is State.CHANGED
    assert Code.CHANGED_IN_EXPENSIFY in firm.posting().codes
    posted = firm.posting().journal
    assert posted is not None
    assert posted.debits == 1250


def test_a_posted_report_edited_and_edited_back_is_posted_again(firm: Firm) -> None:
    firm.pull(report())
    firm.post()
    firm.pull(report("R1", expense(990)))

    firm.pull(report())

    assert firm.state() is State.POSTED
    assert firm.posting().problems == ()
    assert len(firm.ledger.live) == 1


def test_a_posted_report_that_is_unapproved_is_noticed(firm: Firm) -> None:
    firm.pull(report())
    firm.post()

    firm.pull(replace(report(), status="Processing"))

    assert firm.state() is State.CHANGED


def test_a_posted_report_that_is_gone_is_noticed_once(firm: Firm) -> None:
    firm.pull(report())
    firm.post()
    del firm.source.reports[firm.posting().report_id]

    firm.pull()
    firm.pull()

    assert firm.state() is State.CHANGED
    assert firm.story().count(What.CHANGED) == 1


def test_two_syncs_at_once_prepare_each_report_once(firm: Firm) -> None:
    firm.source.put(report("R1"))
    firm.source.put(report("R2"))
    other = firm.restarted()

    def overtaken(_progress: Progress) -> None:
        if not other.told:
            other.sync.run(tell=other.told.append, stop=other.stop)

    [run] = firm.sync.run(tell=overtaken, stop=firm.stop)

    assert run.error == ""
    assert firm.state("R1") is State.READY
    assert firm.story("R1") == [What.PREPARED]
    assert firm.story("R2") == [What.PREPARED]


def test_stopping_keeps_what_was_done(firm: Firm) -> None:
    firm.stop.set()

    with pytest.raises(CancelledError):
        firm.pull(report())

    firm.stop.clear()
    firm.pull()
    assert firm.state() is State.READY


def test_a_first_day_after_the_last_is_refused(firm: Firm) -> None:
    with pytest.raises(InputError):
        firm.sync.run(
            since=date(2026, 9, 2),
            until=date(2026, 9, 1),
            tell=firm.told.append,
            stop=firm.stop,
        )


def test_a_journal_voided_in_xero_is_noticed_by_the_next_sync(firm: Firm) -> None:
    firm.pull(report())
    firm.post()
    [held] = firm.ledger.journals.values()
    firm.ledger.journals[held.xero_id] = replace(held, status="VOIDED")

    firm.pull()

    assert firm.state() is State.CHANGED
    assert Code.CHANGED_IN_XERO in firm.posting().codes


PAID = replace(report(), status="Reimbursed", reimbursed=date(2026, 11, 24))


def _set_up(firm: Firm, setup: Setup) -> None:
    with firm.store.work() as work:
        event = firm.scribe.event(What.SETUP_CHANGED)
        work.connections.save_setup(CONNECTION.id, setup, event)
        work.commit()


def test_a_report_dated_on_the_day_it_was_posted_may_be_paid_later(firm: Firm) -> None:
    rules = replace(SETUP.posting, date_rule=DateRule.POSTING_DAY)
    _set_up(firm, replace(SETUP, posting=rules))
    firm.pull(report())
    firm.post()
    firm.at += timedelta(days=5)

    firm.pull(PAID)

    assert firm.state() is State.POSTED


def test_a_report_may_be_paid_after_its_period_was_locked(firm: Firm) -> None:
    rules = replace(SETUP.posting, lock_rule=LockRule.FIRST_OPEN_DAY)
    _set_up(firm, replace(SETUP, posting=rules))
    firm.pull(approved_on(report(), date(2026, 11, 5)))
    firm.post()
    locked = replace(BOOKS.organisation, period_lock=date(2026, 11, 10))
    firm.ledger.now_books = replace(BOOKS, organisation=locked)

    firm.pull(approved_on(PAID, date(2026, 11, 5)))

    assert firm.state() is State.POSTED


@pytest.mark.parametrize("category", ["Travel", "Somewhere else"])
def test_a_report_may_be_paid_after_its_category_was_mapped_otherwise(
    firm: Firm, category: str
) -> None:
    firm.pull(report())
    firm.post()
    rule = CategoryRule(category, AccountCode("420"))
    _set_up(firm, replace(SETUP, categories=(rule,)))

    firm.pull(PAID)

    assert firm.state() is State.POSTED


def test_what_was_edited_stays_changed_when_it_is_paid(firm: Firm) -> None:
    firm.pull(report())
    firm.post()
    firm.pull(report("R1", expense(2000)))

    firm.pull(replace(PAID, total=2000, expenses=(expense(2000),)))

    assert firm.state() is State.CHANGED


def test_what_is_edited_and_paid_at_once_is_changed(firm: Firm) -> None:
    firm.pull(report())
    firm.post()
    _set_up(firm, replace(SETUP, categories=()))

    firm.pull(replace(PAID, total=2000, expenses=(expense(2000),)))

    assert firm.state() is State.CHANGED
