"""Names that mean the same, and how sure that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.books import TaxRate, TrackingCategory, TrackingOption
from app.domain.likeness import (
    Likeness,
    likeliest,
    option_like,
    rate_like,
    tracking_like,
)
from tests.fakes.examples import BOOKS, CLASSES


@pytest.mark.parametrize(
    ("name", "names", "found"),
    [
        ("SALES ", ("Sales", "Sales UK"), Likeness("Sales", "same name", 90)),
        ("Sale of UK", ("UK sales",), Likeness("UK sales", "same name", 85)),
        ("Sales", ("Sales UK", "Shop"), Likeness("Sales UK", "similar name", 55)),
        ("Sales", ("Shop",), None),
        ("of", ("the",), None),
        ("", ("Shop",), None),
    ],
)
def test_a_name_is_compared_by_its_words(
    name: str, names: tuple[str, ...], found: Likeness | None
) -> None:
    assert likeliest(name, names) == found


def test_an_archived_option_is_not_suggested() -> None:
    options = (
        TrackingOption("1", "North", active=False),
        TrackingOption("2", "North East", active=True),
    )
    tracking = TrackingCategory("t", "Region", active=True, options=options)

    found = option_like("North", tracking)

    assert found == Likeness("North East", "similar name", 55)
    assert option_like("North", replace(tracking, active=False)) is None
    assert option_like("North", None) is None


def test_a_level_is_suggested_a_tracking_category_that_is_free() -> None:
    assert tracking_like("Departments", BOOKS, ()) == Likeness(
        "Department", "same name", 85
    )
    assert tracking_like("Departments", BOOKS, ["department"]) is None


def _rate(tax_type: str, name: str, rate: str, *, active: bool = True) -> TaxRate:
    return TaxRate(tax_type, name, active, CLASSES, rate)


@pytest.mark.parametrize(
    ("tax", "rates", "found"),
    [
        (
            "VAT 20%",
            (_rate("INPUT2", "20% (VAT on Expenses)", "20"), _rate("Z", "Zero", "0")),
            Likeness("INPUT2", "the one rate of 20 %", 75),
        ),
        (
            "VAT 20%",
            (_rate("INPUT2", "VAT 20%", "20.0"), _rate("OUT", "Sales 20%", "20")),
            Likeness("INPUT2", "same name", 90),
        ),
        (
            "Standard 20%",
            (_rate("A", "On purchases", "20"), _rate("B", "On sales", "20")),
            None,
        ),
        ("VAT 20%", (_rate("A", "VAT 20%", "20", active=False),), None),
        ("Exempt", (_rate("E", "Exempt", ""),), Likeness("E", "same name", 90)),
        ("VAT 5%", (_rate("A", "Any", "many"),), None),
    ],
)
def test_a_tax_is_compared_by_name_and_percentage(
    tax: str, rates: tuple[TaxRate, ...], found: Likeness | None
) -> None:
    assert rate_like(tax, rates) == found
