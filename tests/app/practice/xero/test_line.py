"""What faults look like on a real line, through a real server."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterator

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from app.practice.faults import Fault, Faults, Kind
from app.practice.xero.application import xero_app
from tests.app.practice.xero.harness import COMPANY, ORGANISATION, Time, into, journal
from tests.app.practice.xero.serving import serving

URL = "/api.xro/2.0/ManualJournals"
BODY = {"ManualJournals": [journal("Taxi")]}


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def line(faults: Faults) -> Iterator[httpx.Client]:
    app = xero_app([COMPANY], None, faults, Time())
    with serving(app) as address, signed_in(address) as client:
        yield client


def signed_in(address: str) -> httpx.Client:
    """Sign a program in by the short way."""
    token = httpx.post(f"{address}/practice/sign-in").json()["access_token"]
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    return httpx.Client(base_url=address, headers=headers | into(ORGANISATION))


def kept(line: httpx.Client) -> int:
    """Count the journals."""
    return len(line.get("/practice/journals").json())


@pytest.mark.parametrize(
    ("kind", "words", "created"),
    [
        (Kind.CUT_BEFORE, "disconnected without sending a response", 0),
        (Kind.CUT_AFTER, "disconnected without sending a response", 1),
        (Kind.CUT_MIDWAY, "without sending complete message body", 1),
    ],
)
def test_a_cut_line_is_a_cut_line(
    line: httpx.Client, faults: Faults, kind: Kind, words: str, created: int
) -> None:
    faults.set([Fault(kind=kind, times=1)])

    with pytest.raises(httpx.RemoteProtocolError, match=words):
        line.put(URL, json=BODY)

    assert kept(line) == created
    assert line.put(URL, json=BODY).status_code == 200


def test_late_work_is_done_although_nobody_waits_for_it_any_more() -> None:
    go_on, done = threading.Event(), threading.Event()

    async def wait(_seconds: float) -> None:
        await asyncio.to_thread(go_on.wait)

    late = Faults([Fault(kind=Kind.LATE, method="PUT", times=1)])
    app = xero_app([COMPANY], None, late, Time(), sleep=wait)

    async def telling(scope: Scope, receive: Receive, send: Send) -> None:
        await app(scope, receive, send)
        if scope.get("method") == "PUT":
            done.set()

    with serving(telling) as address, signed_in(address) as client:
        with pytest.raises(httpx.ReadTimeout):
            client.put(URL, json=BODY, timeout=httpx.Timeout(20, read=0.05))
        before = kept(client)
        go_on.set()
        done.wait(20)
        after = kept(client)

    assert (before, after) == (0, 1)


def test_a_cut_line_is_no_word_in_the_log(
    line: httpx.Client, faults: Faults, caplog: pytest.LogCaptureFixture
) -> None:
    faults.set([Fault(kind=Kind.CUT_AFTER, times=1)])

    with caplog.at_level(logging.DEBUG, "uvicorn"), pytest.raises(httpx.HTTPError):
        line.put(URL, json=BODY)

    assert [x for x in caplog.records if x.name.startswith("uvicorn")] == []
