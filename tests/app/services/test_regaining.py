"""What was posted after a back-up is found again, and never posted twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.history import What
from app.domain.listing import HistoryQuery
from app.domain.postings import State
from app.domain.problems import Code
from app.services.regaining import Regaining
from app.store.backup import back_up, restore
from app.store.opening import open_store
from tests.app.services.conftest import Firm
from tests.fakes.examples import approved_on, expense, report

DAY = date(2026, 11, 2)


@pytest.fixture
def behind(firm: Firm, tmp_path: Path) -> Iterator[Firm]:
    """The firm after R1, ready in the back-up, and R2, unknown to it, were posted."""
    firm.pull(report("R1"))
    back_up(firm.store, tmp_path / "copy.db")
    firm.pull(approved_on(report("R2", expense(990)), DAY))
    firm.post()
    firm.store.close()
    restore(tmp_path / "copy.db", firm.store.path, firm.at)
    store = open_store(firm.store.path)
    Regaining(store.work, firm.scribe).mark("From copy.db.")
    yield replace(firm, store=store, stop=type(firm.stop)())
    store.close()


def test_what_was_ready_in_the_back_up_is_not_posted_again(behind: Firm) -> None:
    assert behind.state("R1") is State.READY

    behind.post()

    assert behind.state("R1") is State.POSTED
    assert behind.story("R1")[-1] is What.ADOPTED
    assert len(behind.ledger.live) == 2


def test_what_comes_in_again_is_not_posted_again(behind: Firm) -> None:
    behind.post()
    behind.pull()
    assert behind.state("R2") is State.READY

    behind.post()

    assert behind.state("R2") is State.POSTED
    assert len(behind.ledger.live) == 2


@pytest.mark.parametrize("first", ["R1", "R2"])
def test_a_clock_that_was_fast_before_the_back_up_has_nothing_posted_twice(
    firm: Firm, tmp_path: Path, first: str
) -> None:
    fast = timedelta(hours=5)
    firm.at += fast
    firm.pull(report("R0"))
    firm.post()
    firm.pull(approved_on(report("R1"), DAY))
    back_up(firm.store, tmp_path / "copy.db")
    firm.at -= fast
    firm.ledger.now = lambda: firm.at
    firm.pull(approved_on(report("R2", expense(990)), DAY))
    firm.post()
    firm.store.close()
    restore(tmp_path / "copy.db", firm.store.path, firm.at)
    store = open_store(firm.store.path)
    Regaining(store.work, firm.scribe).mark("From copy.db.")
    behind = replace(firm, store=store, stop=type(firm.stop)())

    if first == "R1":
        behind.post()
    behind.pull()
    behind.post()
    store.close()

    assert len(behind.ledger.live) == 3


def test_after_a_sync_the_matter_is_closed(behind: Firm) -> None:
    behind.pull()
    behind.post()
    behind.pull(approved_on(report("R3"), DAY))
    behind.ledger.calls.clear()

    behind.post()

    assert behind.ledger.calls.count("modified_since") == 1  # the reading back
    assert len(behind.ledger.live) == 3
    with behind.store.work() as work:
        assert work.attempts.open() == ()


def test_what_was_voided_meanwhile_can_be_posted(behind: Firm) -> None:
    for xero_id in list(behind.ledger.journals):
        behind.ledger.edit(xero_id, status="VOIDED")

    behind.post()

    assert behind.state("R1") is State.POSTED
    assert len(behind.ledger.live) == 1


def test_what_was_posted_otherwise_is_changed(behind: Firm) -> None:
    behind.ledger.edit("x-1", dated=DAY)

    behind.post()

    assert behind.state("R1") is State.CHANGED
    assert behind.posting("R1").codes == (Code.CHANGED_IN_XERO,)


def test_what_was_held_in_the_back_up_is_adopted_too(behind: Firm) -> None:
    behind.holding.hold([behind.posting("R1").id], "ask")
    behind.pull()

    behind.post()

    assert behind.state("R1") is State.POSTED
    assert behind.posting("R1").why == ""


def test_the_restoring_is_in_the_history(behind: Firm) -> None:
    with behind.store.work() as work:
        page = work.history.page(HistoryQuery(what=frozenset({What.RESTORED})))

    assert page.events[0].event.detail == "From copy.db."
    assert behind.check().audit.bad == 0
