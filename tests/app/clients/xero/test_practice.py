"""The client and the practice Xero agree on what a journal is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.clients.loopback import Loopback
from app.domain.setup import JournalStatus
from app.errors import (
    RefusedError,
)
from app.practice.faults import Fault, Kind
from app.practice.xero.registration import VOUCH
from tests.app.clients.xero.office import (
    HERE,
    LOCKED_DAY,
    THERE,
    Office,
    line,
    report,
)
from tests.app.practice.xero.harness import COMPANY, OTHER_COMPANY


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
    long = "Expensify R0009 · " + "報" * 380
    journals = [*(report(number) for number in range(3)), report(9, narration=long)]

    answers = office.send(journals)

    assert [x.status for x in answers] == ["POSTED"] * 4
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


def test_a_second_organisation_is_allowed_beside_the_first(office: Office) -> None:
    office.allow(OTHER_COMPANY.name)

    assert {x.organisation_id for x in office.sign_ins.tenants()} == {HERE, THERE}
    assert office.ledgers(THERE).books().organisation.base_currency == "JPY"
    assert office.books.organisation.base_currency == "GBP"
    tenant = next(x for x in office.sign_ins.tenants() if x.organisation_id == THERE)
    office.sign_ins.disconnect(tenant)
    assert [x.organisation_id for x in office.sign_ins.tenants()] == [HERE]
