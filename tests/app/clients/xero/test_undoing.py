"""Undoing journals: once, and only where Xero confirms it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.errors import (
    LostAnswerError,
    RefusedError,
)
from app.ports.xero import LedgerJournal
from tests.app.clients.xero.made import XERO_ID, Xero, element, envelope, sent

NARRATION = "Expensify R00abc"
MORE_ID = "77777777-7777-4777-8777-777777777777"


def page(*elements: dict[str, Any], pages: int | None = None) -> httpx.Response:
    told = {} if pages is None else {"pagination": {"pageCount": pages}}
    return envelope(*elements, **told)


def read_back(**changes: object) -> LedgerJournal:
    journal = Xero([envelope(element(**changes))]).ledger().read(XERO_ID)
    assert journal is not None
    return journal


@pytest.mark.parametrize(
    ("status", "change"), [("DRAFT", "DELETED"), ("POSTED", "VOIDED")]
)
def test_a_draft_is_deleted_and_a_posted_journal_voided(
    status: str, change: str
) -> None:
    xero = Xero([envelope(element(Status=change, JournalLines=[]))])
    journal = read_back(Status=status)

    undone = xero.ledger().undo(journal, "undo-1")

    (request,) = xero.asked
    assert (request.method, request.headers["Idempotency-Key"]) == ("POST", "undo-1")
    assert request.url.path.endswith(f"/ManualJournals/{XERO_ID}")
    assert sent(request)["ManualJournals"] == [
        {"ManualJournalID": XERO_ID, "Narration": NARRATION, "Status": change}
    ]
    assert undone.status == change
    assert undone.lines == journal.lines


def test_what_is_undone_already_is_left_alone() -> None:
    xero = Xero([envelope()])
    journal = read_back(Status="VOIDED")

    assert xero.ledger().undo(journal, "k") == journal
    assert not xero.asked


def test_a_locked_period_refuses_in_xeros_words() -> None:
    words = "The document date cannot be before the period lock date of 30 Jun 2026."
    refusal = {"Elements": [{"ValidationErrors": [{"Message": words}]}]}

    with pytest.raises(RefusedError) as caught:
        Xero([httpx.Response(400, json=refusal)]).ledger().undo(read_back(), "k")

    assert caught.value.detail == words


def test_a_refusal_that_looks_like_success_is_a_refusal() -> None:
    refusal = element(ValidationErrors=[{"Message": "No."}])

    with pytest.raises(RefusedError, match="No"):
        Xero([envelope(refusal)]).ledger().undo(read_back(), "k")


@pytest.mark.parametrize(
    "answer",
    [
        envelope(element(Status="POSTED")),
        envelope(),
        httpx.ReadTimeout("slow"),
        httpx.Response(500),
        httpx.Response(200, text="<html>"),
    ],
)
def test_an_undoing_nobody_confirmed_is_lost(
    answer: httpx.Response | Exception,
) -> None:
    with pytest.raises(LostAnswerError):
        Xero([answer]).ledger().undo(read_back(), "k")
