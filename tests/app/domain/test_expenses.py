"""What an expense counts for, and what a workspace's tags look like."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.expenses import Category, TagLevel, effective
from tests.app.domain.examples import EXPENSE, WORKSPACE

FOREIGN = replace(EXPENSE, currency="NOK", amount=9000, converted=665)


def test_an_expense_counts_for_its_amount() -> None:
    assert effective(EXPENSE, "GBP") == 1000


def test_an_edited_amount_counts_in_place_of_the_first() -> None:
    assert effective(replace(EXPENSE, modified=850), "GBP") == 850


def test_a_converted_amount_is_for_foreign_expenses_only() -> None:
    assert effective(replace(EXPENSE, converted=7), "GBP") == 1000


def test_a_foreign_expense_counts_for_its_converted_amount() -> None:
    assert effective(FOREIGN, "GBP") == 665


def test_an_edit_of_a_foreign_expense_is_already_in_its_converted_amount() -> None:
    assert effective(replace(FOREIGN, modified=8000), "GBP") == 665


def test_a_foreign_expense_that_is_not_converted_counts_for_nothing() -> None:
    assert effective(replace(FOREIGN, converted=None), "GBP") == 0


def test_a_refund_counts_below_zero() -> None:
    assert effective(replace(EXPENSE, amount=-1000), "GBP") == -1000
    assert effective(replace(EXPENSE, modified=-20), "GBP") == -20
    assert effective(replace(FOREIGN, converted=-665), "GBP") == -665


@pytest.mark.parametrize(("levels", "flat"), [(0, True), (1, True), (2, False)])
def test_tags_are_flat_until_there_are_two_levels(levels: int, *, flat: bool) -> None:
    level = TagLevel("Department", (Category("Sales"),))

    assert replace(WORKSPACE, tag_levels=(level,) * levels).flat_tags is flat
