"""How far setting a company up has come, kept among the settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.beginning import Beginning, Older, Pair, Start, Step
from app.domain.books import OrganisationId
from app.domain.expenses import WorkspaceId
from app.domain.postings import PostingId
from app.domain.setup import ConnectionId
from app.store.beginnings import BegunRow
from app.store.opening import Store
from app.store.settings import SettingRows
from tests.app.domain.examples import SETUP

BEGUN = Beginning(
    Step.JOURNAL,
    (Pair(WorkspaceId("W1"), OrganisationId("O1")),),
    assured=True,
    setup=SETUP,
    start=Start(date(2026, 9, 1), Older.ELSEWHERE, date(2026, 7, 1), "By hand"),
    connection_id=ConnectionId("c1"),
    posting_id=PostingId("c1/R1/1"),
)


def test_everything_that_was_chosen_comes_back(store: Store) -> None:
    BegunRow(store).put(BEGUN)
    BegunRow(store).put(replace(BEGUN, step=Step.START))

    assert BegunRow(store).get() == replace(BEGUN, step=Step.START)


def test_where_nothing_was_kept_one_begins(store: Store) -> None:
    assert BegunRow(store).get() == Beginning()


def test_what_an_older_vouch_kept_and_nobody_understands_begins_anew(
    store: Store,
) -> None:
    SettingRows(store).put("beginning", '{"step": "elsewhere"}')

    assert BegunRow(store).get() == Beginning()
