"""Months in numbers, without the clearing accounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.setup import ConnectionId
from app.domain.trends import Month
from app.errors import AppError, StoreError
from app.ports.sums import Sums
from app.services.trends import Trends
from tests.fakes.examples import BOOKS, CONNECTION, SETUP
from tests.fakes.store import FakeStore
from tests.fakes.stored import event, journal, keep, posting


class Kept:
    """Sums in memory."""

    def __init__(self) -> None:
        self.sums: Sums = {}
        self.trouble: AppError | None = None

    def get(self) -> Sums:
        return self.sums

    def put(self, sums: Sums) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.sums = sums


@pytest.fixture
def store() -> FakeStore:
    """One connection with its books and a set-up."""
    made = FakeStore()
    with made.work() as begun:
        begun.connections.save(CONNECTION, event())
        begun.connections.save_setup(CONNECTION.id, SETUP, event())
        begun.reference.save_books(BOOKS)
        begun.commit()
    return made


def _kept_before(store: FakeStore) -> Kept:
    """What an earlier start kept, of one posting."""
    with store.work() as begun:
        keep(begun, posting("R1"))
    kept = Kept()
    first = Trends(store.work, kept)
    first.month(date(2026, 10, 1))
    first.keep()
    return kept


def _spent(month: Month) -> dict[tuple[str, str], int]:
    return {(x.account, x.name): x.minor for x in month.spent}


def test_clearing_accounts_are_not_spent_on(store: FakeStore) -> None:
    with store.work() as begun:
        keep(begun, posting("R1"), posting("R2", journal=journal(50)))

    month = Trends(store.work, Kept()).month(date(2026, 10, 31))

    assert month.first == date(2026, 10, 1)
    assert _spent(month) == {("493", "Travel"): 1300}


def test_clearing_accounts_are_those_of_the_set_up_that_made_the_journal(
    store: FakeStore,
) -> None:
    rules = replace(SETUP.posting, clearing_account="820")  # type: ignore[arg-type]
    with store.work() as begun:
        keep(begun, posting("R1"))
        begun.connections.save_setup(
            CONNECTION.id, replace(SETUP, posting=rules), event()
        )
        begun.commit()

    assert _spent(Trends(store.work, Kept()).month(date(2026, 10, 1))) == {
        ("493", "Travel"): 1250
    }


def test_a_month_that_changed_is_added_up_again(store: FakeStore) -> None:
    trends = Trends(store.work, Kept())
    with store.work() as begun:
        keep(begun, posting("R1"))
    before = trends.month(date(2026, 10, 1))
    with store.work() as begun:
        keep(begun, posting("R2", journal=journal(50)))

    assert _spent(before) == {("493", "Travel"): 1250}
    assert _spent(trends.month(date(2026, 10, 1))) == {("493", "Travel"): 1300}


def test_a_connection_without_books_has_accounts_without_names(
    store: FakeStore,
) -> None:
    other = replace(
        CONNECTION,
        id=ConnectionId("new"),
        organisation_id="org-2",  # type: ignore[arg-type]
    )
    with store.work() as begun:
        begun.connections.save(other, event())
        begun.connections.save_setup(other.id, SETUP, event())
        keep(begun, posting("R9", connection=other))

    month = Trends(store.work, Kept()).month(date(2026, 10, 1))

    assert _spent(month) == {("493", ""): 1250}


def test_a_month_that_was_kept_is_not_added_up_at_the_next_start(
    store: FakeStore,
) -> None:
    kept, day = _kept_before(store), date(2026, 10, 1)
    flows, sums = kept.sums[day]
    kept.sums = {day: (flows, tuple(replace(x, minor=x.minor * 2) for x in sums))}

    assert _spent(Trends(store.work, kept).month(day)) == {("493", "Travel"): 2500}


def test_a_kept_month_that_changed_is_added_up_again(store: FakeStore) -> None:
    kept, day = _kept_before(store), date(2026, 10, 1)
    with store.work() as begun:
        keep(begun, posting("R2", journal=journal(50)))

    assert _spent(Trends(store.work, kept).month(day)) == {("493", "Travel"): 1300}


def test_months_that_cannot_be_kept_are_no_reason_not_to_end(store: FakeStore) -> None:
    kept = Kept()
    kept.trouble = StoreError("The disk is full.")
    trends = Trends(store.work, kept)
    with store.work() as begun:
        keep(begun, posting("R1"))
    trends.month(date(2026, 10, 1))

    trends.keep()

    assert kept.sums == {}
