"""Stand-ins for time, the vault and the books, for whoever speaks to Xero."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx

from app.clients.addresses import XeroAddresses
from app.clients.xero.client import XeroLedger
from app.clients.xero.ledgers import XeroLedgers
from app.domain.books import (
    Account,
    AccountCode,
    Books,
    Organisation,
    OrganisationId,
    TaxRate,
    TrackingCategory,
    TrackingOption,
)
from app.domain.journals import Journal, JournalLine
from app.errors import StoreError
from app.ports.xero import Allowances

ORGANISATION = OrganisationId("11111111-1111-4111-8111-111111111111")
XERO_ID = "22222222-2222-4222-8222-222222222222"
NIL = "00000000-0000-0000-0000-000000000000"
ADDRESSES = XeroAddresses(
    "https://login.test", "https://identity.test", "https://api.test"
)
NOW = datetime(2026, 8, 31, 9, 30, tzinfo=UTC)

Handler = Callable[[httpx.Request], httpx.Response]


class Time:
    """A clock and a stop in one: whoever waits moves the clock on."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.waited: list[float] = []
        self.stopped = False
        self.stop_after: int | None = None

    def __call__(self) -> datetime:
        return self.now

    def is_set(self) -> bool:
        return self.stopped

    def wait(self, timeout: float | None = None) -> bool:
        if self.stopped:
            return True
        self.waited.append(timeout or 0.0)
        self.stopped = len(self.waited) == self.stop_after
        self.now += timedelta(seconds=timeout or 0.0)
        return self.stopped


class MemoryVault:
    """A vault in memory, which counts how many are inside at once."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}
        self.full = False
        self._locks: dict[str, threading.Lock] = {}
        self._making = threading.Lock()

    def get(self, name: str) -> str | None:
        return self.secrets.get(name)

    def put(self, name: str, secret: str) -> None:
        if self.full:
            raise StoreError("the disk is full")
        self.secrets[name] = secret

    def remove(self, name: str) -> None:
        self.secrets.pop(name, None)

    def names(self, prefix: str = "") -> tuple[str, ...]:
        return tuple(sorted(x for x in self.secrets if x.startswith(prefix)))

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        with self._making:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:
            yield


class Signed(httpx.Auth):
    """A sign-in that never lapses."""

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override]
        request.headers["Authorization"] = "Bearer made-up"
        yield request


@dataclass
class Xero:
    """A ledger whose answers are given by the test, and what it was asked."""

    answers: list[httpx.Response | Exception | Handler]
    time: Time = field(default_factory=Time)
    asked: list[httpx.Request] = field(default_factory=list)
    noted: list[Allowances] = field(default_factory=list)
    auth: httpx.Auth = field(default_factory=Signed)

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, httpx.Response) else answer(request)

    def ledgers(self) -> XeroLedgers:
        return XeroLedgers(
            httpx.Client(transport=httpx.MockTransport(self.handle)),
            ADDRESSES,
            lambda _: self.auth,
            clock=self.time,
            stop=self.time,
            note=lambda _, allowances: self.noted.append(allowances),
        )

    def ledger(self) -> XeroLedger:
        made = self.ledgers()(ORGANISATION)
        made.request((), books())
        return made


def books(**changes: object) -> Books:
    values: dict[str, Any] = {
        "organisation": organisation(),
        "accounts": (account("a1", "429", "EXPENSE"), account("a2", "801", "CURRLIAB")),
        "tax_rates": (
            TaxRate("NONE", "Tax Exempt", active=True, applies=frozenset({"EXPENSE"})),
        ),
        "tracking": (
            TrackingCategory(
                id="33333333-3333-4333-8333-333333333333",
                name="Region",
                active=True,
                options=(
                    option("44444444-4444-4444-8444-444444444444", "North", "no more"),
                    option("55555555-5555-4555-8555-555555555555", "North"),
                    option("66666666-6666-4666-8666-666666666666", "South"),
                ),
            ),
        ),
        "fetched": None,
    }
    return Books(**(values | changes))


def account(id_: str, code: str, kind: str) -> Account:
    return Account(id_, AccountCode(code), f"Account {code}", kind, kind, active=True)


def organisation(currency: str = "EUR") -> Organisation:
    return Organisation(ORGANISATION, "Company", currency, "IE", "!abc")


def option(id_: str, name: str, archived: str = "") -> TrackingOption:
    return TrackingOption(id_, name, active=not archived)


def journal(minor: int = 12050, currency: str = "EUR", **changes: object) -> Journal:
    values: dict[str, Any] = {
        "dated": date(2026, 8, 31),
        "narration": "Expensify R00abc · Ann Example · August",
        "currency": currency,
        "lines": (
            JournalLine(
                AccountCode("0429"), "Taxi", "NONE", (("Region", "North"),), minor
            ),
            JournalLine(AccountCode("801"), "Clearing", "NONE", (), -minor),
        ),
    }
    return Journal(**(values | changes))


def element(**changes: object) -> dict[str, Any]:
    """A manual journal as Xero tells of it."""
    return {
        "ManualJournalID": XERO_ID,
        "Narration": "Expensify R00abc",
        "Status": "POSTED",
        "Date": "/Date(1788134400000+0000)/",
        "UpdatedDateUTC": "/Date(1788200000123+0000)/",
        "JournalLines": [
            {
                "LineAmount": 120.5,
                "AccountCode": "0429",
                "TaxType": "NONE",
                "Description": "Taxi",
                "Tracking": [{"Name": "Region", "Option": "North"}],
            },
            {"LineAmount": -120.5, "AccountCode": "801", "TaxType": "NONE"},
        ],
    } | changes


def envelope(*elements: dict[str, Any], **more: object) -> httpx.Response:
    content = {"Id": "x", "Status": "OK", "ManualJournals": list(elements)} | more
    return httpx.Response(200, json=content)


def sent(request: httpx.Request) -> dict[str, Any]:
    return dict(json.loads(request.content))
