"""Xero's limits for an organisation: five calls at once, sixty a minute, some a day."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta

import httpx

from app.clients.http import (
    CallLog,
    OwnCallLog,
    Pacer,
    Window,
    retry_after,
    wait_or_stop,
)
from app.domain.books import OrganisationId
from app.errors import BusyError, CancelledError, ParkedError, StoreError
from app.ports.running import Clock, Stop
from app.ports.xero import Allowances

logger = logging.getLogger(__name__)

Note = Callable[[OrganisationId, Allowances], None]
"""Where it is told how many calls are left."""

AT_ONCE = 5
A_MINUTE = Window(60, 61.0)  # a second more, for calls that were long on their way

_LONGEST_WAIT = 90.0
_LONGEST_PARKING = 2 * 86_400.0
_POLL = 0.05


class OrganisationPacer:
    """Keeps the calls to one organisation within its limits, across threads."""

    def __init__(
        self,
        organisation_id: OrganisationId,
        *,
        clock: Clock,
        stop: Stop,
        note: Note,
        log: CallLog | None = None,
    ) -> None:
        self._organisation_id = organisation_id
        self._clock = clock
        self._stop = stop
        self._note = note
        self._log = OwnCallLog() if log is None else log
        self._minute = Pacer(
            organisation_id, (A_MINUTE,), clock=clock, stop=stop, log=self._log
        )
        self._seats = threading.BoundedSemaphore(AT_ONCE)
        self._not_before: datetime | None = None
        self._parked_until: datetime | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One call at most goes on inside; waits until it is allowed.

        ParkedError while the day's limit is used up, CancelledError when stopped.
        """
        if self._stop.is_set():
            raise CancelledError
        self._refuse_while_parked()
        while not self._seats.acquire(blocking=False):
            wait_or_stop(self._stop, _POLL)
        try:
            self._wait_as_told()
            self._minute.turn()
            yield
        finally:
            self._seats.release()

    def heard(self, response: httpx.Response) -> None:
        """Take in what an answer tells of the limits.

        A 429 was not carried out: BusyError where waiting helps, ParkedError where the
        day's limit is used up.
        """
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise self._turned_away(response)
        minute_left = _count(response, "X-MinLimit-Remaining")
        self._count_calls_of_others(minute_left)
        day_left = _count(response, "X-DayLimit-Remaining")
        if day_left is not None or minute_left is not None:
            self._tell(Allowances(day_left, minute_left, said=self._clock()))

    def _turned_away(self, response: httpx.Response) -> BusyError | ParkedError:
        told = retry_after(response)
        if _is_for_the_day(response, told):
            return self._parked(told)
        if told is not None:
            self._not_before = self._clock() + timedelta(seconds=told)
        which = response.headers.get("X-Rate-Limit-Problem", "").strip().lower()
        limit = {"minute": "for a minute", "appminute": "for a minute, of all users"}
        words = limit.get(which, "of calls at once")
        return BusyError(f"Xero's limit {words} is reached.", retry_after=told)

    def _parked(self, told: float | None) -> ParkedError:
        now = self._clock()
        if told:
            resumes = now + timedelta(seconds=min(told, _LONGEST_PARKING))
        else:
            tomorrow = now.date() + timedelta(days=1)
            resumes = datetime.combine(tomorrow, time(), tzinfo=now.tzinfo)
        self._parked_until = resumes
        self._tell(Allowances(0, None, resumes, now))
        return _parked_error(resumes)

    def _tell(self, allowances: Allowances) -> None:
        try:
            self._note(self._organisation_id, allowances)
        except StoreError as error:  # no reason to lose an answer over
            logger.info("What Xero said of its limits is not kept: %s", error.detail)

    def _refuse_while_parked(self) -> None:
        until = self._parked_until
        if until is not None and self._clock() < until:
            raise _parked_error(until)
        self._parked_until = None

    def _wait_as_told(self) -> None:
        until = self._not_before
        if until is None:
            return
        left = (until - self._clock()).total_seconds()
        if 0 < left <= _LONGEST_WAIT:  # anything else is a clock that was set back
            wait_or_stop(self._stop, left)

    def _count_calls_of_others(self, left: int | None) -> None:
        """Count calls that somebody else made into the same organisation as our own."""
        if left is None:
            return
        now = self._clock()
        since = now - timedelta(seconds=A_MINUTE.seconds)
        known = len(self._log.recent(self._organisation_id, since))
        for _ in range(A_MINUTE.calls - left - known):
            self._log.note(self._organisation_id, now)


def _is_for_the_day(response: httpx.Response, told: float | None) -> bool:
    problem = response.headers.get("X-Rate-Limit-Problem", "").lower()
    too_long = told is not None and told > _LONGEST_WAIT
    none_left = _count(response, "X-DayLimit-Remaining") == 0
    return problem.strip() in {"day", "daily"} or too_long or none_left


def _parked_error(resumes: datetime) -> ParkedError:
    until = f"{resumes.astimezone():%d %b %Y %H:%M}"
    return ParkedError(
        f"Xero takes no more calls for this organisation until {until}.",
        resumes=resumes,
    )


def _count(response: httpx.Response, header: str) -> int | None:
    text = response.headers.get(header, "").strip()
    fits = text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004
    return int(text) if fits else None
