"""What every client does the same way: errors, repetition, pace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients.http import (
    OwnCallLog,
    Pacer,
    Window,
    from_response,
    retry_after,
    retrying,
    translated_errors,
)
from app.errors import (
    AppError,
    BrokenAnswerError,
    BusyError,
    CancelledError,
    LostAnswerError,
    OfflineError,
    RefusedError,
    SignInNeededError,
)
from tests.app.clients.xero.made import Time

REQUEST = httpx.Request("POST", "https://service.test/path")
WINDOWS = (Window(5, 10.0), Window(20, 60.0))


def _response(status: int, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers=named, request=REQUEST)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, RefusedError),
        (401, SignInNeededError),
        (404, RefusedError),
        (429, BusyError),
        (500, BusyError),
        (503, BusyError),
    ],
)
def test_a_status_becomes_a_failure_with_words(
    status: int, kind: type[AppError]
) -> None:
    with pytest.raises(kind, match=f"service.test answered {status}"):
        _raise_for(_response(status))


def test_a_service_may_have_words_of_its_own() -> None:
    def words(response: httpx.Response) -> AppError | None:
        return RefusedError("as it says") if response.status_code == 503 else None

    with pytest.raises(RefusedError, match="as it says"):
        _raise_for(_response(503), words)
    with pytest.raises(BusyError):
        _raise_for(_response(502), words)


@pytest.mark.parametrize(
    ("error", "reading", "writing"),
    [
        (httpx.ConnectError("refused"), OfflineError, OfflineError),
        (httpx.ConnectTimeout(""), OfflineError, OfflineError),
        (httpx.PoolTimeout(""), OfflineError, OfflineError),
        (httpx.ReadTimeout(""), OfflineError, LostAnswerError),
        (httpx.WriteError(""), OfflineError, LostAnswerError),
        (httpx.RemoteProtocolError("cut"), OfflineError, LostAnswerError),
        (httpx.DecodingError("not gzip"), BrokenAnswerError, BrokenAnswerError),
        (httpx.TooManyRedirects("twenty"), BrokenAnswerError, BrokenAnswerError),
    ],
)
def test_what_may_have_been_carried_out_is_lost_rather_than_offline(
    error: httpx.RequestError, reading: type[AppError], writing: type[AppError]
) -> None:
    error.request = REQUEST

    assert type(_translated(error, writing=False)) is reading
    assert type(_translated(error, writing=True)) is writing


def test_an_error_without_text_still_says_something() -> None:
    error = httpx.ReadTimeout("", request=REQUEST)

    assert _translated(error, writing=False).detail == "service.test: ReadTimeout"


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ({"Retry_After": "17"}, 17.0),
        ({"Retry_After": "0"}, 0.0),
        ({}, None),
        ({"Retry_After": "soon"}, None),
        ({"Retry_After": "-4"}, None),
        (
            {
                "Date": "Mon, 02 Nov 2026 10:00:00 GMT",
                "Retry_After": "Mon, 02 Nov 2026 10:01:30 GMT",
            },
            90.0,
        ),
        (
            {
                "Date": "Mon, 02 Nov 2026 10:00:00 GMT",
                "Retry_After": "Mon, 02 Nov 2026 09:00:00 GMT",
            },
            0.0,
        ),
    ],
)
def test_the_wait_that_is_asked_for_is_understood(
    told: dict[str, str], seconds: float | None
) -> None:
    assert retry_after(_response(429, **told)) == seconds
    assert isinstance(error := from_response(_response(429, **told)), BusyError)
    assert error.retry_after == seconds


def test_a_day_without_a_date_is_counted_from_our_own_clock() -> None:
    told = _response(503, Retry_After="Mon, 02 Nov 2020 10:00:00 -0000")

    assert retry_after(told) == 0.0


def test_what_may_pass_is_repeated_after_growing_waits() -> None:
    time, calls = Time(), _Failing(BusyError(), OfflineError(), BusyError())

    assert retrying(time)(calls) == 4

    assert time.waited == [2.0, 8.0, 30.0]


def test_it_waits_as_long_as_told() -> None:
    time, calls = Time(), _Failing(BusyError(retry_after=11.0))

    retrying(time)(calls)

    assert time.waited == [11.0]


def test_it_gives_up_with_the_last_failure_as_it_was() -> None:
    time, calls = Time(), _Failing(*[BusyError(f"{n}") for n in range(9)])

    with pytest.raises(BusyError, match="3"):
        retrying(time)(calls)

    assert calls.made == 4


def test_told_to_wait_for_long_it_gives_up_at_once() -> None:
    time, calls = Time(), _Failing(BusyError(retry_after=67000.0))

    with pytest.raises(BusyError):
        retrying(time)(calls)

    assert not time.waited


def test_what_will_not_pass_is_not_repeated() -> None:
    time, calls = Time(), _Failing(RefusedError("no"))

    with pytest.raises(RefusedError):
        retrying(time)(calls)

    assert calls.made == 1


def test_each_kind_of_failure_has_waits_of_its_own() -> None:
    time = Time()
    waits = {RefusedError: (1.0,), BusyError: (5.0, 6.0, 7.0)}
    calls = _Failing(RefusedError(), BusyError(), RefusedError())

    with pytest.raises(RefusedError):
        retrying(time, waits)(calls)

    assert time.waited == [1.0, 6.0]


def test_a_stop_cuts_the_wait_short() -> None:
    time, calls = Time(), _Failing(BusyError(), BusyError())
    time.stop_after = 1

    with pytest.raises(CancelledError):
        retrying(time)(calls)

    assert calls.made == 1


@given(st.lists(st.floats(0, 30), max_size=60))
def test_no_window_ever_holds_more_calls_than_it_may(pauses: list[float]) -> None:
    time = Time()
    pacer = Pacer("service", WINDOWS, clock=time, stop=time)

    calls = [_call(pacer, time, pause) for pause in pauses]

    for window in WINDOWS:
        length = timedelta(seconds=window.seconds)
        early = zip(calls, calls[window.calls :], strict=False)
        assert all(later - earlier >= length for earlier, later in early)
    assert all(a <= b for a, b in pairwise(calls))


def test_nobody_waits_without_need() -> None:
    time = Time()
    pacer = Pacer("service", WINDOWS, clock=time, stop=time)

    for _ in range(5):
        pacer.turn()

    assert not time.waited


def test_two_processes_with_one_log_keep_one_pace() -> None:
    time, log = Time(), OwnCallLog()
    pacers = [Pacer("x", WINDOWS, clock=time, stop=time, log=log) for _ in range(2)]

    for pacer in pacers * 3:
        pacer.turn()

    assert sum(time.waited) == pytest.approx(10.0)


def test_services_do_not_wait_for_each_other() -> None:
    time, log = Time(), OwnCallLog()
    pacers = [Pacer(x, WINDOWS, clock=time, stop=time, log=log) for x in ("a", "b")]

    for pacer in pacers * 5:
        pacer.turn()

    assert not time.waited


def test_a_clock_that_was_set_back_makes_nobody_wait() -> None:
    time = Time()
    pacer = Pacer("service", WINDOWS, clock=time, stop=time)
    for _ in range(5):
        pacer.turn()

    time.now -= timedelta(hours=1)
    pacer.turn()

    assert not time.waited


def test_a_stop_ends_the_wait_for_a_turn() -> None:
    time = Time(datetime(2026, 11, 2, tzinfo=UTC))
    pacer = Pacer("service", (Window(1, 10.0),), clock=time, stop=time)
    pacer.turn()
    time.stop_after = 1

    with pytest.raises(CancelledError):
        pacer.turn()


class _Failing:
    """Fails as told, call by call, then gives the number of the call."""

    def __init__(self, *failures: AppError) -> None:
        self._failures = list(failures)
        self.made = 0

    def __call__(self) -> int:
        self.made += 1
        if self._failures:
            raise self._failures.pop(0)
        return self.made


def _call(pacer: Pacer, time: Time, pause: float) -> datetime:
    time.now += timedelta(seconds=pause)
    pacer.turn()
    return time.now


def _raise_for(
    response: httpx.Response,
    words: Callable[[httpx.Response], AppError | None] | None = None,
) -> None:
    with translated_errors(words):
        response.raise_for_status()


def _translated(error: httpx.RequestError, *, writing: bool) -> AppError:
    try:
        with translated_errors(writing=writing):
            raise error
    except AppError as translated:
        return translated
