"""Suggestions: what speaks for an account, and how much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.books import Account, AccountCode
from app.domain.suggesting import Precedent, Suggester, Suggestion
from tests.fakes.examples import account

ACCOUNTS = (
    account("420", "Entertainment"),
    account("0493", "Travel - National"),
    account("461", "Printing & Stationery"),
    account("710", "Office Equipment", "ASSET", "FIXED"),
    account("200", "Meals", "REVENUE", "REVENUE"),
)


def suggested(
    category: str, gl_code: str = "", *precedents: Precedent
) -> Suggestion | None:
    return Suggester(ACCOUNTS, precedents).suggestion(category, gl_code)


def precedent(
    account_code: str, name: str = "", *, same_books: bool = False
) -> Precedent:
    said = "used 41 times in Acme"
    return Precedent("Meals", AccountCode(account_code), name, said, same_books)


def test_the_same_code_speaks_loudest() -> None:
    assert suggested("Meals", "420") == Suggestion(
        AccountCode("420"), "same code 420", 95
    )


def test_a_code_with_other_zeros_in_front_is_less_sure() -> None:
    found = suggested("Trains", " 493 ")

    assert found == Suggestion(AccountCode("0493"), "code 493 is 0493 here", 80)


@pytest.mark.parametrize(
    ("category", "code", "reason", "sure"),
    [
        ("entertainment ", "420", "same name", 90),
        ("Printing and stationery", "461", "same name", 85),
        ("Travel national", "0493", "same name", 85),
        ("Equipment", "710", "similar name", 55),
    ],
)
def test_names_alike_are_suggested_by_how_alike_they_are(
    category: str, code: str, reason: str, sure: int
) -> None:
    assert suggested(category) == Suggestion(AccountCode(code), reason, sure)


def test_nothing_is_suggested_where_nothing_speaks_for_it() -> None:
    assert suggested("Gifts") is None
    assert suggested("") is None
    assert suggested("of the") is None


def test_expenses_are_not_suggested_into_revenue() -> None:
    assert suggested("Meals") is None


@pytest.mark.parametrize(
    ("given", "sure"),
    [
        (precedent("420", same_books=True), 92),
        (precedent("420", "entertainment"), 84),
        (precedent("420", "Cleaning"), 60),
    ],
)
def test_what_was_done_elsewhere_counts_by_how_much_the_accounts_agree(
    given: Precedent, sure: int
) -> None:
    found = suggested("meals", "", given)

    assert found == Suggestion(AccountCode("420"), "used 41 times in Acme", sure)


def test_reasons_that_agree_make_it_surer() -> None:
    found = suggested("Entertainment", "420")

    assert found == Suggestion(AccountCode("420"), "same code 420, same name", 98)


def test_of_two_accounts_the_surer_one_is_suggested() -> None:
    found = suggested("Meals", "461", precedent("420", same_books=True))

    assert found is not None
    assert found.account == "461"


@pytest.mark.parametrize(
    "unusable",
    [
        replace(ACCOUNTS[0], active=False),
        replace(ACCOUNTS[0], kind="BANK"),
        replace(ACCOUNTS[0], system="DEBTORS"),
    ],
)
def test_accounts_that_take_no_journals_are_never_suggested(unusable: Account) -> None:
    suggester = Suggester([unusable], [precedent("420", same_books=True)])

    assert suggester.suggestion("Entertainment", "420") is None
    assert suggester.suggestion("Meals") is None
