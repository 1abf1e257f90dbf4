"""A practice Xero without a network, and a small organisation for it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import httpx

from app.practice.faults import Faults
from app.practice.xero.application import xero_app
from app.practice.xero.company import XeroCompany
from tests.fakes.inside import Inside

START = datetime(2026, 9, 1, 12, 0, 0, tzinfo=UTC)
ORGANISATION = "11111111-1111-4111-8111-111111111111"
OTHER_ORGANISATION = "22222222-2222-4222-8222-222222222222"
DEPARTMENT = "33333333-0000-4000-8000-000000000001"
SALES = "33333333-0000-4000-8000-000000000002"
OLD_SHOP = "33333333-0000-4000-8000-000000000003"
REGION = "33333333-0000-4000-8000-000000000004"
NORTH = "33333333-0000-4000-8000-000000000005"
TRAVEL = "44444444-0000-4000-8000-000000000429"
CLEARING = "44444444-0000-4000-8000-000000000801"
JSON = {"Accept": "application/json"}

Answer = dict[str, Any]


def _account(code: str, name: str, kind: str, class_: str, **more: str) -> Answer:
    return {
        "AccountID": f"44444444-0000-4000-8000-000000000{code}",
        "Code": code,
        "Name": name,
        "Type": kind,
        "Class": class_,
        "Status": "ACTIVE",
        "SystemAccount": "",
        "TaxType": "NONE",
        **more,
    }


def _rate(tax_type: str, percent: float, **more: object) -> Answer:
    return {
        "Name": f"{tax_type} at {percent}",
        "TaxType": tax_type,
        "Status": "ACTIVE",
        "CanApplyToAssets": True,
        "CanApplyToEquity": True,
        "CanApplyToExpenses": True,
        "CanApplyToLiabilities": True,
        "CanApplyToRevenue": True,
        "DisplayTaxRate": percent,
        "EffectiveRate": percent,
        **more,
    }


def _option(option_id: str, name: str, status: str = "ACTIVE") -> Answer:
    return {"TrackingOptionID": option_id, "Name": name, "Status": status}


COMPANY = XeroCompany(
    organisation={
        "OrganisationID": ORGANISATION,
        "Name": "Ridge & Vale Ltd",
        "LegalName": "Ridge and Vale Limited",
        "BaseCurrency": "GBP",
        "CountryCode": "GB",
        "ShortCode": "!rv001",
        "OrganisationStatus": "ACTIVE",
        "FinancialYearEndDay": 31,
        "FinancialYearEndMonth": 3,
        "PeriodLockDate": "2026-06-30",
        "EndOfYearLockDate": "2026-03-31",
    },
    accounts=(
        _account("090", "Current account", "BANK", "ASSET"),
        _account("429", "Travel", "EXPENSE", "EXPENSE", TaxType="INPUT2"),
        _account("430", "Old costs", "EXPENSE", "EXPENSE", Status="ARCHIVED"),
        _account("610", "Receivable", "CURRENT", "ASSET", SystemAccount="DEBTORS"),
        _account("498", "Gains", "EXPENSE", "EXPENSE", SystemAccount="ROUNDING"),
        _account("801", "Expenses payable", "CURRLIAB", "LIABILITY"),
    ),
    tax_rates=(
        _rate("NONE", 0),
        _rate("INPUT2", 20, CanApplyToRevenue=False, CanApplyToLiabilities=False),
        _rate("OLD", 15, Status="DELETED"),
    ),
    tracking_categories=(
        {
            "TrackingCategoryID": DEPARTMENT,
            "Name": "Department",
            "Status": "ACTIVE",
            "Options": [
                _option(SALES, "Sales"),
                _option(OLD_SHOP, "Old shop", "ARCHIVED"),
            ],
        },
        {
            "TrackingCategoryID": REGION,
            "Name": "Region",
            "Status": "ACTIVE",
            "Options": [_option(NORTH, "North")],
        },
        {
            "TrackingCategoryID": "33333333-0000-4000-8000-000000000006",
            "Name": "Project",
            "Status": "ARCHIVED",
            "Options": [],
        },
    ),
)
OTHER_COMPANY = XeroCompany(
    organisation={
        "OrganisationID": OTHER_ORGANISATION,
        "Name": "Harbour Trading",
        "BaseCurrency": "JPY",
        "CountryCode": "JP",
        "OrganisationStatus": "ACTIVE",
    },
    accounts=COMPANY.accounts,
    tax_rates=COMPANY.tax_rates,
    tracking_categories=(),
)


def line(amount: float | str, account: str = "429", **more: object) -> Answer:
    """Write a line as a program would send it."""
    return {"LineAmount": amount, "AccountCode": account, "TaxType": "NONE", **more}


def journal(narration: str, *lines: Answer, **more: object) -> Answer:
    """Write a journal as a program would send it; 120.50 on clearing by default."""
    return {
        "Narration": narration,
        "Date": "2026-08-31",
        "Status": "POSTED",
        "LineAmountTypes": "NoTax",
        "JournalLines": list(lines) or [line(120.50), line(-120.50, "801")],
        **more,
    }


def into(organisation: str) -> dict[str, str]:
    """Name the organisation that a call is for."""
    return {"xero-tenant-id": organisation}


class Time:
    """A clock that stands still until told otherwise."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **length: float) -> None:
        """Let time pass."""
        self.now += timedelta(**length)


class Practice:
    """A practice Xero, its clock, and a program that is signed in to it."""

    def __init__(
        self,
        store: Path | None = None,
        companies: tuple[XeroCompany, ...] = (COMPANY, OTHER_COMPANY),
    ) -> None:
        self.time = Time()
        self.slept: list[float] = []
        self.faults = Faults()
        self.app = xero_app(companies, store, self.faults, self.time, sleep=self._sleep)
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self._runner.run(self._begin())
        self.http = httpx.Client(
            transport=Inside(self.app, self._runner),
            base_url="http://127.0.0.1:8000",
        )
        self.token: Answer = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()
        self._runner.run(self._stack.aclose())
        self._runner.close()

    async def _begin(self) -> None:
        await self._stack.enter_async_context(
            self.app.router.lifespan_context(self.app)
        )

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def control(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401
        """Call the control address."""
        answer = self.http.request(method, f"/practice{path}", json=body)
        answer.raise_for_status()
        return answer.json()

    def signed_in(self, *organisations: str, **more: object) -> Self:
        """Sign in by the short way, into every organisation or these."""
        wanted = {"organisations": list(organisations) or None, **more}
        self.token = self.control("POST", "/sign-in", wanted)
        return self

    @property
    def bearer(self) -> dict[str, str]:
        """The headers of a call in the name of the person signed in."""
        return {"Authorization": f"Bearer {self.token['access_token']}", **JSON}

    def call(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, object] | None = None,
    ) -> httpx.Response:
        """Call the accounting API."""
        sent = self.bearer | into(ORGANISATION) | dict(headers or {})
        return self.http.request(
            method,
            f"/api.xro/2.0{path}",
            params={name: str(value) for name, value in (query or {}).items()},
            headers=sent,
            json=body,
        )

    def put(self, *journals: Answer, key: str | None = None, **query: object) -> Any:  # noqa: ANN401
        """Create journals, each answered on its own, and give the answers."""
        answer = self.call(
            "PUT",
            "/ManualJournals",
            body={"ManualJournals": list(journals)},
            headers={"Idempotency-Key": key} if key else None,
            query={"summarizeErrors": "false"} | query,
        )
        assert answer.status_code == 200, answer.text
        return answer.json()["ManualJournals"]

    def create(self, narration: str = "Taxi", **more: object) -> str:
        """Create a good journal and give its id."""
        created: str = self.put(journal(narration, **more))[0]["ManualJournalID"]
        return created

    def change(self, journal_id: str, **fields: object) -> httpx.Response:
        """Change one journal."""
        body = {"ManualJournals": [{"ManualJournalID": journal_id, **fields}]}
        return self.call("POST", f"/ManualJournals/{journal_id}", body=body)

    def listed(self, **query: object) -> list[Answer]:
        """List journals."""
        answer = self.call("GET", "/ManualJournals", query=query)
        assert answer.status_code == 200, answer.text
        found: list[Answer] = answer.json()["ManualJournals"]
        return found

    def kept(self) -> list[Answer]:
        """Give the journals as the books keep them."""
        found: list[Answer] = self.control("GET", "/journals")
        return found
