"""What every client of ours does the same way: translate errors, repeat, keep pace."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Protocol

import httpx
from tenacity import (
    RetryCallState,
    Retrying,
    before_sleep_log,
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
from app.ports.running import Clock, Stop

logger = logging.getLogger(__name__)

Words = Callable[[httpx.Response], AppError | None]
"""How a service says no; None leaves an answer to the general rule."""

Waits = Mapping[type[AppError], Sequence[float]]
"""Failures that another try may mend, and the seconds to wait before each one."""

WAITS: Waits = {BusyError: (2.0, 8.0, 30.0), OfflineError: (2.0, 8.0, 30.0)}
LONGEST_WAIT = 90.0

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@contextmanager
def translated_errors(
    words: Words | None = None, *, writing: bool = False
) -> Iterator[None]:
    """Turn httpx's exceptions into ours, so that nobody else knows httpx.

    ``writing``: a request that may have been carried out without an answer reaching
    us is a LostAnswerError and not to be repeated blindly.
    """
    try:
        yield
    except httpx.HTTPStatusError as error:
        said = words(error.response) if words else None
        raise said or from_response(error.response) from error
    except (httpx.DecodingError, httpx.TooManyRedirects) as error:
        raise BrokenAnswerError(f"{_host(error)}: {error}") from error
    except httpx.TransportError as error:
        lost = writing and not isinstance(error, _NEVER_LEFT)
        kind = LostAnswerError if lost else OfflineError
        raise kind(f"{_host(error)}: {_why(error)}") from error


def from_response(response: httpx.Response) -> AppError:
    """Return what an HTTP status means where a service says nothing more."""
    status = f"{response.url.host} answered {response.status_code}"
    match response.status_code:
        case 401:
            return SignInNeededError(status)
        case 429 | 500 | 502 | 503 | 504:
            return BusyError(status, retry_after=retry_after(response))
        case _:
            return RefusedError(status)


def retry_after(response: httpx.Response) -> float | None:
    """Seconds that the service asks to wait, None where it does not say."""
    told = response.headers.get("Retry-After", "").strip()
    if told.isascii() and told.isdigit():
        return float(told)
    try:
        until = parsedate_to_datetime(told)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - _answered(response)).total_seconds())


def retrying(
    stop: Stop, waits: Waits = WAITS, *, longest: float = LONGEST_WAIT
) -> Retrying:
    """Repeat what may pass, pausing by the kind of failure or for as long as told.

    Only for requests that are safe to repeat. Told to wait for more than ``longest``
    seconds it gives up at once; CancelledError when ``stop`` is set while it waits.
    """

    def pauses(state: RetryCallState) -> Sequence[float]:
        error = _failure(state)
        return next((waits[kind] for kind in waits if isinstance(error, kind)), ())

    def worthwhile(state: RetryCallState) -> bool:
        return bool(pauses(state)) and (_told(_failure(state)) or 0.0) <= longest

    def spent(state: RetryCallState) -> bool:
        return state.attempt_number > len(pauses(state))

    def wait(state: RetryCallState) -> float:
        told = _told(_failure(state))
        if told is not None or spent(state):
            return told or 0.0
        return pauses(state)[state.attempt_number - 1]

    return Retrying(
        retry=worthwhile,
        wait=wait,
        stop=spent,
        sleep=lambda seconds: wait_or_stop(stop, seconds),
        before_sleep=before_sleep_log(logger, logging.INFO),
        reraise=True,
    )


def wait_or_stop(stop: Stop, seconds: float) -> None:
    """Wait; CancelledError as soon as the user wants to stop."""
    if stop.wait(seconds):
        raise CancelledError


class CallLog(Protocol):
    """Remembers when a service was called, also for other processes."""

    def recent(self, service: str, since: datetime) -> tuple[datetime, ...]:
        """When ``service`` was called at or after ``since``."""
        ...

    def note(self, service: str, at: datetime) -> None:
        """Remember a call."""
        ...


class OwnCallLog:
    """A call log that only this process sees."""

    def __init__(self, keep: int = 1000) -> None:
        self._calls: deque[tuple[str, datetime]] = deque(maxlen=keep)

    def recent(self, service: str, since: datetime) -> tuple[datetime, ...]:
        """When ``service`` was called at or after ``since``."""
        calls = tuple(self._calls)
        return tuple(at for name, at in calls if name == service and at >= since)

    def note(self, service: str, at: datetime) -> None:
        """Remember a call."""
        self._calls.append((service, at))


@dataclass(frozen=True, slots=True)
class Window:
    """At most ``calls`` within any ``seconds``."""

    calls: int
    seconds: float


class Pacer:
    """Keeps the calls to one service within its sliding windows, across threads."""

    def __init__(
        self,
        service: str,
        windows: Sequence[Window],
        *,
        clock: Clock,
        stop: Stop,
        log: CallLog | None = None,
    ) -> None:
        self._service = service
        self._windows = tuple(windows)
        self._clock = clock
        self._stop = stop
        self._log = OwnCallLog() if log is None else log
        self._lock = threading.Lock()

    def turn(self) -> None:
        """Wait until a call is allowed and count it; CancelledError when stopped."""
        while delay := self._delay_or_note():
            wait_or_stop(self._stop, delay)

    def _delay_or_note(self) -> float:
        with self._lock:
            now = self._clock()
            delay = max(
                (self._delay(window, now) for window in self._windows), default=0
            )
            if not delay:
                self._log.note(self._service, now)
            return delay

    def _delay(self, window: Window, now: datetime) -> float:
        length = timedelta(seconds=window.seconds)
        recent = self._log.recent(self._service, now - length)
        # a clock that was set back must not make anybody wait for the old time
        within = sorted(at for at in recent if now - length < at <= now)
        if len(within) < window.calls:
            return 0.0
        return (within[-window.calls] + length - now).total_seconds()


def _failure(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


def _told(error: BaseException | None) -> float | None:
    return error.retry_after if isinstance(error, BusyError) else None


def _answered(response: httpx.Response) -> datetime:
    """By the service's own clock, which is the one it counts on."""
    try:
        at = parsedate_to_datetime(response.headers.get("Date", ""))
    except ValueError:
        return datetime.now(UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _host(error: httpx.RequestError) -> str:
    return error.request.url.host


def _why(error: httpx.TransportError) -> str:
    return str(error) or type(error).__name__  # some have no text of their own
