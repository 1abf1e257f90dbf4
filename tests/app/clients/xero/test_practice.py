"""The client and the practice Xero, over a line that can break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from app.clients.addresses import XeroAddresses
from app.clients.loopback import PORTS, Loopback, redirect_uri
from app.clients.oauth import SignIns
from app.clients.xero.client import XeroLedger
from app.clients.xero.ledgers import XeroLedgers, xero_http
from app.domain.books import AccountCode, Books, OrganisationId
from app.domain.journals import Journal, JournalLine
from app.domain.setup import JournalStatus
from app.errors import (
    DisconnectedError,
    LostAnswerError,
    ParkedError,
    RefusedError,
    SignInNeededError,
)
from app.ports import Allowances, Answer, SignInRequest
from app.practice.addresses import PracticeAddresses
from app.practice.faults import Fault, Faults, Kind
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


@pytest.fixture
def office() -> Iterator[Office]:
    faults, time = Faults(), Time(START)
    with serving(xero_app([COMPANY, OTHER_COMPANY], None, faults, time)) as address:
        made = Office(address, faults, time)
        made.allow()
        yield made
        made.http.close()


def test_the_browser_brings_the_answer_home(office: Office) -> None:
    with Loopback() as loopback:
        request = office.sign_ins.begin(VOUCH.client_id, loopback.redirect_uri)
        loopback.expect(request.state)
        address = office.redirected(request, OTHER_COMPANY.name)
        assert office.http.get(address).status_code == 200
        first, *_ = office.sign_ins.finish(request, loopback.wait(office.time, 20))

    assert first.organisation_id == THERE


def test_the_books_are_told_as_they_are(office: Office) -> None:
    books = office.books

    assert books.organisation.name == COMPANY.name
    assert books.organisation.locked_until == LOCKED_DAY
    assert len(books.accounts) == len(COMPANY.accounts)
    assert [x.active for x in books.tracking] == [True, True, False]
    assert office.noted[-1].day_left == 5000 - 4


@pytest.mark.parametrize("unmodified", ["empty", "304"])
def test_books_that_have_not_changed_are_kept(office: Office, unmodified: str) -> None:
    office.control("/habits", {"unmodified": unmodified})
    known = office.books
    office.time.now += timedelta(hours=1)

    assert office.ledger.books(known).accounts == known.accounts


def test_a_changed_account_is_noticed(office: Office) -> None:
    known = office.books
    office.time.now += timedelta(hours=1)
    archived = next(x for x in known.accounts if x.code == "429")
    path = f"/organisations/{HERE}/accounts/{archived.id}"
    office.control(path, {"Status": "ARCHIVED"})

    again = office.ledger.books(known)

    assert len(again.accounts) == len(known.accounts)
    assert not next(x for x in again.accounts if x.code == "429").active


def test_what_is_posted_is_found_and_read_back_the_same(office: Office) -> None:
    before = office.time.now
    journals = [report(number) for number in range(3)]

    answers = office.send(journals)

    assert [x.status for x in answers] == ["POSTED"] * 3
    for journal, answer in zip(journals, answers, strict=True):
        (found,) = office.ledger.find(journal.narration)
        assert found == office.ledger.read(answer.xero_id)
        assert found.dated == journal.dated
        assert [(x.account, x.minor, x.tracking) for x in found.lines] == [
            (x.account, x.minor, x.tracking) for x in journal.lines
        ]
    modified = office.ledger.modified_since(before)
    assert {x.xero_id for x in modified} == {x.xero_id for x in answers}


@pytest.mark.parametrize("word", ["Message", "Description"])
def test_one_bad_journal_does_not_keep_the_others_back(
    office: Office, word: str
) -> None:
    office.control("/habits", {"error_word": word})
    bad = report(2, lines=(line("429", 1), line("801", -2)))

    first, second = office.send([report(1), bad])

    assert first.xero_id
    assert second.xero_id == ""
    assert "must equal total credits" in second.errors[0]
    assert office.held() == [report(1).narration]


def test_an_account_dropped_with_a_mere_warning_is_seen(office: Office) -> None:
    office.faults.set([Fault(kind=Kind.DROP_ACCOUNT)])

    answer = office.one()

    assert answer.xero_id
    assert "removed" in answer.warnings[0]
    held = office.ledger.read(answer.xero_id)
    assert held is not None
    assert [x.account for x in held.lines] == ["", "801"]


@pytest.mark.parametrize(
    ("kind", "carried_out"),
    [
        (Kind.CUT_AFTER, True),
        (Kind.CUT_MIDWAY, True),
        (Kind.TRUNCATED, True),
        (Kind.NONSENSE, True),
        (Kind.CUT_BEFORE, False),
        (Kind.DOWN, False),
    ],
)
def test_a_lost_answer_is_settled_by_asking(
    office: Office,
    kind: Kind,
    carried_out: bool,  # noqa: FBT001 - one of the cases
) -> None:
    journal = report(1)
    body = office.ledger.request([journal], office.books)
    office.faults.set([Fault(kind=kind, method="PUT", times=1)])

    with pytest.raises(LostAnswerError):
        office.ledger.send(body, "k")

    assert len(office.ledger.find(journal.narration)) == int(carried_out)
    assert len(office.held()) == int(carried_out)


def test_a_repeat_under_the_same_key_does_nothing(office: Office) -> None:
    body = office.ledger.request([report(1)], office.books)

    assert office.ledger.send(body, "k") == office.ledger.send(body, "k")

    assert len(office.held()) == 1


def test_a_key_used_for_something_else_leaves_it_open(office: Office) -> None:
    office.one()

    with pytest.raises(LostAnswerError, match="different request"):
        office.send([report(2)])


def test_a_token_turned_down_costs_nothing(office: Office) -> None:
    office.control("/tokens/expire", {})

    assert office.one().xero_id

    assert len(office.held()) == 1


def test_an_ended_sign_in_says_so_and_sends_nothing(office: Office) -> None:
    body = office.ledger.request([report(1)], office.books)
    office.control("/tokens/expire", {"refresh": True})

    with pytest.raises(SignInNeededError):
        office.ledger.send(body, "k")

    assert office.held() == []
    assert office.sign_ins.statuses()[0].ended
    office.allow()
    assert office.ledger.send(body, "k")[0].xero_id


def test_a_lost_renewal_is_made_up_for(office: Office) -> None:
    office.time.now += timedelta(hours=1)
    office.faults.set([Fault(kind=Kind.CUT_AFTER, path="/connect/token", times=1)])

    assert office.one().xero_id


def test_xero_is_given_the_time_it_asks_for(office: Office) -> None:
    busy = Fault(kind=Kind.BUSY, method="PUT", times=2, retry_after=25)
    office.faults.set([busy])

    assert office.one().xero_id

    assert office.time.waited.count(25.0) >= 2
    assert len(office.held()) == 1


def test_the_minutes_limit_is_never_met(office: Office) -> None:
    for _ in range(70):
        office.ledger.probe()

    calls = office.http.get(f"{office.address}/practice/calls").json()
    assert "429" not in calls["by_status"]
    assert sum(office.time.waited) > 50


def test_the_days_limit_parks(office: Office) -> None:
    body = office.ledger.request([report(1)], office.books)
    office.control("/limits", {"day": 0})

    with pytest.raises(ParkedError) as caught:
        office.ledger.send(body, "k")

    assert caught.value.resumes > office.time.now
    assert office.noted[-1] == Allowances(0, None, caught.value.resumes)
    assert not office.time.waited


@pytest.mark.parametrize(
    ("status", "undone"),
    [(JournalStatus.DRAFT, "DELETED"), (JournalStatus.POSTED, "VOIDED")],
)
def test_a_journal_is_undone(
    office: Office, status: JournalStatus, undone: str
) -> None:
    held = office.ledger.read(office.one(status=status).xero_id)
    assert held is not None

    office.ledger.undo(held, "undo-1")

    (found,) = office.ledger.find(held.narration)
    assert found.status == undone


def test_a_locked_period_is_refused_both_ways(office: Office) -> None:
    (refused,) = office.send([report(1, dated=LOCKED_DAY)])
    posted = office.ledger.read(office.send([report(2)], "k2")[0].xero_id)
    office.control(f"/organisations/{HERE}", {"PeriodLockDate": "2026-08-31"})
    assert posted is not None

    with pytest.raises(RefusedError, match="lock date"):
        office.ledger.undo(posted, "undo-1")

    assert "lock date" in refused.errors[0]


def test_a_disconnected_organisation_is_told_from_a_lapsed_sign_in(
    office: Office,
) -> None:
    body = office.ledger.request([report(1)], office.books)
    office.control(f"/organisations/{HERE}/disconnect", {})

    with pytest.raises(DisconnectedError):
        office.ledger.send(body, "k")

    assert office.sign_ins.tenants() == ()
    assert not office.sign_ins.statuses()[0].ended
    office.allow()
    assert office.ledger.send(body, "k")[0].xero_id


def test_a_second_organisation_is_allowed_beside_the_first(office: Office) -> None:
    office.allow(OTHER_COMPANY.name)

    assert {x.organisation_id for x in office.sign_ins.tenants()} == {HERE, THERE}
    assert office.ledgers(THERE).books().organisation.base_currency == "JPY"
    assert office.books.organisation.base_currency == "GBP"
    tenant = next(x for x in office.sign_ins.tenants() if x.organisation_id == THERE)
    office.sign_ins.disconnect(tenant)
    assert [x.organisation_id for x in office.sign_ins.tenants()] == [HERE]


def test_a_thousand_journals_take_few_calls(office: Office) -> None:
    books, before = office.books, office.time.now
    many = [report(number) for number in range(1050)]
    office.http.delete(f"{office.address}/practice/calls")

    for first in range(0, 1050, 50):
        batch = office.ledger.request(many[first : first + 50], books)
        assert all(x.xero_id for x in office.ledger.send(batch, f"key-{first}"))
    held = {x.narration for x in office.ledger.modified_since(before)}

    assert held == {x.narration for x in many}
    calls = office.http.get(f"{office.address}/practice/calls").json()
    assert calls["total"] == 21 + 2
