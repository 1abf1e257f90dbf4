"""Whatever comes back instead of an answer ends in words, never in a crash."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.clients.xero.client import XeroLedger
from app.errors import (
    AppError,
    BusyError,
    DisconnectedError,
    LostAnswerError,
    OfflineError,
    ParkedError,
    RefusedError,
    SignInNeededError,
)
from app.ports.xero import Answer
from tests.app.clients.xero.made import (
    NIL,
    NOW,
    ORGANISATION,
    XERO_ID,
    Xero,
    books,
    element,
    envelope,
    journal,
)

STATUSES = st.sampled_from(
    [200, 200, 200, 201, 204, 302, 304, 400, 401, 403, 404, 409, 429, 500, 503]
)
HEADERS = st.dictionaries(
    st.sampled_from(
        ["Retry-After", "X-Rate-Limit-Problem", "X-DayLimit-Remaining", "Date"]
    ),
    st.sampled_from(
        [
            *("", "0", "7", "91", "-1", "9" * 500, "day", "Minute", "soon", "1e9"),
            *("Fri, 31 Dec 1999 23:59:59 GMT", "Fri, 31 Dec 9999 23:59:59 -9999"),
        ]
    ),
)
NAMES = st.sampled_from(
    [
        "Id",
        "Status",
        "Message",
        "Detail",
        "Elements",
        "ManualJournals",
        "ManualJournalID",
        "Narration",
        "Date",
        "UpdatedDateUTC",
        "JournalLines",
        "LineAmount",
        "AccountCode",
        "Tracking",
        "Name",
        "Option",
        "Warnings",
        "ValidationErrors",
        "StatusAttributeString",
        "pagination",
        "pageCount",
        "Organisations",
        "BaseCurrency",
        "PeriodLockDate",
        "Accounts",
        "AccountID",
        "Code",
        "TaxRates",
        "EffectiveRate",
        "TrackingCategories",
        "Options",
    ]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=10)
    | st.sampled_from([NIL, XERO_ID, "OK", "ERROR", "POSTED", "/Date(1e3)/"])
    | st.sampled_from(["/Date(1788134400000+0000)/", "/Date(999999999999999)/"])
)
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6)
    ),
    max_leaves=25,
)
GOOD = [envelope(element()).content, envelope(element(), element()).content]


def cut_or_spoilt(content: bytes) -> st.SearchStrategy[bytes]:
    """Some of it, or with some bytes replaced."""
    at = st.integers(0, len(content))
    cut = at.map(lambda end: content[:end])
    spoilt = st.tuples(at, st.binary(min_size=1, max_size=4)).map(
        lambda x: content[: x[0]] + x[1] + content[x[0] + len(x[1]) :]
    )
    return cut | spoilt


BODIES = (
    TREES.map(lambda tree: json.dumps(tree).encode())
    | st.sampled_from(GOOD).flatmap(cut_or_spoilt)
    | st.binary(max_size=200)
    | st.sampled_from(
        [
            b"[" * 100_000,
            b'{"ManualJournals":' * 20_000,
            b'{"ManualJournals":[{"x":' + b"[" * 50_000 + b"]" * 50_000 + b"}]}",
            GOOD[0].replace(b"120.5,", b"1e999999999,", 1),
            GOOD[0].replace(b"120.5,", b"1" * 5000 + b",", 1),
            GOOD[0].replace(b"120.5,", b"1." + b"1" * 5000 + b",", 1),
            GOOD[0].replace(b"Taxi", b"\xff\xfe", 1),
            GOOD[0].replace(b"Taxi", b"\\ud800", 1),
            b" " * 1_000_000,
            b"\xef\xbb\xbf{}",
        ]
    )
)

CALLS: Mapping[str, Callable[[XeroLedger], object]] = {
    "books": lambda ledger: ledger.books(books(fetched=NOW)),
    "find": lambda ledger: ledger.find("Expensify R00abc"),
    "modified since": lambda ledger: list(ledger.modified_since(NOW)),
    "read": lambda ledger: ledger.read(XERO_ID),
    "probe": lambda ledger: ledger.probe(),
}
NOT_CARRIED_OUT = (
    RefusedError,
    SignInNeededError,
    DisconnectedError,
    BusyError,
    OfflineError,
    ParkedError,
)


def answered(status: int, headers: dict[str, str], body: bytes) -> XeroLedger:
    answer = httpx.Response(status, headers=headers, content=body)
    return Xero([answer]).ledgers()(ORGANISATION)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
@given(status=STATUSES, headers=HEADERS, body=BODIES)
@settings(max_examples=60)
def test_reading_ends_in_an_answer_or_in_words(
    call: Callable[[XeroLedger], object],
    status: int,
    headers: dict[str, str],
    body: bytes,
) -> None:
    ledger = answered(status, headers, body)

    with suppress(AppError):
        call(ledger)


@given(status=STATUSES, headers=HEADERS, body=BODIES)
@example(status=200, headers={}, body=b"")
@settings(max_examples=150)
def test_sending_ends_in_an_answer_a_clear_no_or_a_lost_answer(
    status: int, headers: dict[str, str], body: bytes
) -> None:
    ledger = answered(status, headers, body)
    request = ledger.request([journal(), journal()], books())

    try:
        told: tuple[Answer, ...] = ledger.send(request, "k")
    except LostAnswerError:
        return
    except NOT_CARRIED_OUT:
        assert status in {400, 401, 403, 404, 429}
        return

    assert len(told) == 2
    assert all(bool(x.xero_id) is not bool(x.errors) for x in told)


@given(status=STATUSES, headers=HEADERS, body=BODIES)
@settings(max_examples=60)
def test_undoing_ends_in_the_same(
    status: int, headers: dict[str, str], body: bytes
) -> None:
    held = Xero([envelope(element())]).ledger().read(XERO_ID)
    assert held is not None
    ledger = answered(status, headers, body)

    with suppress(AppError):
        assert ledger.undo(held, "k").status == "VOIDED"


def test_a_huge_answer_is_read() -> None:
    many: list[dict[str, Any]] = [element(JournalLines=element()["JournalLines"] * 50)]
    ledger = Xero([envelope(*many * 1000, pagination={"pageCount": 1})]).ledger()

    found = list(ledger.modified_since(NOW))

    assert [len(x.lines) for x in found] == [100] * 1000
