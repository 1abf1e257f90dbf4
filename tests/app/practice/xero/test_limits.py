"""Xero's limits and idempotency keys."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from app.practice.faults import Fault, Faults, Kind
from app.practice.xero.application import xero_app
from tests.app.practice.xero.harness import (
    COMPANY,
    JSON,
    ORGANISATION,
    OTHER_ORGANISATION,
    Practice,
    Time,
    into,
    journal,
)


@pytest.fixture
def elsewhere() -> dict[str, str]:
    """Name the other organisation."""
    return into(OTHER_ORGANISATION)


def test_every_answer_tells_what_is_left(xero: Practice) -> None:
    answers = [xero.call("GET", path) for path in ("/Organisation", "/Nowhere")]

    left = [
        [x.headers[f"X-{y}-Remaining"] for y in ("DayLimit", "MinLimit", "AppMinLimit")]
        for x in answers
    ]
    assert left == [["4999", "59", "9999"], ["4998", "58", "9998"]]
    assert all(x.headers["Xero-Correlation-Id"] for x in answers)


def test_the_61st_call_of_a_minute_has_to_wait(
    xero: Practice, elsewhere: dict[str, str]
) -> None:
    for _ in range(60):
        xero.call("GET", "/Organisation")
        xero.time.pass_(seconds=0.5)

    refused = xero.call("GET", "/Organisation")
    other = xero.call("GET", "/Organisation", headers=elsewhere)
    xero.time.pass_(seconds=int(refused.headers["Retry-After"]))
    later = xero.call("GET", "/Organisation")

    assert refused.status_code == 429
    assert refused.headers["X-Rate-Limit-Problem"] == "minute"
    assert refused.headers["Retry-After"] == "30"
    assert (other.status_code, later.status_code) == (200, 200)


def test_a_day_s_calls_can_be_used_up(xero: Practice) -> None:
    xero.control("POST", "/limits", {"day": 3, "minute": None})
    for _ in range(3):
        xero.call("GET", "/Organisation")
    xero.time.pass_(hours=1)

    refused = xero.call("GET", "/Organisation")

    assert refused.headers["X-Rate-Limit-Problem"] == "day"
    assert refused.headers["Retry-After"] == str(23 * 3600)
    assert refused.headers["X-DayLimit-Remaining"] == "0"


def test_all_organisations_share_the_limit_of_the_program(
    xero: Practice, elsewhere: dict[str, str]
) -> None:
    xero.control("POST", "/limits", {"app_minute": 1})
    xero.call("GET", "/Organisation")

    refused = xero.call("GET", "/Organisation", headers=elsewhere)

    assert refused.headers["X-Rate-Limit-Problem"] == "appminute"


def test_a_sixth_call_at_once_is_refused_without_a_time() -> None:
    sixth, *others = asyncio.run(_six_at_once())

    assert sixth.status_code == 429
    assert sixth.headers["X-Rate-Limit-Problem"] == "concurrent"
    assert "Retry-After" not in sixth.headers
    assert [x.status_code for x in others] == [200] * 5


async def _six_at_once() -> list[httpx.Response]:
    """Hold five calls up until a sixth is answered."""
    held_up, go_on = asyncio.Semaphore(0), asyncio.Event()

    async def hold_up(_seconds: float) -> None:
        held_up.release()
        await go_on.wait()

    slow = Faults([Fault(kind=Kind.SLOW, path="*/Organisation")])
    app = xero_app([COMPANY], None, slow, Time(), sleep=hold_up)
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://127.0.0.1"
    )
    async with app.router.lifespan_context(app), client:
        said = (await client.post("/practice/sign-in")).json()
        bearer = {"Authorization": f"Bearer {said['access_token']}"}
        client.headers.update(bearer | JSON | into(ORGANISATION))
        url = "/api.xro/2.0/Organisation"
        async with asyncio.TaskGroup() as group:
            five = [group.create_task(client.get(url)) for _ in range(5)]
            for _ in range(5):
                await held_up.acquire()
            sixth = await client.get(url)
            go_on.set()
        return [sixth, *(task.result() for task in five)]


def test_a_repeat_under_the_same_key_does_nothing(xero: Practice) -> None:
    sent = journal("Taxi")

    answers = [xero.put(sent, key="k"), xero.put(sent, key="k")]

    assert answers[0] == answers[1]
    assert len(xero.kept()) == 1


def test_another_key_or_none_creates_again(xero: Practice) -> None:
    for key in ("a", "b", None, None):
        xero.put(journal("Taxi"), key=key)

    assert len(xero.kept()) == 4


def test_a_key_is_forgotten_after_six_minutes(xero: Practice) -> None:
    xero.put(journal("Taxi"), key="k")
    xero.time.pass_(minutes=5, seconds=59)
    xero.put(journal("Taxi"), key="k")
    within = len(xero.kept())
    xero.time.pass_(seconds=1)

    xero.put(journal("Taxi"), key="k")

    assert (within, len(xero.kept())) == (1, 2)


def test_a_key_is_good_for_one_request_only(
    xero: Practice, elsewhere: dict[str, str]
) -> None:
    body = {"ManualJournals": [journal("Taxi")]}
    key = {"Idempotency-Key": "k"}
    xero.call("PUT", "/ManualJournals", body=body, headers=key)
    changed = {"ManualJournals": [journal("Train")]}

    others = [
        xero.call("PUT", "/ManualJournals", body=changed, headers=key),
        xero.call("POST", "/ManualJournals", body=body, headers=key),
        xero.call("PUT", "/ManualJournals", body=body, headers=key | elsewhere),
    ]

    assert {x.status_code for x in others} == {400}
    assert {x.json()["Message"] for x in others} == {
        "Idempotency Key: k is used with a different request."
    }


def test_errors_are_remembered_too(xero: Practice) -> None:
    body = {"ManualJournals": [journal("Taxi", Date="2026-06-30")]}
    key = {"Idempotency-Key": "k"}
    first = xero.call("PUT", "/ManualJournals", body=body, headers=key)
    path = f"/organisations/{ORGANISATION}"
    xero.control("POST", path, {"PeriodLockDate": "2026-05-31"})

    again = xero.call("PUT", "/ManualJournals", body=body, headers=key)
    with_a_new_key = xero.call(
        "PUT", "/ManualJournals", body=body, headers={"Idempotency-Key": "l"}
    )

    assert [x.status_code for x in (first, again, with_a_new_key)] == [400, 400, 200]


def test_a_repeat_costs_a_call(xero: Practice) -> None:
    xero.control("POST", "/limits", {"minute": 1})
    body = {"ManualJournals": [journal("Taxi")]}
    key = {"Idempotency-Key": "k"}

    answers = [
        xero.call("PUT", "/ManualJournals", body=body, headers=key) for _ in range(2)
    ]

    assert [x.status_code for x in answers] == [200, 429]


def test_a_key_has_at_most_128_characters(xero: Practice) -> None:
    body = {"ManualJournals": [journal("Taxi")]}

    answers = [
        xero.call(
            "PUT",
            "/ManualJournals",
            body=body,
            headers={"Idempotency-Key": "k" * length},
        )
        for length in (128, 129)
    ]

    assert [x.status_code for x in answers] == [200, 400]


def test_a_renewed_token_may_have_keys_of_its_own(xero: Practice) -> None:
    xero.control("POST", "/habits", {"keys_follow_token": True})
    xero.put(journal("Taxi"), key="k")
    xero.signed_in()

    xero.put(journal("Taxi"), key="k")

    assert len(xero.kept()) == 2


def test_keys_on_reads_are_ignored(xero: Practice) -> None:
    key = {"Idempotency-Key": "k"}
    before = xero.call("GET", "/ManualJournals", headers=key).json()
    xero.create()

    after = xero.call("GET", "/ManualJournals", headers=key).json()

    assert (len(before["ManualJournals"]), len(after["ManualJournals"])) == (0, 1)


def test_a_body_that_is_too_large_is_refused(xero: Practice) -> None:
    body = {"ManualJournals": [journal("x" * 3_500_000)]}

    assert xero.call("PUT", "/ManualJournals", body=body).status_code == 413
