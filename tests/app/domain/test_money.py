"""Amounts as text, in currencies with and without decimals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import grouped, minor_units, places, plain

CURRENCIES = ("JPY", "GBP", "KWD")


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [("JPY", 0), ("ISK", 0), ("GBP", 2), ("EUR", 2), ("KWD", 3), ("???", 2)],
)
def test_a_currency_has_its_own_decimals(currency: str, decimals: int) -> None:
    assert places(currency) == decimals


@pytest.mark.parametrize(
    ("minor", "currency", "said"),
    [
        (120410, "GBP", "1204.10"),
        (-120410, "GBP", "-1204.10"),
        (5, "GBP", "0.05"),
        (-5, "GBP", "-0.05"),
        (0, "GBP", "0.00"),
        (1204, "JPY", "1204"),
        (-7, "JPY", "-7"),
        (1204100, "KWD", "1204.100"),
        (1, "KWD", "0.001"),
    ],
)
def test_an_amount_is_written_with_all_decimals(
    minor: int, currency: str, said: str
) -> None:
    assert plain(minor, currency) == said


@pytest.mark.parametrize(
    ("minor", "currency", "said"),
    [
        (120410, "GBP", "1,204.10"),
        (-123456789, "GBP", "-1,234,567.89"),
        (99999, "GBP", "999.99"),
        (1234567, "JPY", "1,234,567"),
        (-1000, "JPY", "-1,000"),
        (1234567, "KWD", "1,234.567"),
        (-5, "KWD", "-0.005"),
    ],
)
def test_thousands_can_be_parted(minor: int, currency: str, said: str) -> None:
    assert grouped(minor, currency) == said


@given(st.integers(-(10**20), 10**20), st.sampled_from(CURRENCIES))
def test_what_is_written_reads_back_the_same(minor: int, currency: str) -> None:
    assert minor_units(plain(minor, currency), currency) == minor
    assert grouped(minor, currency).replace(",", "") == plain(minor, currency)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("12.5", "GBP", 1250),
        ("12", "GBP", 1200),
        ("12.3400", "GBP", 1234),
        ("-0.01", "GBP", -1),
        ("500.00", "JPY", 500),
        ("1.005", "KWD", 1005),
        ("1E+2", "GBP", 10000),
    ],
)
def test_an_amount_is_read_whatever_its_zeros(
    amount: str, currency: str, minor: int
) -> None:
    assert minor_units(amount, currency) == minor


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("0.005", "GBP"),
        ("0.5", "JPY"),
        ("1.0005", "KWD"),
        ("1.00000000000000000000000000000000000001", "GBP"),
        ("1e999999", "GBP"),
        ("NaN", "GBP"),
        ("Infinity", "GBP"),
        ("twelve", "GBP"),
        ("", "GBP"),
    ],
)
def test_an_amount_that_would_not_fit_exactly_is_refused(
    amount: str, currency: str
) -> None:
    with pytest.raises(ValueError, match=currency):
        minor_units(amount, currency)
