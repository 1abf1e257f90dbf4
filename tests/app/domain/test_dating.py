"""Which day a journal gets, by every rule, in open and in locked periods."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dating import Dating, dating, wanted_day
from app.domain.setup import DateRule, JournalStatus, LockRule, PostingRules
from tests.app.domain.examples import EXPENSE, REPORT, RULES, TODAY

LOCK = date(2026, 7, 31)
HOLD = replace(RULES, lock_rule=LockRule.HOLD)
FIRST_OPEN_DAY = replace(RULES, lock_rule=LockRule.FIRST_OPEN_DAY)
DRAFT = replace(RULES, lock_rule=LockRule.DRAFT)


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        (DateRule.APPROVED, date(2026, 8, 31)),
        (DateRule.SUBMITTED, date(2026, 8, 27)),
        (DateRule.LAST_EXPENSE, date(2026, 8, 20)),
        (DateRule.REIMBURSED, date(2026, 9, 4)),
        (DateRule.PERIOD_END, date(2026, 8, 31)),
        (DateRule.POSTING_DAY, TODAY),
    ],
)
def test_each_rule_gives_its_own_day(rule: DateRule, day: date) -> None:
    assert wanted_day(REPORT, rule, TODAY) == day


@pytest.mark.parametrize(
    "rule", [rule for rule in DateRule if rule is not DateRule.POSTING_DAY]
)
def test_a_day_that_expensify_does_not_have_is_not_made_up(rule: DateRule) -> None:
    blank = replace(
        REPORT,
        approved=None,
        submitted=None,
        reimbursed=None,
        expenses=(replace(EXPENSE, spent=None),),
    )

    assert wanted_day(blank, rule, TODAY) is None


def test_the_last_expense_is_the_latest_not_the_last_listed() -> None:
    days = [date(2026, 8, 2), date(2026, 8, 19), None, date(2026, 8, 5)]
    expenses = tuple(replace(EXPENSE, spent=day) for day in days)

    report = replace(REPORT, expenses=expenses)

    assert wanted_day(report, DateRule.LAST_EXPENSE, TODAY) == date(2026, 8, 19)


@pytest.mark.parametrize(
    ("approved", "end"),
    [
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2028, 2, 29), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2026, 4, 30), date(2026, 4, 30)),
    ],
)
def test_the_period_ends_with_the_month_of_approval(approved: date, end: date) -> None:
    report = replace(REPORT, approved=approved)

    assert wanted_day(report, DateRule.PERIOD_END, TODAY) == end


@given(st.dates(max_value=date(9999, 12, 30)), st.sampled_from(LockRule))
def test_without_locks_every_day_is_open(day: date, rule: LockRule) -> None:
    rules = replace(RULES, lock_rule=rule)

    assert dating(day, None, rules) == Dating(day, JournalStatus.POSTED)


@pytest.mark.parametrize("rules", [HOLD, FIRST_OPEN_DAY, DRAFT])
def test_the_day_after_the_lock_is_open(rules: PostingRules) -> None:
    day = LOCK + timedelta(days=1)

    assert dating(day, LOCK, rules) == Dating(day, JournalStatus.POSTED)


@pytest.mark.parametrize("day", [LOCK, date(2026, 1, 5)])
def test_a_journal_in_a_locked_period_is_held(day: date) -> None:
    assert dating(day, LOCK, HOLD) == Dating(day, JournalStatus.POSTED, locked=True)


@pytest.mark.parametrize("day", [LOCK, date(2026, 1, 5)])
def test_a_journal_can_move_to_the_first_open_day(day: date) -> None:
    moved = dating(day, LOCK, FIRST_OPEN_DAY)

    assert moved == Dating(date(2026, 8, 1), JournalStatus.POSTED, moved_from=day)


@pytest.mark.parametrize("day", [LOCK, date(2026, 1, 5)])
def test_a_journal_can_wait_in_xero_as_a_draft(day: date) -> None:
    assert dating(day, LOCK, DRAFT) == Dating(day, JournalStatus.DRAFT, locked=True)


def test_a_connection_that_drafts_drafts_in_open_periods_too() -> None:
    rules = replace(RULES, status=JournalStatus.DRAFT)

    assert dating(TODAY, LOCK, rules).status is JournalStatus.DRAFT
