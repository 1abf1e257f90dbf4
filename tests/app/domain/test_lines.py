"""The lines of a journal: grouped, ordered, without zeros, and what clears them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.books import AccountCode
from app.domain.setup import CategoryRule, TaxMapping, TaxRule
from tests.app.domain.examples import (
    BOOKS,
    EXPENSE,
    REPORT,
    RULES,
    SETUP,
    journal_of,
    prepared,
    report_of,
    sums,
)

SALES = (("Department", "Sales"),)
SUPPORT = (("Department", "Support"),)

TAXI = replace(EXPENSE, tags=("Sales",))
LUNCH = replace(EXPENSE, category="Meals", amount=250, tags=("Sales",))
ON_CARD = replace(EXPENSE, amount=4000, tags=("Sales",), reimbursable=False)
ONE_CLEARING = replace(
    SETUP, posting=replace(RULES, card_clearing_account=RULES.clearing_account)
)


def test_expenses_of_one_account_and_tracking_are_one_line() -> None:
    journal = journal_of(report_of(TAXI, LUNCH, TAXI))

    assert sums(journal) == [
        ("400", SALES, 2000),
        ("410", SALES, 250),
        ("801", (), -2250),
    ]
    assert [x.expenses for x in journal.lines] == [
        ("e1", "e3"),
        ("e2",),
        ("e1", "e2", "e3"),
    ]


def test_another_tracking_is_another_line() -> None:
    support = replace(TAXI, tags=("Support",))

    assert sums(journal_of(report_of(support, TAXI))) == [
        ("400", SALES, 1000),
        ("400", SUPPORT, 1000),
        ("801", (), -2000),
    ]


def test_another_tax_is_another_line() -> None:
    taxed = replace(
        SETUP,
        posting=replace(RULES, tax=TaxRule.INCLUSIVE),
        taxes=(TaxMapping("R5", "RRINPUT"),),
    )

    journal = journal_of(report_of(replace(TAXI, tax_code="R5"), TAXI), taxed)

    assert [(x.tax_type, x.minor) for x in journal.lines] == [
        ("INPUT2", 1000),
        ("RRINPUT", 1000),
        ("NONE", -2000),
    ]


def test_lines_are_sorted_by_code_point_not_by_number_or_alphabet() -> None:
    accounts = ["9", "10", "a", "Z", "É"]
    books = replace(
        BOOKS,
        accounts=(
            *(replace(BOOKS.accounts[0], code=AccountCode(x)) for x in accounts),
            BOOKS.accounts[-2],
        ),
    )
    setup = replace(
        SETUP, categories=tuple(CategoryRule(x, AccountCode(x)) for x in accounts)
    )

    journal = journal_of(
        report_of(*(replace(TAXI, category=x) for x in accounts)), setup, books
    )

    assert [x.account for x in journal.lines] == ["10", "9", "Z", "a", "É", "801"]


def test_lines_without_tracking_come_before_those_with() -> None:
    bare = replace(TAXI, tags=())
    both = replace(TAXI, tags=("Sales", "Alpha"))
    second = replace(TAXI, tags=("", "Alpha"))

    journal = journal_of(report_of(second, both, TAXI, bare))

    assert [x.tracking for x in journal.lines[:-1]] == [
        (),
        SALES,
        (*SALES, ("Project", "Alpha")),
        (("Project", "Alpha"),),
    ]


def test_refunds_are_taken_off_their_group() -> None:
    refund = replace(TAXI, amount=-300)

    assert sums(journal_of(report_of(TAXI, refund))) == [
        ("400", SALES, 700),
        ("801", (), -700),
    ]


def test_a_group_below_zero_is_a_credit() -> None:
    refund = replace(TAXI, amount=-300)

    refunded, lunch, clearing = journal_of(report_of(refund, LUNCH)).lines

    assert (refunded.debit, refunded.credit) == (None, 300)
    assert (lunch.debit, lunch.credit) == (250, None)
    assert (clearing.debit, clearing.credit) == (50, None)


def test_a_group_that_comes_to_zero_is_left_out() -> None:
    refund = replace(TAXI, amount=-1000)

    assert sums(journal_of(report_of(TAXI, refund, LUNCH))) == [
        ("410", SALES, 250),
        ("801", (), -250),
    ]


def test_costs_that_cancel_out_leave_nothing_to_clear() -> None:
    returned = replace(LUNCH, amount=-1000)

    assert sums(journal_of(report_of(TAXI, returned))) == [
        ("400", SALES, 1000),
        ("410", SALES, -1000),
    ]


def test_both_sides_are_cleared_apart() -> None:
    journal = journal_of(report_of(TAXI, ON_CARD, LUNCH))

    assert sums(journal)[-2:] == [("801", (), -1250), ("802", (), -4000)]
    assert [x.expenses for x in journal.lines[-2:]] == [("e1", "e3"), ("e2",)]
    assert [x.description for x in journal.lines[-2:]] == [
        "Reimbursable to Ann Lee",
        "Company card of Ann Lee",
    ]


def test_one_clearing_account_has_one_line() -> None:
    journal = journal_of(report_of(TAXI, ON_CARD), ONE_CLEARING)

    assert sums(journal) == [("400", SALES, 5000), ("801", (), -5000)]
    assert journal.lines[-1].description == "Expenses of Ann Lee"


def test_a_side_that_comes_to_zero_has_no_line() -> None:
    returned = replace(ON_CARD, amount=-4000, category="Meals")

    assert sums(journal_of(report_of(TAXI, ON_CARD, returned))) == [
        ("400", SALES, 5000),
        ("410", SALES, -4000),
        ("801", (), -1000),
    ]


def test_sides_that_cancel_out_are_both_shown() -> None:
    refund = replace(TAXI, amount=-4000)

    assert sums(journal_of(report_of(refund, ON_CARD))) == [
        ("801", (), 4000),
        ("802", (), -4000),
    ]


def test_sides_that_cancel_out_in_one_account_are_not() -> None:
    refund = replace(TAXI, amount=-4000)

    assert prepared(report_of(refund, ON_CARD), ONE_CLEARING).journal is None


def test_an_account_can_be_debited_and_cleared() -> None:
    own = replace(SETUP, categories=(CategoryRule("Travel", AccountCode("801")),))

    assert sums(journal_of(report_of(TAXI), own)) == [
        ("801", SALES, 1000),
        ("801", (), -1000),
    ]


@pytest.mark.parametrize(
    ("category", "merchant", "said"),
    [
        ("Travel", "Night Train", "Travel · Night Train"),
        ("Travel", "", "Travel"),
        (" Travel  ", "Tom's  \n Taxis ", "Travel · Tom's Taxis"),
    ],
)
def test_a_single_expense_is_described_by_its_merchant(
    category: str, merchant: str, said: str
) -> None:
    expense = replace(TAXI, category=category, merchant=merchant)

    assert journal_of(report_of(expense)).lines[0].description == said


def test_several_expenses_are_described_by_their_categories() -> None:
    rules = (*SETUP.categories, CategoryRule("Hotels", AccountCode("400")))
    hotel = replace(TAXI, category="Hotels")

    journal = journal_of(report_of(TAXI, hotel, TAXI), replace(SETUP, categories=rules))

    assert journal.lines[0].description == "Hotels, Travel"


def test_a_long_description_is_cut() -> None:
    journal = journal_of(report_of(replace(TAXI, merchant="x" * 900)))

    assert len(journal.lines[0].description) == 400
    assert journal.lines[0].description.endswith("x…")


def test_whoever_has_no_name_is_cleared_by_address() -> None:
    journal = journal_of(replace(REPORT, submitter=""))

    assert journal.lines[-1].description == "Reimbursable to ann@example.org"
