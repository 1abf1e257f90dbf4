"""A program signed in to the practice Xero, and reports for it to post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from app.clients.addresses import XeroAddresses
from app.clients.oauth import SignIns
from app.clients.xero.client import XeroLedger
from app.clients.xero.ledgers import XeroLedgers, xero_http
from app.domain.books import AccountCode, Books, OrganisationId
from app.domain.journals import Journal, JournalLine
from app.ports.sign_in import PORTS, SignInRequest, redirect_uri
from app.ports.xero import Allowances, Answer
from app.practice.addresses import PracticeAddresses
from app.practice.faults import Faults
from app.practice.person import sign_in
from app.practice.xero.application import xero_app
from app.practice.xero.registration import VOUCH
from tests.app.clients.xero.made import MemoryVault, Time
from tests.app.practice.xero.harness import COMPANY, OTHER_COMPANY, START
from tests.app.practice.xero.serving import serving

HERE, THERE = OrganisationId(COMPANY.id), OrganisationId(OTHER_COMPANY.id)
OPEN_DAY, LOCKED_DAY = date(2026, 8, 31), date(2026, 6, 30)


class Office:
    """A signed-in program, the practice Xero, and one time for both."""

    def __init__(self, address: str, faults: Faults, time: Time) -> None:
        self.address, self.faults, self.time = address, faults, time
        self.http = xero_http()
        self.noted: list[Allowances] = []
        addresses = XeroAddresses(address, address, address)
        self.sign_ins = SignIns(
            self.http, MemoryVault(), addresses, clock=time, stop=time
        )
        self.ledgers = XeroLedgers(
            self.http,
            addresses,
            self.sign_ins.auth,
            clock=time,
            stop=time,
            note=lambda _, allowances: self.noted.append(allowances),
        )

    @property
    def ledger(self) -> XeroLedger:
        return self.ledgers(HERE)

    @property
    def books(self) -> Books:
        return self.ledger.books()

    def allow(self, organisation: str = COMPANY.name) -> None:
        request = self.sign_ins.begin(VOUCH.client_id, redirect_uri(PORTS[0]))
        self.sign_ins.finish(request, self.redirected(request, organisation))

    def redirected(self, request: SignInRequest, organisation: str) -> str:
        """Where the browser is sent once a person said yes."""
        practice = PracticeAddresses(
            *("", self.address, self.address, self.address, "", "", "", "")
        )
        return sign_in(practice, request.authorize_url, organisation=organisation)

    def control(self, path: str, body: object) -> Any:  # noqa: ANN401 - any JSON
        answer = self.http.post(f"{self.address}/practice{path}", json=body)
        return answer.raise_for_status().json()

    def held(self) -> list[str]:
        """The narrations of the journals in the books."""
        answer = self.http.get(f"{self.address}/practice/journals")
        return [x["narration"] for x in answer.json()]

    def send(self, journals: Sequence[Journal], key: str = "k") -> tuple[Answer, ...]:
        body = self.ledger.request(journals, self.books)
        return self.ledger.send(body, key)

    def one(self, **changes: Any) -> Answer:  # noqa: ANN401 - fields of a journal
        (answer,) = self.send([report(1, **changes)])
        return answer


def report(number: int, **changes: Any) -> Journal:  # noqa: ANN401 - its fields
    values: dict[str, Any] = {
        "dated": OPEN_DAY,
        "narration": f"Expensify R{number:04} · Ann & Bob + Söhne",
        "currency": "GBP",
        "lines": (
            line("429", 12050 + number, ("Department", "Sales"), ("Region", "North")),
            line("801", -12050 - number),
        ),
    }
    return Journal(**(values | changes))


def line(account: str, minor: int, *tracking: tuple[str, str]) -> JournalLine:
    return JournalLine(AccountCode(account), "Taxi", "NONE", tracking, minor)


@contextmanager
def opened() -> Iterator[Office]:
    """Serve, sign in, and clear up."""
    faults, time = Faults(), Time(START)
    with serving(xero_app([COMPANY, OTHER_COMPANY], None, faults, time)) as address:
        made = Office(address, faults, time)
        made.allow()
        yield made
        made.http.close()
