"""Months added up, in memory and in SQLite alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.listing import PostingQuery
from app.domain.postings import State
from app.domain.trends import Flow, OnAccount
from app.ports.work import Work
from tests.fakes.examples import CONNECTION
from tests.fakes.stored import event, journal, keep, posting

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 30))


@pytest.fixture
def kept(work: Work) -> Work:
    """Two of October, one of September, one without a journal and a reversed one."""
    with work() as begun:
        keep(
            begun,
            posting("R1", state=State.POSTED, xero_id="x"),
            posting("R2", currency="EUR", journal=journal(900), total=900),
            posting("R3", journal=journal(70, date(2026, 9, 30)), total=70),
            posting("R4", state=State.BLOCKED, journal=None, total=33),
            posting("R5", state=State.REVERSED, journal=journal(5), total=5),
        )
    return work


def _flows(work: Work, first: date, last: date) -> set[tuple[str, State, int, int]]:
    with work() as begun:
        found = begun.postings.flows(first, last)
    return {(x.currency, x.state, x.count, x.minor) for x in found}


def _on_accounts(work: Work, first: date, last: date) -> list[OnAccount]:
    with work() as begun:
        return list(begun.postings.on_accounts(first, last))


def test_a_month_is_told_by_currency_and_state(kept: Work) -> None:
    assert _flows(kept, *OCTOBER) == {
        ("GBP", State.POSTED, 1, 1250),
        ("EUR", State.READY, 1, 900),
        ("GBP", State.BLOCKED, 1, 33),
        ("GBP", State.REVERSED, 1, 5),
    }
    assert _flows(kept, *SEPTEMBER) == {("GBP", State.READY, 1, 70)}


def test_what_is_spent_is_told_by_account_and_never_across_currencies(
    kept: Work,
) -> None:
    found = {
        (x.currency, x.account): (x.minor, x.journals)
        for x in _on_accounts(kept, *OCTOBER)
    }

    assert found == {
        ("GBP", "493"): (1250, 1),
        ("GBP", "801"): (-1250, 1),
        ("EUR", "493"): (900, 1),
        ("EUR", "801"): (-900, 1),
        ("GBP", ""): (33, 1),
    }


def test_a_saved_posting_changes_the_stamp_of_its_month(kept: Work) -> None:
    def stamps() -> list[Flow]:
        with kept() as begun:
            return list(begun.postings.flows(*OCTOBER))

    before = stamps()
    with kept() as begun:
        (old,) = begun.postings.newest(posting("R1").report_id)
        begun.postings.save([replace(old, why="looked at")], [event()])
        begun.commit()

    assert stamps() != before
    assert _flows(kept, *OCTOBER) == {
        (x.currency, x.state, x.count, x.minor) for x in before
    }


@pytest.mark.parametrize(
    ("asked", "reports"),
    [
        ({"first": OCTOBER[0], "last": OCTOBER[1]}, {"R1", "R2", "R4", "R5"}),
        ({"last": SEPTEMBER[1]}, {"R3"}),
        ({"account": "493"}, {"R1", "R2", "R3", "R5"}),
        ({"account": "49"}, set()),
        ({"account": "4%3"}, set()),
        ({"account": ""}, {"R4"}),
        ({"account": "493", "first": OCTOBER[0]}, {"R1", "R2", "R5"}),
        ({"currency": "EUR"}, {"R2"}),
        ({"currency": "EUR", "last": SEPTEMBER[1]}, set()),
        ({"setup_version": 1, "account": "493", "last": SEPTEMBER[1]}, {"R3"}),
        ({"setup_version": 2}, set()),
    ],
)
def test_reports_are_found_by_month_and_account(
    kept: Work, asked: dict[str, object], reports: set[str]
) -> None:
    with kept() as begun:
        page = begun.postings.page(
            PostingQuery(connection_id=CONNECTION.id, **asked)  # type: ignore[arg-type]
        )

    assert {x.report_id for x in page.rows} == reports
    assert page.matching == len(reports)
    assert sum(x.count for x in page.tallies.values()) == len(reports)
