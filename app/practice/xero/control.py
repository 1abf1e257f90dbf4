"""The control address: what a person in Xero, the weather or time would do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any, TypeVar

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.practice.faults import Fault, Faults
from app.practice.faulty_line import CONTROL
from app.practice.xero import tokens
from app.practice.xero.answers import RefusalError
from app.practice.xero.books import Books, Collection, Patch
from app.practice.xero.calls import Calls
from app.practice.xero.clock import PracticeClock
from app.practice.xero.company import Record
from app.practice.xero.habits import Habits, Switches
from app.practice.xero.incoming import IncomingJournal
from app.practice.xero.kept import kept_journals
from app.practice.xero.limits import Caps, Limits
from app.practice.xero.registration import SCOPES, Registration
from app.practice.xero.sign_ins import Asked, SignIns
from app.practice.xero.values import Journal, Note, Status
from app.practice.xero.writing import Writer

PERSON = "Practice Bookkeeper"

T = TypeVar("T")

_VERIFIER = "practice" * 6


class _SignIn(msgspec.Struct, forbid_unknown_fields=True):
    email: str = "bookkeeper@practice.example"
    organisations: list[str] | None = None
    scopes: list[str] | None = None


class _ClockSetting(msgspec.Struct, forbid_unknown_fields=True):
    offset_seconds: float | None = None
    forward_seconds: float = 0.0


class _Expiry(msgspec.Struct, forbid_unknown_fields=True):
    refresh: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that can be looked at and changed."""

    tenants: Mapping[str, Books]
    sign_ins: SignIns
    registration: Registration
    switches: Switches
    limits: Limits
    calls: Calls
    faults: Faults
    clock: PracticeClock


class Control:
    """The endpoints below ``/practice``; they are for this computer alone."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> Sequence[BaseRoute]:
        """Name every endpoint."""
        organisation = "/organisations/{organisation}"
        return [
            self._route("", GET=self._summary),
            self._route(
                "/faults",
                GET=self._show_faults,
                POST=self._set_faults,
                DELETE=self._end_faults,
            ),
            self._route("/habits", GET=self._show_habits, POST=self._set_habits),
            self._route("/limits", GET=self._show_limits, POST=self._set_limits),
            self._route("/calls", GET=self._show_calls, DELETE=self._end_calls),
            self._route("/clock", GET=self._show_clock, POST=self._set_clock),
            self._route("/sign-in", POST=self._sign_in),
            self._route("/tokens/expire", POST=self._expire),
            self._route("/journals", GET=self._journals),
            self._route("/journals/{id}", POST=self._edit),
            self._route(organisation, POST=self._change("organisation")),
            self._route(f"{organisation}/disconnect", POST=self._disconnect),
            *(
                self._route(f"{organisation}/{path}/{{id}}", POST=self._change(what))
                for path, what in _COLLECTIONS.items()
            ),
        ]

    @staticmethod
    def _route(path: str, **works: Callable[[Request, bytes], object]) -> BaseRoute:
        return Route(f"{CONTROL}{path}", _endpoint(works), methods=list(works))

    def _summary(self, _request: Request, _body: bytes) -> object:
        parts = self._parts
        return {
            "now": parts.clock(),
            "organisations": [_counted(books) for books in parts.tenants.values()],
            "calls": parts.calls.summary()["total"],
            "faults": parts.faults.tallies(),
            "habits": parts.switches.habits,
            "limits": parts.limits.caps,
            **parts.sign_ins.summary(),
        }

    def _show_faults(self, _request: Request, _body: bytes) -> object:
        return self._parts.faults.tallies()

    def _set_faults(self, _request: Request, body: bytes) -> object:
        self._parts.faults.set(_read(body, list[Fault]))
        return self._parts.faults.tallies()

    def _end_faults(self, _request: Request, _body: bytes) -> object:
        self._parts.faults.set([])
        return []

    def _show_habits(self, _request: Request, _body: bytes) -> object:
        return self._parts.switches.habits

    def _set_habits(self, _request: Request, body: bytes) -> object:
        self._parts.switches.habits = _read(body, Habits)
        return self._parts.switches.habits

    def _show_limits(self, _request: Request, _body: bytes) -> object:
        return self._parts.limits.caps

    def _set_limits(self, _request: Request, body: bytes) -> object:
        self._parts.limits.caps = _read(body, Caps)
        self._parts.limits.reset()
        return self._parts.limits.caps

    def _show_calls(self, _request: Request, _body: bytes) -> object:
        return self._parts.calls.summary()

    def _end_calls(self, _request: Request, _body: bytes) -> object:
        self._parts.calls.reset()
        return self._parts.calls.summary()

    def _show_clock(self, _request: Request, _body: bytes) -> object:
        clock = self._parts.clock
        return {"now": clock(), "offset_seconds": clock.offset.total_seconds()}

    def _set_clock(self, request: Request, body: bytes) -> object:
        setting, clock = _read(body, _ClockSetting), self._parts.clock
        if setting.offset_seconds is not None:
            clock.offset = timedelta(seconds=setting.offset_seconds)
        clock.offset += timedelta(seconds=setting.forward_seconds)
        return self._show_clock(request, body)

    def _sign_in(self, _request: Request, body: bytes) -> object:
        """Sign in without the pages: what the token endpoint would have answered."""
        wanted, parts = _read(body or b"{}", _SignIn), self._parts
        organisations = wanted.organisations
        asked = Asked(
            client_id=parts.registration.client_id,
            redirect_uri="",
            scopes=tuple(sorted(SCOPES) if wanted.scopes is None else wanted.scopes),
            state="",
            challenge=tokens.challenge_of(_VERIFIER),
        )
        tenants = list(parts.tenants) if organisations is None else organisations
        code = parts.sign_ins.allow(asked, wanted.email, tenants)
        return parts.sign_ins.exchange(asked.client_id, code, "", _VERIFIER)

    def _expire(self, _request: Request, body: bytes) -> object:
        self._parts.sign_ins.expire_access()
        if _read(body or b"{}", _Expiry).refresh:
            self._parts.sign_ins.expire_refresh()
        return self._parts.sign_ins.summary()

    def _journals(self, request: Request, _body: bytes) -> object:
        wanted = request.query_params.get("organisation")
        tenants = self._parts.tenants
        chosen = tenants.values() if wanted is None else [tenants[wanted]]
        return [journal for books in chosen for journal in kept_journals(books)]

    def _edit(self, request: Request, body: bytes) -> object:
        """Change a journal as a person in Xero would; the body is a ManualJournal."""
        books, journal = self._found(request.path_params["id"])
        change, now = _read(body, IncomingJournal), self._parts.clock()
        if change.status == Status.ARCHIVED:
            archived = replace(journal, status=Status.ARCHIVED, updated=now)
            books.save([(archived, Note(now, "Archived", PERSON, ""))])
        else:
            habits = self._parts.switches.habits
            answer = Writer(books, habits, now, PERSON).update([change], journal)
            if answer.status != HTTPStatus.OK:
                raise RefusalError(answer)
        return next(x for x in kept_journals(books) if x["id"] == journal.id)

    def _found(self, journal_id: str) -> tuple[Books, Journal]:
        for books in self._parts.tenants.values():
            if journal := books.journal(journal_id):
                return books, journal
        raise LookupError(journal_id)

    def _change(self, collection: Collection) -> Callable[[Request, bytes], object]:
        """Lay the fields of the body over a record; null takes a field away."""

        def change(request: Request, body: bytes) -> object:
            parameters = request.path_params
            books = self._parts.tenants[parameters["organisation"]]
            fields = _read(body, dict[str, Any])
            wanted = parameters.get("id", books.company.id)
            books.patch(Patch(collection, wanted, fields, self._parts.clock()))
            return {"id": wanted, **fields}

        return change

    def _disconnect(self, request: Request, _body: bytes) -> object:
        tenant = request.path_params["organisation"]
        return {"disconnected": self._parts.sign_ins.disconnect_everyone(tenant)}


_COLLECTIONS: dict[str, Collection] = {
    "accounts": "account",
    "tracking-categories": "tracking_category",
    "tracking-options": "tracking_option",
}


def _endpoint(
    works: Mapping[str, Callable[[Request, bytes], object]],
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        work = works["GET" if request.method == "HEAD" else request.method]
        try:
            content = work(request, await request.body())
        except LookupError as error:
            raise HTTPException(HTTPStatus.NOT_FOUND, f"there is no {error}") from error
        except RefusalError as refusal:
            said = f"refused: {refusal.answer.content}"
            raise HTTPException(HTTPStatus.CONFLICT, said) from refusal
        body = msgspec.json.encode(content)
        return Response(body, media_type="application/json")

    return endpoint


def _counted(books: Books) -> Record:
    by_status = dict.fromkeys(Status, 0)
    for journal in books.journals():
        by_status[journal.status] += 1
    return {
        "id": books.company.id,
        "name": books.company.name,
        "period_lock": books.chart.period_lock,
        "year_lock": books.chart.year_lock,
        "journals": by_status,
    }


def _read(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, str(error)) from error
