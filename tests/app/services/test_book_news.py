"""Accounts that change in Xero are told before a run goes by them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.domain.books import Books
from app.domain.history import What
from app.domain.listing import HistoryQuery
from app.domain.postings import State
from app.services.book_news import news
from tests.app.services.conftest import Firm
from tests.fakes.examples import BOOKS, CONNECTION, report

SAID = "Account 493 Travel was archived (1 category)."


def _archived() -> Books:
    accounts = (replace(a, active=a.code != "493") for a in BOOKS.accounts)
    return replace(BOOKS, accounts=tuple(accounts))


def _told(firm: Firm) -> list[str]:
    query = HistoryQuery(what=frozenset({What.BOOKS_CHANGED}))
    with firm.work() as work:
        return [x.event.detail for x in work.history.page(query).events]


def test_a_sync_tells_what_changed_under_the_mapping(firm: Firm) -> None:
    firm.pull(report())
    before = _told(firm)
    firm.ledger.now_books = _archived()

    firm.pull()
    firm.pull()

    assert before == []
    assert _told(firm) == [SAID]
    assert firm.state() is State.BLOCKED
    with firm.work() as work:
        (kept,) = news(work, firm.scribe, CONNECTION.id)
    assert kept.event.detail == SAID


def test_a_post_run_finds_it_before_anything_is_sent(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.now_books = _archived()

    firm.post("R1")

    assert firm.state() is State.BLOCKED
    assert firm.ledger.journals == {}
    assert _told(firm) == [SAID]


def test_news_grows_old(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.now_books = _archived()
    firm.pull()

    firm.at += timedelta(days=31)

    with firm.work() as work:
        assert news(work, firm.scribe, CONNECTION.id) == ()
