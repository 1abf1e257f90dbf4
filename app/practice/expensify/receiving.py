"""Receives jobs, remembers them without their secrets, and has them done."""

from __future__ import annotations

import hmac
from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qs

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from app.practice.company import Record
from app.practice.expensify import answers
from app.practice.expensify.answers import PageError, RefusedError
from app.practice.expensify.credentials import Credentials
from app.practice.expensify.exporting import Files
from app.practice.expensify.getting import got
from app.practice.expensify.habits import Habits
from app.practice.expensify.held import Held
from app.practice.expensify.limits import Limits

_REMEMBERED = 1000
_READING = {"file", "download", "get"}

Clock = Callable[[], datetime]


class Jobs:
    """The jobs received: the latest in full, all of them counted."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget them."""
        self._latest: deque[Record] = deque(maxlen=_REMEMBERED)
        self._counts: Counter[str] = Counter()

    def note(self, job: Record, given: str | None) -> None:
        """Remember a job; credentials are left out."""
        shown = {key: job[key] for key in job if key != "credentials"}
        self._latest.append({**shown, "template": given is not None})
        self._counts[kind(job)] += 1

    def count(self, outcome: str) -> None:
        """Count what became of a call."""
        self._counts[outcome] += 1

    def latest(self) -> list[Record]:
        """Give the latest, oldest first."""
        return list(self._latest)

    def counts(self) -> Record:
        """Give how many of each kind there were, and of each outcome."""
        return dict(self._counts)


def kind(job: Record) -> str:
    """Say in a word what a job is; one that would change something is ``write``."""
    if job.get("type") not in _READING or "onFinish" in job:
        return "write"
    return str(job["type"])


class Endpoint:
    """The one endpoint, by which everything comes and goes."""

    def __init__(self, held: Held, credentials: Credentials, clock: Clock) -> None:
        self._held = held
        self._credentials = credentials
        self._clock = clock
        self._files = Files(held)
        self.jobs = Jobs()
        self.limits = Limits()
        self.habits = Habits()

    async def __call__(self, request: Request) -> Response:
        """Do the job that the form describes."""
        form = parse_qs((await request.body()).decode(), keep_blank_values=True)
        try:
            return self._answered(form)
        except PageError as error:
            self.jobs.count(f"page {error.status}")
            return answers.page(error)
        except RefusedError as error:
            self.jobs.count(f"refused {error.code}")
            return answers.envelope(error, self.habits)

    def _answered(self, form: dict[str, list[str]]) -> Response:
        if not self.limits.allows(self._clock()):
            return self._busy()
        job = _described(form.get("requestJobDescription", [""])[0])
        given = form.get("template", [None])[0]
        self.jobs.note(job, given)
        self._check_sign_in(job.get("credentials"))
        match kind(job):
            case "file":
                today = self._clock().date()
                name = self._files.export(job, given, self.habits, today)
                return answers.text(name.encode())
            case "download":
                return answers.text(self._files.download(job, self.habits))
            case "get":
                return answers.json(got(job, self._held, self.habits))
            case _ if isinstance(job.get("type"), str):
                raise RefusedError(410, "The practice company can only be read")
            case _:
                raise RefusedError(410, "Argument 'type' is missing or malformed")

    def _busy(self) -> Response:
        self.jobs.count("busy")
        error = RefusedError(429, "Too many requests. Please try again later")
        answer = answers.envelope(error, self.habits)
        if self.habits.busy == "status":
            answer.status_code = error.code
        return answer

    def _check_sign_in(self, given: object) -> None:
        given = given if isinstance(given, dict) else {}
        known = (
            (self._credentials.partner_user_id, given.get("partnerUserID")),
            (self._credentials.partner_user_secret, given.get("partnerUserSecret")),
        )
        if all(hmac.compare_digest(ours, str(theirs)) for ours, theirs in known):
            return
        if self.habits.refused == "page":
            raise PageError(403, "Invalid Credentials")
        raise RefusedError(401, "Authentication error")


def _described(description: str) -> Record:
    if not description:
        raise PageError(500, "requestJobDescription")
    try:
        job = msgspec.json.decode(description)
    except msgspec.DecodeError as error:
        raise PageError(500, "JSONObject text is malformed") from error
    if not isinstance(job, dict):
        raise PageError(500, "JSONObject text must begin with '{'")
    return job
