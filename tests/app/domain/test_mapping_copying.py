"""Another connection's targets, found here by code, else by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.books import TaxRate
from app.domain.mapping_changes import Change, Kind
from app.domain.mapping_copying import translated
from tests.fakes.examples import BOOKS, CLASSES, account

OURS = BOOKS
VAT = TaxRate("INPUT2", "20% VAT", active=True, applies=CLASSES)
THEIRS = replace(
    BOOKS,
    accounts=(
        account("493", "Subscriptions"),
        account("600", "travel "),
        account("601", "Fines"),
        account("420", "Entertainment"),
    ),
    tax_rates=(VAT,),
)


@pytest.mark.parametrize(
    ("there", "here", "note"),
    [
        ("420", "420", ""),
        ("493", "493", "there 493 is Subscriptions"),
        ("600", "493", "same name, 600 there"),
        ("601", "601", ""),
        ("999", "999", ""),
    ],
)
def test_an_account_is_found_by_code_else_by_name(
    there: str, here: str, note: str
) -> None:
    change = Change(Kind.CATEGORY, "Train", there)

    assert translated(change, THEIRS, OURS) == (replace(change, target=here), note)


def test_of_two_accounts_of_one_name_none_is_taken() -> None:
    twice = replace(OURS, accounts=(*OURS.accounts, account("494", "Travel")))
    change = Change(Kind.CATEGORY, "Train", "600")

    assert translated(change, THEIRS, twice) == (change, "")


def test_an_archived_account_is_not_taken_by_name() -> None:
    archived = [replace(a, active=a.code != "493") for a in OURS.accounts]
    change = Change(Kind.CATEGORY, "Train", "600")

    assert translated(change, THEIRS, replace(OURS, accounts=tuple(archived))) == (
        change,
        "",
    )


def test_a_tax_rate_is_found_by_type_else_by_name() -> None:
    ours = replace(OURS, tax_rates=(replace(VAT, tax_type="TAX001", name="20% vat"),))
    change = Change(Kind.TAX, "VAT", "INPUT2")

    assert translated(change, THEIRS, ours) == (
        replace(change, target="TAX001"),
        "same name, INPUT2 there",
    )
    assert translated(change, THEIRS, THEIRS) == (change, "")
    assert translated(change, THEIRS, replace(OURS, tax_rates=())) == (change, "")


def test_tags_go_by_name_anyway() -> None:
    change = Change(Kind.TAG, "North", "North East", 1)

    assert translated(change, THEIRS, OURS) == (change, "")
