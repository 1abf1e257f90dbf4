"""Creating journals: what was saved, what was refused, and what nobody knows."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.errors import (
    AppError,
    BusyError,
    CancelledError,
    DisconnectedError,
    LostAnswerError,
    OfflineError,
    RefusedError,
    SignInNeededError,
)
from tests.app.clients.xero.made import (
    NIL,
    XERO_ID,
    Time,
    Xero,
    books,
    element,
    envelope,
    journal,
)

REFUSED = {
    "ErrorNumber": 10,
    "Type": "ValidationException",
    "Message": "A validation exception occurred",
    "Elements": [
        {
            "ManualJournalID": NIL,
            "Warnings": [{"Message": "Account code '476' has been removed"}],
            "ValidationErrors": [
                {"Message": "The total debits (1.00) must equal total credits (-2.00)"},
                {"Description": "Mind the lock date."},
            ],
        }
    ],
}


def body_of(count: int = 1) -> bytes:
    return Xero([]).ledger().request([journal()] * count, books())


def test_the_journals_leave_in_one_request_under_their_key() -> None:
    xero = Xero([envelope(element(), element())])

    xero.ledger().send(body_of(2), "attempt-1")

    (request,) = xero.asked
    assert request.method == "PUT"
    assert request.url.path == "/api.xro/2.0/ManualJournals"
    assert request.url.params["summarizeErrors"] == "false"
    assert request.headers["Idempotency-Key"] == "attempt-1"
    assert request.headers["Accept"] == "application/json"
    assert request.headers["xero-tenant-id"].startswith("11111111")


def test_each_journal_is_judged_by_itself() -> None:
    refused = element(
        ManualJournalID=NIL,
        Narration="other",
        StatusAttributeString="ERROR",
        ValidationErrors=[{"Description": "Account code '2109' is not valid."}],
    )
    warned = element(
        StatusAttributeString="WARNING", Warnings=[{"Message": "Removed."}]
    )
    xero = Xero([envelope(warned, refused)])

    first, second = xero.ledger().send(body_of(2), "k")

    assert (first.xero_id, first.status, first.errors) == (XERO_ID, "POSTED", ())
    assert first.warnings == ("Removed.",)
    assert (second.xero_id, second.narration) == ("", "other")
    assert second.errors == ("Account code '2109' is not valid.",)


@pytest.mark.parametrize(
    "unsaved", [{"ManualJournalID": NIL}, {"ManualJournalID": None}]
)
def test_one_without_an_id_was_not_saved_whatever_else_is_said(
    unsaved: dict[str, Any],
) -> None:
    xero = Xero([envelope(element(StatusAttributeString="OK", **unsaved))])

    (answer,) = xero.ledger().send(body_of(), "k")

    assert answer.xero_id == ""
    assert answer.errors


@pytest.mark.parametrize(
    ("held", "saved"),
    [
        (envelope(element(Status="DRAFT")), True),
        (envelope(element(Status="DELETED")), False),
        (httpx.Response(404, text="cannot be found"), False),
    ],
)
def test_one_with_an_id_and_errors_is_looked_up(
    held: httpx.Response,
    saved: bool,  # noqa: FBT001 - one of the cases
) -> None:
    contradiction = element(ValidationErrors=[{"Message": "No balance."}])
    xero = Xero([envelope(contradiction), held])

    (answer,) = xero.ledger().send(body_of(), "k")

    assert bool(answer.xero_id) is saved
    assert "No balance." in (answer.warnings if saved else answer.errors)


def test_a_contradiction_that_cannot_be_looked_up_is_a_lost_answer() -> None:
    contradiction = element(ValidationErrors=[{"Message": "No balance."}])
    xero = Xero([envelope(contradiction), httpx.ConnectError("down")])

    with pytest.raises(LostAnswerError):
        xero.ledger().send(body_of(), "k")


def test_a_refusal_of_the_whole_request_is_told_word_for_word() -> None:
    xero = Xero([httpx.Response(400, json=REFUSED)])

    with pytest.raises(RefusedError) as caught:
        xero.ledger().send(body_of(), "k")

    assert (
        "The total debits (1.00) must equal total credits (-2.00)"
        in caught.value.detail
    )
    assert "Mind the lock date." in caught.value.detail
    assert "Account code '476' has been removed" in caught.value.detail
    assert "A validation exception occurred" not in caught.value.detail


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ReadTimeout("slow"),
        httpx.ReadError("cut"),
        httpx.RemoteProtocolError("hung up"),
        httpx.WriteError("cut"),
        httpx.Response(500, json={"Message": "An error occurred in Xero"}),
        httpx.Response(502),
        httpx.Response(503, html="<h1>The Organisation is offline</h1>"),
        httpx.Response(408),
        httpx.Response(409),
        httpx.Response(301, headers={"Location": "https://elsewhere.test"}),
        httpx.Response(204),
        httpx.Response(200, text="<html>nearly</html>"),
        httpx.Response(200, content=b'{"Status":"OK","ManualJournals":[{"Nar'),
        httpx.Response(200, json={"Status": "OK"}),
        httpx.Response(200, json=[1, 2]),
        httpx.DecodingError("no gzip"),
        envelope(),
        envelope(element(), element()),
        envelope(element(), Status="ERROR"),
        httpx.Response(400, text="<html>Bad request</html>"),
        httpx.Response(
            400,
            json={"Message": "Idempotency Key: k is used with a different request."},
        ),
        httpx.Response(400, json={"Elements": [element()]}),
    ],
)
def test_an_answer_that_leaves_it_open_is_lost_and_nothing_is_sent_again(
    answer: httpx.Response | Exception,
) -> None:
    xero = Xero([answer])

    with pytest.raises(LostAnswerError):
        xero.ledger().send(body_of(), "k")

    assert len(xero.asked) == 1


def test_errors_count_even_under_an_envelope_that_is_not_fine() -> None:
    refused = element(ManualJournalID=NIL, ValidationErrors=[{"Message": "No."}])
    xero = Xero([envelope(refused, Status="ERROR")])

    (answer,) = xero.ledger().send(body_of(), "k")

    assert answer.errors == ("No.",)


def test_what_never_left_is_sent_again_to_the_byte() -> None:
    xero = Xero(
        [
            httpx.ConnectError("no route"),
            httpx.Response(429, headers={"Retry-After": "30"}),
            httpx.Response(429, headers={"X-Rate-Limit-Problem": "concurrent"}),
            envelope(element()),
        ]
    )

    (answer,) = xero.ledger().send(body_of(), "k")

    assert answer.xero_id == XERO_ID
    assert len({(x.content, x.headers["Idempotency-Key"]) for x in xero.asked}) == 1
    assert len(xero.asked) == 4
    assert 30.0 in xero.time.waited


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.ConnectError("no route"), OfflineError),
        (httpx.Response(429), BusyError),
        (httpx.Response(401, json={"Detail": "TokenExpired"}), SignInNeededError),
        (
            httpx.Response(403, json={"Detail": "AuthenticationUnsuccessful"}),
            DisconnectedError,
        ),
        (httpx.Response(403, json={"Detail": "Forbidden"}), SignInNeededError),
        (httpx.Response(413), RefusedError),
    ],
)
def test_what_was_certainly_not_carried_out_is_told_from_what_may_have_been(
    answer: httpx.Response | Exception, error: type[AppError]
) -> None:
    xero = Xero([answer])

    with pytest.raises(error) as caught:
        xero.ledger().send(body_of(), "k")

    assert not isinstance(caught.value, LostAnswerError)


def test_stopping_before_it_leaves_sends_nothing() -> None:
    xero = Xero([envelope(element())])
    xero.time.stopped = True

    with pytest.raises(CancelledError):
        xero.ledger().send(body_of(), "k")

    assert not xero.asked


def test_stopping_while_xero_makes_us_wait_ends_the_waiting() -> None:
    time = Time()
    time.stop_after = 1
    xero = Xero([httpx.Response(429, headers={"Retry-After": "60"})], time)

    with pytest.raises(CancelledError):
        xero.ledger().send(body_of(), "k")

    assert len(xero.asked) == 1


def test_a_key_too_long_for_xero_never_leaves() -> None:
    xero = Xero([envelope(element())])

    with pytest.raises(ValueError, match="129"):
        xero.ledger().send(body_of(), "k" * 129)

    assert not xero.asked
