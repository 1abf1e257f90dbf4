"""The whole computation: state, journal and every problem it can find."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from app.domain.books import AccountCode
from app.domain.expenses import Report
from app.domain.overrides import Override
from app.domain.postings import State
from app.domain.preparing import Computed, Preparer, report_link
from app.domain.problems import Code, Severity
from app.domain.setup import DateRule, JournalStatus, TagRule, TaxRule
from tests.app.domain.examples import (
    BOOKS,
    EXPENSE,
    REPORT,
    RULES,
    SETUP,
    TODAY,
    WORKSPACE,
    codes,
    journal_of,
    prepared,
    report_of,
    sums,
)

FOUND_AFTER_POSTING = {
    Code.DROPPED_BY_XERO,
    Code.TWICE_IN_XERO,
    Code.CHANGED_IN_EXPENSIFY,
    Code.CHANGED_IN_XERO,
}


def test_a_sound_report_is_ready() -> None:
    computed = prepared()

    assert computed.state is State.READY
    assert computed.dated == date(2026, 8, 31)
    assert sums(journal_of()) == [
        ("400", (("Department", "Sales"), ("Project", "Alpha")), 1000),
        ("801", (), -1000),
    ]


def test_a_journal_carries_what_the_connection_asks_for() -> None:
    rules = replace(
        RULES, status=JournalStatus.DRAFT, tax=TaxRule.INCLUSIVE, cash_basis=False
    )

    journal = journal_of(REPORT, replace(SETUP, posting=rules))

    assert journal.narration == "Expensify R00AbCdEfGhI · Ann Lee · August trip"
    assert journal.currency == "GBP"
    assert journal.status is JournalStatus.DRAFT
    assert journal.tax is TaxRule.INCLUSIVE
    assert not journal.cash_basis
    assert journal.url == report_link(REPORT.id)


def test_a_journal_links_back_to_its_report() -> None:
    assert report_link("R00AbCdEfGhI") == (
        "https://www.expensify.com/report"
        "?param=%7B%22pageReportID%22%3A%22R00AbCdEfGhI%22%7D"
    )


def test_an_odd_id_does_not_break_the_link() -> None:
    assert report_link('a"& \ud800').endswith("%22a%22%26%20%3F%22%7D")


def test_a_journal_can_be_dated_on_the_day_of_posting() -> None:
    at_once = replace(SETUP, posting=replace(RULES, date_rule=DateRule.POSTING_DAY))

    assert journal_of(REPORT, at_once).dated == TODAY


def test_each_revision_has_a_narration_of_its_own() -> None:
    said = {
        computed.journal.narration
        for revision in (1, 2, 3)
        if (computed := prepared(revision=revision)).journal
    }

    assert len(said) == 3


@pytest.mark.parametrize(
    "report",
    [
        report_of(),
        report_of(replace(EXPENSE, amount=0)),
        report_of(EXPENSE, replace(EXPENSE, amount=-1000)),
    ],
)
def test_a_report_that_comes_to_nothing_has_nothing_to_post(report: Report) -> None:
    computed = prepared(report)

    assert computed == Computed(State.NOTHING_TO_POST, None, (), REPORT.approved)


def test_nothing_to_post_is_not_said_of_a_report_with_problems() -> None:
    assert prepared(report_of(replace(EXPENSE, amount=0, category=""))).state is (
        State.BLOCKED
    )


def test_a_blocked_report_shows_the_journal_it_would_have() -> None:
    computed = prepared(replace(REPORT, total=999))

    assert computed.state is State.BLOCKED
    assert computed.journal is not None


def test_a_journal_is_never_shown_without_some_of_its_costs() -> None:
    computed = prepared(report_of(EXPENSE, replace(EXPENSE, category="Unheard of")))

    assert computed.journal is None


def test_both_clearing_accounts_are_checked_where_they_are_used() -> None:
    rules = replace(
        RULES,
        clearing_account=AccountCode("420"),
        card_clearing_account=AccountCode("x"),
    )
    setup = replace(SETUP, posting=rules)

    assert codes(prepared(REPORT, setup)) == [Code.ACCOUNT_ARCHIVED]
    assert codes(prepared(report_of(replace(EXPENSE, reimbursable=False)), setup)) == [
        Code.ACCOUNT_UNKNOWN
    ]


def _every_problem() -> list[Computed]:
    """Prepare a report that has, between its expenses, all that one can have."""
    strict = replace(
        SETUP,
        posting=replace(RULES, narration="{}", tax=TaxRule.INCLUSIVE),
        tags=(TagRule(1, "Department", required=True),),
    )
    books = replace(
        BOOKS,
        organisation=replace(BOOKS.organisation, year_lock=date(2026, 12, 31)),
        tax_rates=(),
    )
    mixed = [
        replace(EXPENSE, category=category, tags=(tag,))
        for category, tag in [
            ("", "Sales"),
            ("Unheard of", "Old Press"),
            ("Telex", "Nobody"),
            ("Cash", ""),
            ("Ghosts", "Sales"),
        ]
    ]
    report = replace(report_of(*mixed), currency="EUR", kind="bill")
    native = replace(WORKSPACE, native_connection=True)
    return [
        prepared(report, strict, books, native),
        prepared(replace(REPORT, total=1, approved=None, status="Open")),
        prepared(report_of(replace(EXPENSE, currency="NOK"))),
        prepared(replace(REPORT, unreadable=("the total is odd",))),
        Preparer(SETUP, BOOKS, WORKSPACE).prepare(
            REPORT, today=TODAY, override=Override("another content")
        ),
    ]


def test_every_problem_that_a_report_can_have_is_found() -> None:
    found = {code for computed in _every_problem() for code in codes(computed)}

    assert found == set(Code) - FOUND_AFTER_POSTING


def test_every_problem_is_told_in_a_sentence() -> None:
    for computed in _every_problem():
        for problem in computed.problems:
            assert re.match(r"[A-Z0-9]", problem.message)
            assert problem.message.endswith(".")
            assert "  " not in problem.message


def test_only_warnings_leave_a_report_ready() -> None:
    for computed in _every_problem():
        blocking = any(x.severity is Severity.BLOCKING for x in computed.problems)
        assert blocking == (computed.state is State.BLOCKED)


def test_reports_prepared_together_do_not_touch_each_other() -> None:
    preparer = Preparer(SETUP, BOOKS, WORKSPACE)
    other = report_of(EXPENSE, replace(EXPENSE, category="Meals", amount=-5))

    first = preparer.prepare(REPORT, today=TODAY)
    preparer.prepare(other, today=TODAY)

    assert preparer.prepare(REPORT, today=TODAY) == first
    assert preparer.prepare(other, today=TODAY) == prepared(other)
