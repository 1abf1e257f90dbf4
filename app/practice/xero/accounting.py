"""The accounting API: reference data, manual journals and their history."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.practice.faults import Kind, struck
from app.practice.xero import listing
from app.practice.xero.answers import (
    Answer,
    RefusalError,
    forbidden,
    invalid,
    not_found,
    success,
    unauthorised,
)
from app.practice.xero.books import Books
from app.practice.xero.clock import Clock
from app.practice.xero.dates import moment_of
from app.practice.xero.habits import Habits, Switches
from app.practice.xero.idempotency import IdempotencyKeys
from app.practice.xero.incoming import journals_in, notes_in
from app.practice.xero.limits import API
from app.practice.xero.rendering import (
    account_json,
    category_json,
    journal_json,
    note_json,
    organisation_json,
)
from app.practice.xero.sign_ins import Grant, SignIns
from app.practice.xero.values import Journal, Note
from app.practice.xero.writing import Writer

LARGEST_BODY = 3_500_000
LONGEST_NOTE = 2500

_SETTINGS = "accounting.settings"
_JOURNALS = "accounting.manualjournals"


@dataclass(frozen=True, slots=True)
class _Call:
    """One call by someone who may make it."""

    request: Request
    body: bytes
    books: Books
    grant: Grant
    habits: Habits
    now: datetime

    @property
    def wanted(self) -> listing.Asked:
        since = self.request.headers.get("if-modified-since")
        query = self.request.query_params
        return listing.asked(query, since, self.now, self.habits.listed_after_seconds)

    @property
    def summarize(self) -> bool:
        """Left out means yes, whatever the specification says."""
        given = self.request.query_params.get("summarizeErrors", "true")
        return given.lower() != "false"

    @property
    def journal(self) -> Journal:
        """The journal that the address names."""
        journal = self.books.journal(self.request.path_params["id"])
        if journal is None:
            raise RefusalError(not_found())
        return journal

    @property
    def writer(self) -> Writer:
        kinds = struck(self.request.scope)
        return Writer(self.books, self.habits, self.now, self.grant.email, kinds)


Work = Callable[[_Call], Answer]


class Accounting:
    """The endpoints of api.xero.com/api.xro/2.0."""

    def __init__(
        self,
        tenants: Mapping[str, Books],
        sign_ins: SignIns,
        switches: Switches,
        clock: Clock,
    ) -> None:
        self._tenants = tenants
        self._sign_ins = sign_ins
        self._switches = switches
        self._clock = clock
        self._keys = IdempotencyKeys()

    def routes(self) -> Sequence[BaseRoute]:
        """Name every endpoint."""
        one = "/ManualJournals/{id}"
        history: dict[str, Work] = {"GET": _history, "PUT": _remark, "POST": _remark}
        return [
            self._route("/Organisation", _SETTINGS, {"GET": _organisation}),
            self._route("/Accounts", _SETTINGS, {"GET": _accounts}),
            self._route("/TaxRates", _SETTINGS, {"GET": _tax_rates}),
            self._route("/TrackingCategories", _SETTINGS, {"GET": _categories}),
            self._route(
                "/ManualJournals",
                _JOURNALS,
                {"GET": _list, "PUT": _create, "POST": _create_or_update},
            ),
            self._route(one, _JOURNALS, {"GET": _read, "POST": _update}),
            self._route(f"{one}/History", _JOURNALS, history),
            self._route(f"{one}/history", _JOURNALS, history),
        ]

    def _route(self, path: str, scope: str, works: Mapping[str, Work]) -> BaseRoute:
        async def endpoint(request: Request) -> Response:
            # a HEAD is a GET whose body nobody reads
            work = works["GET" if request.method == "HEAD" else request.method]
            body = await request.body()
            try:
                call = self._admitted(request, body, scope)
                answer = self._once(call, work)
            except RefusalError as refusal:
                answer = refusal.answer
            wants_json = "application/json" in request.headers.get("accept", "")
            content, kind = answer.rendered(as_json=wants_json)
            return Response(content, answer.status, answer.headers, kind)

        return Route(f"{API}{path}", endpoint, methods=list(works))

    def _admitted(self, request: Request, body: bytes, scope: str) -> _Call:
        """Let the call in, or refuse it before anything is done."""
        grant = self._sign_ins.bearer(request.headers.get("authorization", ""))
        habits = self._switches.habits
        reading = request.method in {"GET", "HEAD"}
        good = {scope, f"{scope}.read"} if reading else {scope}
        if not good & set(grant.scopes):
            refuse = forbidden if habits.missing_scope == 403 else unauthorised  # noqa: PLR2004
            raise RefusalError(refuse("AuthorizationUnsuccessful"))
        tenant = request.headers.get("xero-tenant-id", "").lower()
        allowed = {x.tenant_id for x in self._sign_ins.connections(grant.email)}
        if tenant not in self._tenants or tenant not in allowed:
            raise RefusalError(forbidden("AuthenticationUnsuccessful"))
        if len(body) > LARGEST_BODY:
            raise RefusalError(Answer(413, "Request Entity Too Large"))
        return _Call(request, body, self._tenants[tenant], grant, habits, self._clock())

    def _once(self, call: _Call, work: Work) -> Answer:
        """Do the work, but never twice under one idempotency key."""
        request = call.request
        key = request.headers.get("idempotency-key")
        ignored = request.method in {"GET", "HEAD"} or key is None
        if ignored or Kind.FORGET_KEYS in struck(request.scope):
            return work(call)
        token = request.headers["authorization"]
        owner = token if call.habits.keys_follow_token else call.grant.client_id
        where = f"{request.method} {request.url} {call.books.company.id}\n".encode()
        digest = hashlib.sha256(where + call.body).digest()
        return self._keys.once((owner, key or ""), digest, call.now, lambda: work(call))


def _organisation(call: _Call) -> Answer:
    shown = organisation_json(call.books.company)
    return success(call.now, "Organisations", [shown])


def _accounts(call: _Call) -> Answer:
    wanted = call.wanted
    rows = listing.records(map(account_json, call.books.company.accounts), wanted)
    if wanted.since:
        rows = [row for row in rows if _changed_after(row, wanted.since)]
    return _unmodified(call, rows) or success(call.now, "Accounts", rows)


def _tax_rates(call: _Call) -> Answer:
    rows = listing.records(call.books.company.tax_rates, call.wanted)
    return success(call.now, "TaxRates", rows)


def _categories(call: _Call) -> Answer:
    given = call.request.query_params.get("includeArchived", "false")
    archived = given.lower() == "true"
    rows = [
        category_json(row, archived=archived)
        for row in call.books.company.tracking_categories
        if archived or row.get("Status", "ACTIVE") == "ACTIVE"
    ]
    found = listing.records(rows, call.wanted)
    return success(call.now, "TrackingCategories", found)


def _list(call: _Call) -> Answer:
    wanted, chart = call.wanted, call.books.chart
    found = listing.journals(call.books, wanted)
    page, described = listing.page_of(found, wanted)
    lines = described is not None
    rows = [journal_json(journal, chart, lines=lines) for journal in page]
    more = {"pagination": described} if described else {}
    return _unmodified(call, rows) or success(call.now, "ManualJournals", rows, **more)


def _read(call: _Call) -> Answer:
    shown = journal_json(call.journal, call.books.chart)
    return success(call.now, "ManualJournals", [shown])


def _create(call: _Call) -> Answer:
    return call.writer.create(journals_in(call.body), summarize=call.summarize)


def _create_or_update(call: _Call) -> Answer:
    incoming = journals_in(call.body)
    return call.writer.create_or_update(incoming, summarize=call.summarize)


def _update(call: _Call) -> Answer:
    return call.writer.update(journals_in(call.body), call.journal)


def _history(call: _Call) -> Answer:
    notes = [note_json(note) for note in call.books.notes(call.journal)]
    return success(call.now, "HistoryRecords", notes)


def _remark(call: _Call) -> Answer:
    journal = call.journal
    incoming = notes_in(call.body)
    if not incoming or any(len(x.details) > LONGEST_NOTE for x in incoming):
        raise RefusalError(invalid(f"Details must have 1 to {LONGEST_NOTE} characters"))
    notes = [Note(call.now, "Note", "System Generated", x.details) for x in incoming]
    for note in notes:
        call.books.remark(journal, note)
    return success(call.now, "HistoryRecords", [note_json(note) for note in notes])


def _unmodified(call: _Call, rows: Sequence[object]) -> Answer | None:
    """Answer 304 instead of an empty list, where that is the habit."""
    if rows or call.wanted.since is None or call.habits.unmodified != "304":
        return None
    return Answer(304, "")


def _changed_after(row: Mapping[str, str], since: datetime) -> bool:
    return moment_of(row["UpdatedDateUTC"]) > since
