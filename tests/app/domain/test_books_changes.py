"""What became of what a mapping uses, in sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.domain.books import Account, AccountCode, Books, TaxRate
from app.domain.books_changes import books_changes
from app.domain.setup import TaxMapping
from tests.fakes.examples import BOOKS, CLASSES, SETUP


def _with(account: str, **changes: object) -> Books:
    accounts = (
        replace(a, **changes) if a.code == account else a  # type: ignore[arg-type]
        for a in BOOKS.accounts
    )
    return replace(BOOKS, accounts=tuple(accounts))


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (
            _with("493", active=False),
            "Account 493 Travel was archived (1 category).",
        ),
        (
            _with("493", name="Trips", code=AccountCode("494")),
            "has the code 494 now and is called Trips now (1 category).",
        ),
        (
            _with("801", kind="BANK"),
            "Account 801 Expenses payable takes no manual journals now.",
        ),
        (_with("420", code=AccountCode("")), "has the code none now (1 category)."),
        (
            replace(BOOKS, accounts=BOOKS.accounts[1:]),
            "Account 420 Entertainment is not in Xero any more (1 category).",
        ),
    ],
)
def test_an_account_in_use_that_changed_is_named(new: Books, said: str) -> None:
    (found,) = books_changes(BOOKS, new, SETUP)

    assert found.endswith(said)


def test_an_account_that_comes_back_is_named_too() -> None:
    (found,) = books_changes(_with("493", active=False), BOOKS, SETUP)

    assert found == "Account 493 Travel is in use again (1 category)."


def test_an_account_that_nobody_uses_is_left_out() -> None:
    spare = Account("id-9", AccountCode("999"), "Spare", "EXPENSE", "EXPENSE", True)  # noqa: FBT003
    old = replace(BOOKS, accounts=(*BOOKS.accounts, spare))

    assert books_changes(old, BOOKS, SETUP) == ()


def test_the_same_books_read_again_are_no_news() -> None:
    again = replace(BOOKS, fetched=datetime(2026, 11, 1, tzinfo=UTC))

    assert books_changes(BOOKS, again, SETUP) == ()


def test_tracking_in_use_that_was_renamed_or_archived_is_named() -> None:
    (tracking,) = BOOKS.tracking
    sales, old = tracking.options
    renamed = replace(tracking, name="Team", options=(replace(sales, name="Sales UK"),))
    archived = replace(tracking, options=(replace(sales, active=False), old))

    assert books_changes(BOOKS, replace(BOOKS, tracking=(renamed,)), SETUP) == (
        "Tracking category Department is called Team now.",
        "Option Sales of Department is called Sales UK now.",
        "Option Old of Department is not in Xero any more.",
    )
    assert books_changes(BOOKS, replace(BOOKS, tracking=(archived,)), SETUP) == (
        "Option Sales of Department was archived.",
    )
    assert books_changes(BOOKS, replace(BOOKS, tracking=()), SETUP) == (
        "Tracking category Department is not in Xero any more.",
    )
    assert (
        books_changes(
            BOOKS, replace(BOOKS, tracking=(archived,)), replace(SETUP, tags=())
        )
        == ()
    )


def test_a_tax_rate_in_use_that_was_archived_or_taken_away_is_named() -> None:
    rate = TaxRate("INPUT2", "20% VAT", active=True, applies=CLASSES)
    old = replace(BOOKS, tax_rates=(rate,))
    setup = replace(SETUP, taxes=(TaxMapping("VAT", "INPUT2"),))
    archived = replace(BOOKS, tax_rates=(replace(rate, active=False),))

    assert books_changes(old, archived, setup) == ("Tax rate 20% VAT was archived.",)
    assert books_changes(old, replace(BOOKS, tax_rates=()), setup) == (
        "Tax rate 20% VAT is not in Xero any more.",
    )
    assert books_changes(archived, replace(BOOKS, tax_rates=()), setup) == ()
