"""Xero's own SDK against the practice Xero: what it cannot use is not faithful."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest
from xero_python.accounting import (
    AccountingApi,
    HistoryRecord,
    HistoryRecords,
    LineAmountTypes,
    ManualJournal,
    ManualJournalLine,
    ManualJournals,
    TrackingCategory,
)
from xero_python.api_client import ApiClient
from xero_python.api_client.configuration import Configuration
from xero_python.api_client.oauth2 import OAuth2Token
from xero_python.exceptions import AccountingBadRequestException, RateLimitException
from xero_python.identity import IdentityApi

from app.practice.faults import Fault, Faults, Kind
from app.practice.xero.application import xero_app
from tests.app.practice.xero.harness import (
    CLEARING,
    COMPANY,
    ORGANISATION,
    OTHER_COMPANY,
    OTHER_ORGANISATION,
    TRAVEL,
)
from tests.app.practice.xero.serving import serving


def _now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def faults() -> Faults:
    return Faults()


@pytest.fixture(scope="module")
def address(faults: Faults) -> Iterator[str]:
    with serving(xero_app([COMPANY, OTHER_COMPANY], None, faults, _now)) as address:
        yield address


@pytest.fixture
def client(address: str) -> ApiClient:
    token = httpx.post(f"{address}/practice/sign-in").json()
    configuration = Configuration(oauth2_token=OAuth2Token())
    client = ApiClient(configuration)
    client.oauth2_token_getter(lambda: token)
    client.oauth2_token_saver(lambda _token: None)
    return client


@pytest.fixture
def accounting(client: ApiClient, address: str) -> AccountingApi:
    return AccountingApi(client, f"{address}/api.xro/2.0")


def taxi(narration: str) -> ManualJournals:
    """Build a journal as the SDK's users do."""
    tracking = TrackingCategory(name="Department", option="Sales")
    lines = [
        ManualJournalLine(
            line_amount=120.5,
            account_code="429",
            tax_type="NONE",
            description="Taxi",
            tracking=[tracking],
        ),
        ManualJournalLine(line_amount=-120.5, account_code="801", tax_type="NONE"),
    ]
    journal = ManualJournal(
        narration=narration,
        date=date(2026, 8, 31),
        status="POSTED",
        line_amount_types=LineAmountTypes.NOTAX,
        journal_lines=lines,
    )
    return ManualJournals(manual_journals=[journal])


def test_the_sdk_lists_connections(client: ApiClient, address: str) -> None:
    connections = IdentityApi(client, address).get_connections()

    assert {x.tenant_id for x in connections} == {ORGANISATION, OTHER_ORGANISATION}
    assert {x.tenant_type for x in connections} == {"ORGANISATION"}


def test_the_sdk_reads_the_organisation(accounting: AccountingApi) -> None:
    [shown] = accounting.get_organisations(ORGANISATION).organisations

    assert (shown.organisation_id, shown.name) == (ORGANISATION, "Ridge & Vale Ltd")
    assert shown.period_lock_date == date(2026, 6, 30)
    assert shown.end_of_year_lock_date == date(2026, 3, 31)


def test_the_sdk_lists_accounts_rates_and_tracking(accounting: AccountingApi) -> None:
    accounts = accounting.get_accounts(ORGANISATION, where='Code=="429"').accounts
    rates = accounting.get_tax_rates(ORGANISATION).tax_rates
    categories = accounting.get_tracking_categories(
        ORGANISATION, include_archived="true"
    ).tracking_categories

    assert [(x.account_id, x.name) for x in accounts] == [(TRAVEL, "Travel")]
    assert [x.tax_type for x in rates] == ["NONE", "INPUT2", "OLD"]
    assert [x.name for x in categories] == ["Department", "Region", "Project"]
    assert [x.status for x in categories[0].options] == ["ACTIVE", "ARCHIVED"]


def test_the_sdk_creates_finds_reads_and_voids_a_journal(
    accounting: AccountingApi,
) -> None:
    created = accounting.create_manual_journals(
        ORGANISATION, taxi("SDK round"), idempotency_key="sdk-1"
    ).manual_journals[0]

    found = accounting.get_manual_journals(
        ORGANISATION, where='Narration=="SDK round"', page=1, page_size=10
    )
    read = accounting.get_manual_journal(
        ORGANISATION, created.manual_journal_id
    ).manual_journals[0]
    void = ManualJournals(
        manual_journals=[ManualJournal(narration="SDK round", status="VOIDED")]
    )
    voided = accounting.update_manual_journal(
        ORGANISATION, created.manual_journal_id, void
    ).manual_journals[0]

    assert found.pagination.item_count == 1
    assert found.manual_journals[0].manual_journal_id == created.manual_journal_id
    assert (read.date, read.status) == (date(2026, 8, 31), "POSTED")
    assert [x.line_amount for x in read.journal_lines] == [120.5, -120.5]
    assert [x.account_id for x in read.journal_lines] == [TRAVEL, CLEARING]
    assert read.journal_lines[0].tracking[0].option == "Sales"
    assert read.updated_date_utc.tzinfo is not None
    assert voided.status == "VOIDED"


def test_the_sdk_reads_and_writes_history(accounting: AccountingApi) -> None:
    created = accounting.create_manual_journals(ORGANISATION, taxi("SDK history"))
    journal_id = created.manual_journals[0].manual_journal_id
    notes = HistoryRecords(history_records=[HistoryRecord(details="Seen")])

    accounting.create_manual_journal_history_record(ORGANISATION, journal_id, notes)
    records = accounting.get_manual_journals_history(ORGANISATION, journal_id)

    assert [x.changes for x in records.history_records] == ["Note", "Created"]


def test_the_sdk_asks_for_what_changed_since(accounting: AccountingApi) -> None:
    accounting.create_manual_journals(ORGANISATION, taxi("SDK since"))

    def since(moment: datetime) -> list[Any]:
        listed = accounting.get_manual_journals(ORGANISATION, if_modified_since=moment)
        found: list[Any] = listed.manual_journals
        return found

    assert since(datetime(2020, 1, 1, tzinfo=UTC))
    assert since(datetime(2100, 1, 1, tzinfo=UTC)) == []


def test_the_sdk_understands_a_refusal(accounting: AccountingApi) -> None:
    wrong = taxi("SDK wrong")
    wrong.manual_journals[0].journal_lines[0].line_amount = 1

    with pytest.raises(AccountingBadRequestException) as raised:
        accounting.create_manual_journals(ORGANISATION, wrong)

    said = "The total debits (1.00) must equal total credits (-120.50)"
    assert raised.value.reason == said


def test_the_sdk_understands_that_the_service_is_busy(
    accounting: AccountingApi, faults: Faults
) -> None:
    faults.set([Fault(kind=Kind.BUSY, problem="concurrent", times=1)])

    with pytest.raises(RateLimitException) as raised:
        accounting.get_organisations(ORGANISATION)

    assert raised.value.rate_limit == "concurrent"
