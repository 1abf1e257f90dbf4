"""The line to Expensify's one endpoint: one job, one answer, at a permitted pace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

import httpx

from app.clients.expensify.answers import MissingError, from_status, refusal
from app.clients.expensify.export import template
from app.clients.expensify.jobs import (
    Credentials,
    Download,
    ExportReports,
    Job,
    description,
)
from app.clients.http import (
    CallLog,
    Pacer,
    Waits,
    Window,
    retrying,
    translated_errors,
)
from app.errors import BusyError, CancelledError, OfflineError
from app.ports.running import Clock, Stop

PATH = "/Integration-Server/ExpensifyIntegrations"

# a little longer than told: calls do not arrive at the pace at which they leave
_WINDOWS = (Window(5, 10.5), Window(20, 61.0))
_TIMEOUT = httpx.Timeout(60.0, connect=20.0, read=300.0)
_NOT_AGAIN = 600.0
_LONGEST_REFUSAL = 1 << 16


class NotReadyError(BusyError):
    """The file has a name already, and nothing in it yet."""


_WAITS: Waits = {BusyError: (15.0, 30.0, 60.0), OfflineError: (2.0, 8.0)}
_FETCH_WAITS: Waits = {
    NotReadyError: (2.0, 3.0, 5.0, 10.0, 10.0, 15.0, 15.0, 30.0, 30.0),
    MissingError: (2.0, 3.0, 5.0, 10.0, 20.0),
    **_WAITS,
}


def expensify_pacer(clock: Clock, stop: Stop, log: CallLog | None = None) -> Pacer:
    """Keep to Expensify's limits; a shared ``log`` counts the calls of others too."""
    return Pacer("expensify", _WINDOWS, clock=clock, stop=stop, log=log)


class ExpensifyLine:
    """Sends jobs and tells answers from refusals; every job is safe to repeat.

    ``http`` knows the address. ``credentials`` are asked for at each call, and may
    raise SignInNeededError.
    """

    def __init__(
        self,
        http: httpx.Client,
        credentials: Callable[[], Credentials],
        *,
        pacer: Pacer,
        stop: Stop,
    ) -> None:
        self._http = http
        self._credentials = credentials
        self._pacer = pacer
        self._stop = stop
        self._asking = retrying(stop, _WAITS)
        self._fetching = retrying(stop, _FETCH_WAITS)

    def ask(self, job: Job) -> bytes:
        """Return the answer to a job that has a short one."""
        return self._asking(self._ask, job)

    def fetch(self, name: str, file: IO[bytes], tell: Callable[[int], None]) -> None:
        """Append the named file to ``file``; ``tell`` is told how far it is, in bytes.

        One that is empty or missing is asked for again, within reason: it may not
        have been written yet.
        """
        start = file.tell()
        self._fetching(self._fetch, name, file, start, tell)

    def _ask(self, job: Job) -> bytes:
        credentials = self._credentials()
        with self._answered(job, credentials) as response:
            body = credentials.hidden_in(response.read())
        if refused := refusal(body):
            raise refused
        return body

    def _fetch(
        self, name: str, file: IO[bytes], start: int, tell: Callable[[int], None]
    ) -> None:
        file.seek(start)
        file.truncate()
        credentials = self._credentials()
        with self._answered(Download(name), credentials) as response:
            for piece in response.iter_bytes():
                file.write(piece)
                tell(response.num_bytes_downloaded)
                if self._stop.is_set():
                    raise CancelledError
        if file.tell() - start > _LONGEST_REFUSAL:
            return
        file.seek(start)
        body = file.read()
        if not body.strip():
            raise NotReadyError("Expensify has not written the file yet")
        if refused := refusal(credentials.hidden_in(body)):
            raise refused

    @contextmanager
    def _answered(self, job: Job, credentials: Credentials) -> Iterator[httpx.Response]:
        form = {"requestJobDescription": description(job, credentials)}
        if isinstance(job, ExportReports):
            form["template"] = template(whole=job.whole)
        self._pacer.turn()
        with (
            translated_errors(),
            _answer_in_time(),
            self._http.stream("POST", PATH, data=form, timeout=_TIMEOUT) as response,
        ):
            if not response.is_success:
                raise from_status(response, credentials.hidden_in(response.read()))
            yield response


@contextmanager
def _answer_in_time() -> Iterator[None]:
    """Do not ask again at once what took too long: it would only take longer."""
    try:
        yield
    except httpx.ReadTimeout as error:
        raise BusyError(
            "Expensify took too long to answer", retry_after=_NOT_AGAIN
        ) from error
