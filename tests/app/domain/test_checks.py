"""What can be wrong with a report as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.postings import State
from app.domain.problems import Code, Severity
from app.domain.setup import DateRule, JournalStatus, LockRule
from tests.app.domain.examples import (
    BOOKS,
    EXPENSE,
    REPORT,
    RULES,
    SETUP,
    WORKSPACE,
    codes,
    journal_of,
    prepared,
)

FOREIGN = replace(EXPENSE, currency="NOK", amount=123456, converted=None)
LOCKED = replace(
    BOOKS, organisation=replace(BOOKS.organisation, period_lock=date(2026, 8, 31))
)


def test_a_sound_report_has_no_problems() -> None:
    assert prepared().problems == ()


def test_expenses_must_come_to_the_reports_total() -> None:
    computed = prepared(replace(REPORT, total=1001))

    assert codes(computed) == [Code.TOTAL_MISMATCH]
    assert computed.problems[0].message == (
        "The expenses come to 10.00 GBP, the report says 10.01."
    )


def test_a_report_must_be_in_the_currency_of_the_books() -> None:
    euros = replace(
        REPORT, currency="EUR", expenses=(replace(EXPENSE, currency="EUR"),)
    )

    computed = prepared(euros)

    assert codes(computed) == [Code.CURRENCY_MISMATCH]
    assert computed.problems[0].message == (
        "The report is in EUR, Acme Books keeps its books in GBP."
    )


def test_a_report_without_any_currency_is_not_in_that_of_the_books() -> None:
    blank = replace(REPORT, currency="", expenses=(replace(EXPENSE, currency=""),))

    (problem,) = prepared(blank).problems

    assert problem.message.startswith("The report is in no currency, ")


def test_a_foreign_expense_must_have_been_converted() -> None:
    computed = prepared(replace(REPORT, expenses=(FOREIGN,)))

    assert codes(computed) == [Code.CONVERSION_MISSING]
    assert computed.problems[0].message == (
        "An expense of 1234.56 NOK has no amount in GBP."
    )
    assert computed.problems[0].about == "NOK"


@pytest.mark.parametrize("kind", ["invoice", "Invoice", "bill", "BILL"])
def test_invoices_and_bills_are_not_posted(kind: str) -> None:
    computed = prepared(replace(REPORT, kind=kind))

    assert codes(computed) == [Code.NOT_AN_EXPENSE_REPORT]
    assert computed.state is State.BLOCKED


@pytest.mark.parametrize("status", ["Open", "Draft", " PROCESSING ", "Submitted"])
def test_a_report_that_lost_its_approval_is_not_posted(status: str) -> None:
    computed = prepared(replace(REPORT, status=status))

    assert codes(computed) == [Code.NOT_APPROVED]


@pytest.mark.parametrize("status", ["Approved", "Reimbursed", "Closed", "", "New word"])
def test_a_status_that_is_not_known_is_left_to_the_pull(status: str) -> None:
    assert prepared(replace(REPORT, status=status)).state is State.READY


@pytest.mark.parametrize("kind", ["", "expense", "iou", "trip"])
def test_other_kinds_are_expense_reports(kind: str) -> None:
    assert prepared(replace(REPORT, kind=kind)).state is State.READY


def test_what_cannot_be_read_is_said_in_sentences_and_nothing_is_made_of_it() -> None:
    unreadable = ("the report has the total “1.5”", "expense 7 has no currency.")

    computed = prepared(replace(REPORT, total=0, currency="", unreadable=unreadable))

    assert [x.message for x in computed.problems] == [
        "The report has the total “1.5”.",
        "Expense 7 has no currency.",
    ]
    assert set(codes(computed)) == {Code.REPORT_UNREADABLE}
    assert computed.journal is None


def test_a_currency_that_could_be_read_is_still_compared() -> None:
    unreadable = replace(REPORT, currency="EUR", unreadable=("a day is odd",))

    computed = prepared(unreadable)

    assert codes(computed) == [Code.REPORT_UNREADABLE, Code.CURRENCY_MISMATCH]
    assert computed.journal is None


def test_expensifys_own_connection_is_warned_of() -> None:
    computed = prepared(workspace=replace(WORKSPACE, native_connection=True))

    (problem,) = computed.problems
    assert problem.code is Code.NATIVE_CONNECTION_ON
    assert problem.severity is Severity.WARNING
    assert computed.state is State.READY


def test_a_report_without_the_wanted_day_is_blocked() -> None:
    by_payment = replace(SETUP, posting=replace(RULES, date_rule=DateRule.LAST_EXPENSE))
    dateless = replace(REPORT, expenses=(replace(EXPENSE, spent=None),))

    computed = prepared(dateless, by_payment)

    (problem,) = computed.problems
    assert problem.code is Code.DATE_MISSING
    assert problem.message == "Expensify has no day for the rule “last expense”."
    assert computed.dated is None
    assert computed.journal is None


def test_a_locked_period_blocks() -> None:
    computed = prepared(books=LOCKED)

    (problem,) = computed.problems
    assert problem.code is Code.PERIOD_LOCKED
    assert problem.message == (
        "31 Aug 2026 is in a period that Xero has locked up to 31 Aug 2026."
    )
    assert problem.about == "2026-08"
    assert computed.state is State.BLOCKED
    assert computed.dated == date(2026, 8, 31)


def test_a_locked_period_is_a_warning_where_drafts_are_made_of_it() -> None:
    drafts = replace(SETUP, posting=replace(RULES, lock_rule=LockRule.DRAFT))

    computed = prepared(setup=drafts, books=LOCKED)

    (problem,) = computed.problems
    assert problem.severity is Severity.WARNING
    assert computed.state is State.READY
    assert journal_of(REPORT, drafts, LOCKED).status is JournalStatus.DRAFT


def test_a_moved_day_stays_in_the_narration() -> None:
    moving = replace(SETUP, posting=replace(RULES, lock_rule=LockRule.FIRST_OPEN_DAY))

    journal = journal_of(REPORT, moving, LOCKED)

    assert journal.dated == date(2026, 9, 1)
    assert journal.narration.endswith(" · originally 31 Aug 2026")


def test_a_template_that_names_nothing_real_blocks() -> None:
    wrong = replace(SETUP, posting=replace(RULES, narration="{report}"))

    computed = prepared(setup=wrong)

    (problem,) = computed.problems
    assert problem.code is Code.NARRATION_INVALID
    assert problem.message == (
        "The narration's template names “report”, which does not exist."
    )
    assert computed.journal is None


def test_everything_wrong_is_said_at_once() -> None:
    wrong = replace(
        REPORT,
        total=1,
        currency="EUR",
        approved=None,
        kind="bill",
        expenses=(replace(EXPENSE, currency="EUR", category="", tags=("Nobody",)),),
    )

    assert codes(prepared(wrong)) == [
        Code.NOT_AN_EXPENSE_REPORT,
        Code.CURRENCY_MISMATCH,
        Code.TOTAL_MISMATCH,
        Code.CATEGORY_MISSING,
        Code.TAG_UNKNOWN,
        Code.DATE_MISSING,
    ]


def test_the_same_thing_is_said_once() -> None:
    twice = tuple(replace(EXPENSE, id=x, category="") for x in ("a", "b"))

    computed = prepared(replace(REPORT, total=2000, expenses=twice))

    assert codes(computed) == [Code.CATEGORY_MISSING]
