"""What is stuck is gathered, and just that is tried again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.postings import State
from app.domain.problems import Code
from app.errors import CancelledError, OfflineError
from app.services.rereading import Rereading
from app.services.troubles import Troubles
from app.services.watching import Watching
from tests.app.services.conftest import Firm
from tests.fakes.examples import BOOKS, expense, report, unmapped


def troubles(firm: Firm) -> Troubles:
    watching = Watching(firm.preparation, firm.work, firm.scribe)
    rereading = Rereading(lambda: firm.source, watching, firm.work)
    return Troubles(firm.sync.reference, rereading, firm.preparation, firm.work)


def retry(firm: Firm, *reports: str) -> list[State]:
    ids = [firm.posting(x).id for x in reports]
    now = troubles(firm).retry(ids, tell=firm.told.append, stop=firm.stop)
    return [x.state for x in now]


def causes(firm: Firm) -> dict[tuple[Code | None, str], tuple[int, dict[str, int]]]:
    found = troubles(firm).now(firm.stop)
    return {(x.code, x.about): (x.count, dict(x.totals)) for x in found}


def archived(firm: Firm) -> None:
    """Xero has archived the account that travel goes to."""
    accounts = tuple(
        replace(x, active=x.code != "493") for x in firm.ledger.now_books.accounts
    )
    firm.ledger.now_books = replace(firm.ledger.now_books, accounts=accounts)


def test_causes_are_gathered_with_their_money(firm: Firm) -> None:
    archived(firm)
    firm.pull(report("R1"), report("R2", expense(990)), unmapped("R3"))

    assert causes(firm) == {
        (Code.ACCOUNT_ARCHIVED, "493"): (2, {"GBP": 2240}),
        (Code.CATEGORY_UNMAPPED, "Gifts"): (1, {"GBP": 900}),
    }


def test_what_was_mended_in_xero_is_ready_at_once(firm: Firm) -> None:
    archived(firm)
    firm.pull(report("R1"), unmapped("R2"))
    firm.ledger.now_books = BOOKS

    assert retry(firm, "R1") == [State.READY]
    assert causes(firm) == {(Code.CATEGORY_UNMAPPED, "Gifts"): (1, {"GBP": 900})}


def test_just_these_reports_are_read_again(firm: Firm) -> None:
    firm.pull(unmapped("R1"), unmapped("R2"))
    for name in ("R1", "R2"):
        firm.source.put(report(name, expense(900)))
    firm.source.pulls.clear()

    assert retry(firm, "R1") == [State.READY]

    assert [pull.report_ids for pull in firm.source.pulls] == [("R1",)]
    assert firm.state("R2") is State.BLOCKED


def test_a_report_that_is_gone_is_told(firm: Firm) -> None:
    firm.pull(unmapped("R1"))
    firm.source.reports.clear()

    assert retry(firm, "R1") == [State.BLOCKED]
    assert Code.CHANGED_IN_EXPENSIFY in firm.posting("R1").codes


def test_what_xero_refused_stays_refused_until_it_would_be_another(firm: Firm) -> None:
    firm.ledger.refuse = lambda _journal: "No such account."
    firm.pull(report("R1"))
    firm.post()

    assert causes(firm) == {(None, "No such account."): (1, {"GBP": 1250})}
    assert retry(firm, "R1") == [State.FAILED]


def test_a_service_that_is_out_of_reach_is_told_and_nothing_is_lost(
    firm: Firm,
) -> None:
    firm.pull(unmapped("R1"))
    before = firm.posting("R1")
    firm.source.broken = OfflineError("Expensify does not answer.")

    with pytest.raises(OfflineError):
        retry(firm, "R1")

    assert firm.posting("R1") == before


def test_trying_again_can_be_stopped(firm: Firm) -> None:
    firm.pull(unmapped("R1"))
    firm.stop.set()

    with pytest.raises(CancelledError):
        retry(firm, "R1")
