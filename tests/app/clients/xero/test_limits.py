"""Xero's limits are kept, and the day's is never slept on."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.clients.xero.limits import AT_ONCE, OrganisationPacer
from app.errors import BusyError, CancelledError, ParkedError, StoreError
from app.ports.xero import Allowances
from tests.app.clients.xero.made import (
    NOW,
    ORGANISATION,
    XERO_ID,
    Time,
    Xero,
    element,
    envelope,
)


def pacer(time: Time) -> OrganisationPacer:
    return OrganisationPacer(ORGANISATION, clock=time, stop=time, note=lambda *_: None)


def told(**headers: str) -> dict[str, str]:
    return {f"X-{name}-Remaining": left for name, left in headers.items()}


def test_sixty_calls_a_minute_and_not_one_more() -> None:
    time = Time()
    pace = pacer(time)
    begun: list[datetime] = []

    for _ in range(200):
        with pace.turn():
            begun.append(time.now)

    for first, after in zip(begun, begun[60:], strict=False):
        assert after - first >= timedelta(seconds=60)
    assert begun[-1] - begun[0] < timedelta(minutes=4)


def test_calls_that_others_make_are_counted_too() -> None:
    time = Time()
    xero = Xero([httpx.Response(200, json={}, headers=told(MinLimit="2"))], time)
    pace = pacer(time)

    for _ in range(3):
        with pace.turn():
            pace.heard(xero.handle(httpx.Request("GET", "https://api.test")))
        assert not time.waited
    with pace.turn():
        pass

    assert sum(time.waited) >= 60


def test_five_at_once_and_not_one_more() -> None:
    pace = OrganisationPacer(
        ORGANISATION,
        clock=lambda: datetime.now(UTC),
        stop=threading.Event(),
        note=lambda *_: None,
    )
    inside, most, counting = 0, 0, threading.Lock()
    full = threading.Barrier(AT_ONCE, timeout=60)

    def call() -> None:
        nonlocal inside, most
        with pace.turn():
            with counting:
                inside += 1
                most = max(most, inside)
            full.wait()
            with counting:
                inside -= 1

    threads = [threading.Thread(target=call) for _ in range(3 * AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == AT_ONCE


def test_whoever_waits_for_a_seat_can_be_stopped() -> None:
    time = Time()
    time.stop_after = 2
    pace = pacer(time)
    turns = [pace.turn() for _ in range(AT_ONCE)]
    for turn in turns:
        turn.__enter__()

    with pytest.raises(CancelledError), pace.turn():
        pass

    for turn in turns:
        turn.__exit__(None, None, None)


def test_a_minute_that_is_full_holds_everybody_back() -> None:
    full = httpx.Response(
        429, headers={"Retry-After": "40", "X-Rate-Limit-Problem": "minute"}
    )
    time = Time()
    pace = pacer(time)

    with pytest.raises(BusyError) as caught:
        pace.heard(full)
    with pace.turn():
        pass

    assert caught.value.retry_after == 40
    assert time.waited == [40]


def test_too_many_at_once_is_tried_again_soon() -> None:
    xero = Xero(
        [
            httpx.Response(429, headers={"X-Rate-Limit-Problem": "concurrent"}),
            envelope(element()),
        ]
    )

    xero.ledger().read(XERO_ID)

    assert sum(xero.time.waited) < 10


@pytest.mark.parametrize(
    ("headers", "resumes"),
    [
        (
            {"X-Rate-Limit-Problem": "day", "Retry-After": "66975"},
            NOW + timedelta(seconds=66975),
        ),
        ({"X-Rate-Limit-Problem": "Daily"}, datetime(2026, 9, 1, tzinfo=UTC)),
        ({"Retry-After": "91"}, NOW + timedelta(seconds=91)),
        ({"X-DayLimit-Remaining": "0", "Retry-After": "5"}, NOW + timedelta(seconds=5)),
        ({"Retry-After": "9" * 400}, NOW + timedelta(days=2)),
    ],
)
def test_the_days_limit_parks_instead_of_waiting(
    headers: dict[str, str], resumes: datetime
) -> None:
    xero = Xero([httpx.Response(429, headers=headers)])
    ledger = xero.ledger()

    with pytest.raises(ParkedError) as caught:
        ledger.read(XERO_ID)

    assert caught.value.resumes == resumes
    assert f"{resumes.astimezone():%d %b %Y %H:%M}." in caught.value.detail
    assert not xero.time.waited
    assert xero.noted == [Allowances(0, None, resumes, NOW)]


def test_a_parked_organisation_is_not_called_until_it_goes_on() -> None:
    day = httpx.Response(
        429, headers={"X-Rate-Limit-Problem": "day", "Retry-After": "3600"}
    )
    xero = Xero([day, envelope(element())])
    ledger = xero.ledger()

    for _ in range(2):
        with pytest.raises(ParkedError):
            ledger.read(XERO_ID)
    assert len(xero.asked) == 1
    xero.time.now += timedelta(hours=1)
    ledger.read(XERO_ID)

    assert len(xero.asked) == 2


def test_a_write_is_parked_too_and_not_lost() -> None:
    xero = Xero([httpx.Response(429, headers={"X-Rate-Limit-Problem": "DAY"})])
    ledger = xero.ledger()

    with pytest.raises(ParkedError):
        ledger.send(b'{"ManualJournals":[{}]}', "k")


def test_what_is_left_is_told_after_every_call() -> None:
    answer = envelope(element())
    answer.headers.update(told(DayLimit="4321", MinLimit="59"))
    xero = Xero([answer])

    xero.ledger().read(XERO_ID)

    assert xero.noted == [Allowances(4321, 59, said=NOW)]


@pytest.mark.parametrize("left", ["", "-1", "many", "1e3", "٣", "9" * 30])
def test_a_number_that_is_none_is_not_known(left: str) -> None:
    headers = [(b"X-DayLimit-Remaining", left.encode())]
    answer = httpx.Response(200, content=envelope(element()).content, headers=headers)
    xero = Xero([answer])

    xero.ledger().read(XERO_ID)

    assert xero.noted == []


def test_an_answer_is_not_lost_over_a_store_that_is_full() -> None:
    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    time = Time()
    pace = OrganisationPacer(ORGANISATION, clock=time, stop=time, note=full)

    pace.heard(httpx.Response(200, headers=told(DayLimit="1")))


def test_each_organisation_has_one_ledger_and_one_pace() -> None:
    ledgers = Xero([envelope()]).ledgers()

    assert ledgers(ORGANISATION) is ledgers(ORGANISATION)
