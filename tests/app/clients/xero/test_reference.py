"""What Xero tells of an organisation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.errors import BrokenAnswerError
from tests.app.clients.xero.made import ORGANISATION, Xero, account, books

COMPANY = {
    "OrganisationID": "whatever",
    "Name": "Company",
    "BaseCurrency": "EUR",
    "CountryCode": "IE",
    "ShortCode": "!abc",
    "PeriodLockDate": "/Date(1782777600000+0000)/",
    "EndOfYearLockDate": None,
    "Timezone": "GMTSTANDARDTIME",
}
ACCOUNTS = [
    {"AccountID": "a1", "Code": "0429", "Name": "General", "Type": "EXPENSE"}
    | {"Class": "EXPENSE", "Status": "ACTIVE", "TaxType": "INPUT2"},
    {"AccountID": "a2", "Name": "Bank", "Type": "BANK", "Class": "ASSET"}
    | {"Status": "ARCHIVED", "SystemAccount": None},
]
TAX_RATES = [
    {"Name": "Tax Exempt", "TaxType": "NONE", "Status": "ACTIVE"}
    | {"CanApplyToExpenses": True, "CanApplyToRevenue": False, "EffectiveRate": 0.0},
    {"Name": "GST", "TaxType": "INPUT2", "Status": "DELETED", "EffectiveRate": 12.5},
]
TRACKING = [
    {"TrackingCategoryID": "t1", "Name": "Region", "Status": "ARCHIVED"}
    | {"Options": [{"TrackingOptionID": "o1", "Name": "North", "Status": "ACTIVE"}]},
    {"TrackingCategoryID": "t2", "Name": "Job", "Status": "ACTIVE", "Options": None},
]


def xero(**changes: Any) -> Xero:  # noqa: ANN401 - whatever the test wants Xero to say
    """Answer every path, each change in place of what is usual."""
    told = {
        "Organisation": {"Organisations": [COMPANY]},
        "Accounts": {"Accounts": ACCOUNTS},
        "TaxRates": {"TaxRates": TAX_RATES},
        "TrackingCategories": {"TrackingCategories": TRACKING},
    } | changes

    def answer(request: httpx.Request) -> httpx.Response:
        content = told[request.url.path.rpartition("/")[2]]
        if isinstance(content, httpx.Response):
            return content
        return httpx.Response(200, json=content)

    return Xero([answer])


def test_everything_is_fetched_in_four_calls() -> None:
    asked = xero()

    fetched = asked.ledgers()(ORGANISATION).books()

    assert len(asked.asked) == 4
    assert fetched.fetched == asked.time.now
    assert fetched.organisation.id == ORGANISATION
    assert fetched.organisation.base_currency == "EUR"
    assert fetched.organisation.short_code == "!abc"
    assert fetched.organisation.locked_until == date(2026, 6, 30)
    assert fetched.organisation.year_lock is None


def test_accounts_keep_their_zeros_and_know_whether_they_are_in_use() -> None:
    general, bank = xero().ledgers()(ORGANISATION).books().accounts

    assert (general.code, general.active, general.tax_type) == ("0429", True, "INPUT2")
    assert (bank.code, bank.active, bank.tax_type) == ("", False, "NONE")
    assert not bank.takes_journals


def test_tax_rates_know_what_they_apply_to() -> None:
    none, gst = xero().ledgers()(ORGANISATION).books().tax_rates

    assert (none.applies, none.rate) == (frozenset({"EXPENSE"}), "0")
    assert (gst.active, gst.rate, gst.applies) == (False, "12.5", frozenset())


def test_tracking_comes_with_what_is_archived() -> None:
    asked = xero()

    region, job = asked.ledgers()(ORGANISATION).books().tracking

    assert (region.active, region.options[0].name) == (False, "North")
    assert job.options == ()
    assert asked.asked[-1].url.params["includeArchived"] == "true"


@pytest.mark.parametrize(
    "unchanged", [httpx.Response(304), {"Accounts": []}], ids=["304", "empty"]
)
def test_accounts_that_have_not_changed_are_kept(unchanged: object) -> None:
    asked = xero(Accounts=unchanged)
    known = books(fetched=asked.time.now - timedelta(hours=3))

    fetched = asked.ledgers()(ORGANISATION).books(known)

    assert fetched.accounts == known.accounts
    assert fetched.fetched == asked.time.now
    (accounts,) = [x for x in asked.asked if x.url.path.endswith("Accounts")]
    assert accounts.headers["If-Modified-Since"] == "2026-08-30T06:30:00"


def test_what_changed_while_our_clock_was_hours_ahead_is_asked_for() -> None:
    asked = xero()
    ahead = timedelta(hours=5)
    changed = asked.time.now + timedelta(minutes=5)
    known = books(fetched=asked.time.now + ahead)

    asked.time.now += ahead + timedelta(minutes=30)
    asked.ledgers()(ORGANISATION).books(known)

    (accounts,) = [x for x in asked.asked if x.url.path.endswith("Accounts")]
    since = datetime.fromisoformat(accounts.headers["If-Modified-Since"] + "+00:00")
    assert since < changed


def test_an_account_that_has_changed_takes_its_old_place() -> None:
    asked = xero()
    known = books(fetched=asked.time.now - timedelta(hours=3))

    fetched = asked.ledgers()(ORGANISATION).books(known)

    assert [x.code for x in fetched.accounts] == ["0429", ""]
    assert {x.id for x in fetched.accounts} == {"a1", "a2"}


@pytest.mark.parametrize("age", [timedelta(days=2), timedelta(hours=-1), None])
def test_once_a_day_accounts_are_asked_for_in_full(age: timedelta | None) -> None:
    asked = xero()
    gone = account("gone", "999", "EXPENSE")
    fetched = None if age is None else asked.time.now - age
    known = replace(books(fetched=fetched), accounts=(gone,))

    again = asked.ledgers()(ORGANISATION).books(known)

    assert "gone" not in {x.id for x in again.accounts}


def test_what_xero_cannot_tell_by_change_is_never_asked_for_by_change() -> None:
    asked = xero()

    asked.ledgers()(ORGANISATION).books(books(fetched=asked.time.now))

    by_change = [x for x in asked.asked if "If-Modified-Since" in x.headers]
    assert [x.url.path.rpartition("/")[2] for x in by_change] == ["Accounts"]


@pytest.mark.parametrize(
    "changes",
    [
        {"Organisation": {"Organisations": []}},
        {"Organisation": {"Organisations": [COMPANY | {"BaseCurrency": ""}]}},
        {"Organisation": {"Organisations": [COMPANY | {"PeriodLockDate": "soon"}]}},
        {"Accounts": {}},
        {"Accounts": {"Accounts": [{"Code": "1"}]}},
        {"TaxRates": {"TaxRates": None}},
        {"TrackingCategories": {"TrackingCategories": "none"}},
        {"TrackingCategories": httpx.Response(404, text="no such page")},
    ],
)
def test_an_answer_without_what_was_asked_for_is_broken(
    changes: dict[str, object],
) -> None:
    with pytest.raises(BrokenAnswerError):
        xero(**changes).ledgers()(ORGANISATION).books()
