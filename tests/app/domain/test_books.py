"""What an organisation locks, and which of its accounts take journals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.app.domain.examples import BOOKS

MARCH = date(2026, 3, 31)
JULY = date(2026, 7, 31)


@pytest.mark.parametrize(
    ("period", "year", "until"),
    [
        (None, None, None),
        (JULY, None, JULY),
        (None, MARCH, MARCH),
        (JULY, MARCH, JULY),
        (MARCH, JULY, JULY),
    ],
)
def test_the_later_of_both_lock_dates_counts(
    period: date | None, year: date | None, until: date | None
) -> None:
    locked = replace(BOOKS.organisation, period_lock=period, year_lock=year)

    assert locked.locked_until == until


@pytest.mark.parametrize("system", ["DEBTORS", "CREDITORS", "RETAINEDEARNINGS"])
def test_some_system_accounts_take_no_journals(system: str) -> None:
    account = BOOKS.accounts[0]

    assert account.takes_journals
    assert replace(account, system="GST").takes_journals
    assert not replace(account, system=system).takes_journals


def test_a_bank_account_takes_no_journals() -> None:
    assert not replace(BOOKS.accounts[0], kind="BANK").takes_journals
