"""A journal's columns, its balance and its fingerprint."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.books import AccountCode
from app.domain.journals import Journal, JournalLine
from app.domain.setup import JournalStatus, TaxRule
from tests.app.domain.examples import journal_of

TAXI = JournalLine(AccountCode("400"), "Taxi", "NONE", (("Department", "Sales"),), 1200)
OWED = JournalLine(AccountCode("801"), "Ann Lee", "NONE", (), -1200)
JOURNAL = Journal(date(2026, 8, 31), "R1", "GBP", (TAXI, OWED))


def test_a_debit_leaves_the_credit_column_blank() -> None:
    assert (TAXI.debit, TAXI.credit) == (1200, None)
    assert (OWED.debit, OWED.credit) == (None, 1200)


def test_a_zero_is_blank_in_both_columns() -> None:
    zero = replace(TAXI, minor=0)

    assert (zero.debit, zero.credit) == (None, None)


def test_a_journal_balances_when_its_columns_do() -> None:
    assert (JOURNAL.debits, JOURNAL.credits) == (1200, 1200)
    assert JOURNAL.balanced


def test_a_unit_too_much_is_out_of_balance() -> None:
    off = replace(JOURNAL, lines=(TAXI, replace(OWED, minor=-1199)))

    assert not off.balanced


def test_equal_journals_have_one_fingerprint() -> None:
    assert journal_of().fingerprint == journal_of().fingerprint


@pytest.mark.parametrize(
    "changed",
    [
        replace(JOURNAL, dated=date(2026, 9, 1)),
        replace(JOURNAL, narration="R2"),
        replace(JOURNAL, currency="EUR"),
        replace(JOURNAL, status=JournalStatus.DRAFT),
        replace(JOURNAL, tax=TaxRule.INCLUSIVE),
        replace(JOURNAL, cash_basis=False),
        replace(JOURNAL, url="https://example.org"),
        replace(JOURNAL, lines=(OWED, TAXI)),
        replace(JOURNAL, lines=(TAXI,)),
        *(
            replace(JOURNAL, lines=(line, OWED))
            for line in (
                replace(TAXI, account=AccountCode("401")),
                replace(TAXI, description="Cab"),
                replace(TAXI, tax_type="INPUT2"),
                replace(TAXI, tracking=()),
                replace(TAXI, minor=1201),
            )
        ),
    ],
)
def test_whatever_xero_is_told_changes_the_fingerprint(changed: Journal) -> None:
    assert changed.fingerprint != JOURNAL.fingerprint


def test_which_expenses_are_behind_a_line_is_not_told_to_xero() -> None:
    behind = replace(JOURNAL, lines=(replace(TAXI, expenses=("e1",)), OWED))

    assert behind.fingerprint == JOURNAL.fingerprint
