"""Amounts and days as people here write them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QLocale

from ui.models.words import (
    ago,
    amount,
    bare_amount,
    counted,
    day,
    hour,
    remaining,
    span,
)


@pytest.fixture
def _german() -> Iterator[None]:
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    yield
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.mark.parametrize(
    ("minor", "currency", "written"),
    [
        (841255, "GBP", "8,412.55"),
        (-5, "GBP", "-0.05"),
        (1204, "JPY", "1,204"),
        (1234567, "KWD", "1,234.567"),
        (None, "GBP", ""),
    ],
)
def test_an_amount_is_grouped_with_the_decimals_of_its_currency(
    minor: int | None, currency: str, written: str
) -> None:
    assert amount(minor, currency) == written


@pytest.mark.usefixtures("_german")
def test_numbers_and_days_follow_the_locale() -> None:
    assert amount(841255, "EUR") == "8.412,55"
    assert bare_amount(841255, "EUR") == "8412,55"
    assert day(date(2026, 5, 3)) == "03 Mai 2026"


def test_a_day_is_written_day_month_year() -> None:
    assert day(date(2026, 8, 31)) == "31 Aug 2026"
    assert day(None) == ""


@pytest.mark.parametrize(
    ("last", "written"),
    [
        (date(2026, 8, 1), "01 Aug 2026"),
        (date(2026, 8, 31), "1\N{EN DASH}31 Aug 2026"),
        (date(2026, 10, 2), "01 Aug 2026 \N{EN DASH} 02 Oct 2026"),
    ],
)
def test_a_span_of_days_is_as_short_as_can_be(last: date, written: str) -> None:
    assert span(date(2026, 8, 1), last) == written


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=3), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=7), "7 h ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=9), "9 days ago"),
    ],
)
def test_the_past_is_told_roughly(before: timedelta, said: str) -> None:
    now = datetime(2026, 9, 1, tzinfo=UTC)

    assert ago(now - before, now) == said


def test_small_words() -> None:
    assert remaining(None) == ""
    assert remaining(4.2) == "about 4 s"
    assert remaining(190) == "about 3 min"
    assert counted(1, "journal") == "1 journal"
    assert counted(1200, "category", "categories") == "1,200 categories"


@pytest.mark.parametrize(
    ("country", "written"),
    [
        (QLocale.Country.UnitedKingdom, "14:05"),
        (QLocale.Country.UnitedStates, "2:05\N{NARROW NO-BREAK SPACE}PM"),
    ],
)
def test_a_time_is_written_as_it_is_here(
    country: QLocale.Country, written: str
) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, country))

    assert hour(time(14, 5, 59)) == written
