"""Months that were added up, kept among the settings."""

from __future__ import annotations

from datetime import date

from app.domain.books import AccountCode
from app.domain.postings import State
from app.domain.setup import ConnectionId
from app.domain.trends import Flow, OnAccount
from app.store.opening import Store
from app.store.settings import SettingRows
from app.store.sums import SumsRow

OF = ConnectionId("c1")
SUMS = {
    date(2026, 10, 1): (
        (Flow(OF, "GBP", State.READY, 2, 1300, 3001),),
        (OnAccount(OF, 1, "GBP", AccountCode("493"), 1300, 2),),
    ),
    date(2026, 11, 1): ((), ()),
}


def test_what_was_kept_comes_back(store: Store) -> None:
    SumsRow(store).put(SUMS)

    assert SumsRow(store).get() == SUMS


def test_where_nothing_was_kept_there_is_nothing(store: Store) -> None:
    assert SumsRow(store).get() == {}


def test_what_nobody_understands_is_added_up_anew(store: Store) -> None:
    SettingRows(store).put("sums", '{"2026-10-01": 7}')

    assert SumsRow(store).get() == {}
