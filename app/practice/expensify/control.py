"""The control address: what the people in Expensify, the weather or time would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.practice.company import Record
from app.practice.expensify.habits import Caps, Habits
from app.practice.expensify.held import Held
from app.practice.expensify.receiving import Clock, Endpoint
from app.practice.faults import Fault, Faults
from app.practice.faulty_line import CONTROL

T = TypeVar("T")
Work = Callable[[Request, bytes], object]

_HABITS, _CAPS = "habits", "caps"


class _Edit(msgspec.Struct, forbid_unknown_fields=True):
    """Fields to lay over a report, and over its expenses by their ids."""

    fields: Record = {}
    expenses: dict[str, Record] = {}


class _Moment(msgspec.Struct, forbid_unknown_fields=True):
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """The endpoints below ``/practice``; they are for this computer alone."""

    held: Held
    endpoint: Endpoint
    faults: Faults
    clock: Clock

    def routes(self) -> Sequence[BaseRoute]:
        """Name every endpoint."""
        report = "/reports/{id}"
        return [
            _route("", GET=self._summary),
            _route("/habits", GET=self._habits, POST=self._set_habits),
            _route("/limits", GET=self._limits, POST=self._set_limits),
            _route("/jobs", GET=self._jobs, DELETE=self._end_jobs),
            _route("/calls", GET=self._calls, DELETE=self._end_jobs),
            _route(
                "/faults",
                GET=self._faults,
                POST=self._set_faults,
                DELETE=self._end_faults,
            ),
            _route("/reports", POST=self._add),
            _route(report, GET=self._report, POST=self._edit, DELETE=self._remove),
            _route(f"{report}/unapprove", POST=self._unapprove),
            _route(f"{report}/approve", POST=self._approve),
            _route(f"{report}/reimburse", POST=self._reimburse),
            _route("/policies/{id}", GET=self._policy, POST=self._change_policy),
        ]

    def _summary(self, _request: Request, _body: bytes) -> object:
        statuses = Counter(str(x.get("status")) for x in self.held.reports())
        return {
            "now": self.clock(),
            "policies": [x["id"] for x in self.held.policies()],
            "reports": statuses,
            "calls": self.endpoint.jobs.counts(),
            "habits": self.endpoint.habits,
            "limits": self.endpoint.limits.caps,
        }

    def _habits(self, _request: Request, _body: bytes) -> object:
        return self.endpoint.habits

    def _set_habits(self, _request: Request, body: bytes) -> object:
        self.endpoint.habits = _read(body, Habits)
        self.held.keep_document(_HABITS, self.endpoint.habits)
        return self.endpoint.habits

    def _limits(self, _request: Request, _body: bytes) -> object:
        return self.endpoint.limits.caps

    def _set_limits(self, _request: Request, body: bytes) -> object:
        self.endpoint.limits.caps = _read(body, Caps)
        self.endpoint.limits.reset()
        self.held.keep_document(_CAPS, self.endpoint.limits.caps)
        return self.endpoint.limits.caps

    def _jobs(self, _request: Request, _body: bytes) -> object:
        return self.endpoint.jobs.latest()

    def _calls(self, _request: Request, _body: bytes) -> object:
        return self.endpoint.jobs.counts()

    def _end_jobs(self, _request: Request, _body: bytes) -> object:
        self.endpoint.jobs.reset()
        return {}

    def _faults(self, _request: Request, _body: bytes) -> object:
        return self.faults.tallies()

    def _set_faults(self, _request: Request, body: bytes) -> object:
        self.faults.set(_read(body, list[Fault]))
        return self.faults.tallies()

    def _end_faults(self, _request: Request, _body: bytes) -> object:
        self.faults.set([])
        return []

    def _report(self, request: Request, _body: bytes) -> object:
        return self.held.report(request.path_params["id"])

    def _add(self, _request: Request, body: bytes) -> object:
        report = _read(body, Record)
        self.held.policy(report["policyID"])
        self.held.put(report)
        return report

    def _edit(self, request: Request, body: bytes) -> object:
        edit = _read(body, _Edit)
        report = {**self.held.report(request.path_params["id"]), **edit.fields}
        known = {x["transactionID"] for x in report["transactionList"]}
        if unknown := edit.expenses.keys() - known:
            raise LookupError(*unknown)
        report["transactionList"] = [
            {**x, **edit.expenses.get(x["transactionID"], {})}
            for x in report["transactionList"]
        ]
        self.held.put(report)
        return report

    def _remove(self, request: Request, _body: bytes) -> object:
        self.held.remove(request.path_params["id"])
        return {}

    def _unapprove(self, request: Request, _body: bytes) -> object:
        return self._changed(request, status="Processing", approved="", approvers=[])

    def _approve(self, request: Request, body: bytes) -> object:
        at = self._moment(body)
        report = self.held.report(request.path_params["id"])
        approver = {"email": report.get("managerEmail"), "date": at}
        approver |= report.get("manager") or {}
        return self._changed(
            request, status="Approved", approved=at, approvers=[approver]
        )

    def _reimburse(self, request: Request, body: bytes) -> object:
        at = self._moment(body)
        return self._changed(request, status="Reimbursed", reimbursed=at)

    def _policy(self, request: Request, _body: bytes) -> object:
        return self.held.policy(request.path_params["id"])

    def _change_policy(self, request: Request, body: bytes) -> object:
        policy_id = request.path_params["id"]
        policy = self.held.policy(policy_id) | _read(body, Record) | {"id": policy_id}
        self.held.put_policy(policy)
        return policy

    def _changed(self, request: Request, **fields: object) -> object:
        report = {**self.held.report(request.path_params["id"]), **fields}
        self.held.put(report)
        return report

    def _moment(self, body: bytes) -> str:
        told = _read(body or b"{}", _Moment).at
        return f"{self.clock():%Y-%m-%d %H:%M:%S}" if told is None else told


def recall(endpoint: Endpoint, held: Held) -> None:
    """Set what was set before."""
    if habits := held.document(_HABITS):
        endpoint.habits = msgspec.json.decode(habits, type=Habits)
    if caps := held.document(_CAPS):
        endpoint.limits.caps = msgspec.json.decode(caps, type=Caps)


def _route(path: str, **works: Work) -> BaseRoute:
    async def endpoint(request: Request) -> Response:
        work = works["GET" if request.method == "HEAD" else request.method]
        try:
            content = work(request, await request.body())
        except LookupError as error:
            raise HTTPException(404, f"there is no {error}") from error
        body = msgspec.json.encode(content)
        return Response(body, media_type="application/json")

    return Route(f"{CONTROL}{path}", endpoint, methods=list(works))


def _read(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as error:
        raise HTTPException(400, str(error)) from error
