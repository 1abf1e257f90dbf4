"""Every report of every company is prepared as an independent oracle says it must."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

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
from app.domain.expenses import Expense, Report, ReportId, Workspace, WorkspaceId
from app.domain.journals import JournalLine
from app.domain.postings import State
from app.domain.preparing import Computed, Preparer
from app.domain.problems import Severity
from app.domain.setup import (
    CategoryRule,
    PostingRules,
    Setup,
    TagRule,
    TaxMapping,
    TaxRule,
)

Raw = dict[str, Any]

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "practice"
ANY_DAY = date(2026, 11, 30)
CLASSES = {
    "CanApplyToAssets": "ASSET",
    "CanApplyToEquity": "EQUITY",
    "CanApplyToExpenses": "EXPENSE",
    "CanApplyToLiabilities": "LIABILITY",
    "CanApplyToRevenue": "REVENUE",
}


@pytest.mark.parametrize(
    ("company", "count"), [("birmingham", 4_672), ("senate", 21_450)]
)
def test_a_real_company_comes_out_as_expected(
    shared_data: Path, company: str, count: int
) -> None:
    wanted, prepared = _both(shared_data / company)

    assert len(wanted) == count
    assert prepared == wanted


@pytest.mark.parametrize("company", ["quillmere", "farravale"])
def test_the_practice_company_comes_out_as_expected(company: str) -> None:
    wanted, prepared = _both(SHIPPED / company)

    assert len(wanted) > 100
    assert prepared == wanted


def _both(folder: Path) -> tuple[dict[str, Raw], dict[str, Raw]]:
    """Give what is wanted and what is prepared, by report."""
    wanted = {x.pop("report_id"): x for x in _records(folder / "expected.jsonl.gz")}
    preparer = _preparer(folder)
    prepared = {
        str(report.id): _told(preparer.prepare(report, today=ANY_DAY))
        for report in map(_report, _records(folder / "reports.jsonl.gz"))
        if report.id in wanted
    }
    return wanted, prepared


def _told(computed: Computed) -> Raw:
    """Write a result down as the oracle does."""
    blocking = {
        x.code.value for x in computed.problems if x.severity is Severity.BLOCKING
    }
    journal = computed.journal if computed.state is State.READY else None
    lines = journal.lines if journal else ()
    taxed = journal is not None and journal.tax is TaxRule.INCLUSIVE
    cleared = [x for x in lines if _clears(x)]
    return {
        "state": computed.state.value,
        "problems": sorted(blocking),
        "date": computed.dated.isoformat() if computed.dated else None,
        "debits": [_debit(x, taxed=taxed) for x in lines if not _clears(x)],
        "clearing": [{"account": x.account, "minor": x.minor} for x in cleared],
    }


def _clears(line: JournalLine) -> bool:
    return line.description.startswith(("Reimbursable to ", "Company card of "))


def _debit(line: JournalLine, *, taxed: bool) -> Raw:
    tracking = [list(pair) for pair in line.tracking]
    said: Raw = {"account": line.account, "tracking": tracking, "minor": line.minor}
    return said | ({"tax_type": line.tax_type} if taxed else {})


def _records(path: Path) -> Iterator[Raw]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        yield from map(json.loads, lines)


def _preparer(folder: Path) -> Preparer:
    xero = json.loads((folder / "xero.json").read_text(encoding="utf-8"))
    written = json.loads((folder / "setup.json").read_text(encoding="utf-8"))
    (connection,) = written["connections"]
    workspace = Workspace(WorkspaceId(connection["workspace_id"]), "Workspace", "")
    return Preparer(_setup(connection), _books(xero), workspace)


def _setup(connection: Raw) -> Setup:
    posting = connection["posting"]
    required = posting.get("required_tags", [])
    return Setup(
        PostingRules(
            AccountCode(posting["clearing_account"]),
            AccountCode(posting["card_clearing_account"]),
            tax=TaxRule(posting["tax"]),
        ),
        categories=tuple(
            CategoryRule(
                x["category"], AccountCode(x["account"]), x.get("tax_type", "")
            )
            for x in connection["categories"]
        ),
        tags=tuple(
            TagRule(x["level"], x["tracking_category"], x["level"] in required)
            for x in connection["tags"]
        ),
        taxes=tuple(
            TaxMapping(x["tax"], x["tax_type"]) for x in connection.get("tax_rates", [])
        ),
    )


def _books(xero: Raw) -> Books:
    organisation = xero["organisation"]
    return Books(
        Organisation(
            OrganisationId(organisation["OrganisationID"]),
            organisation["Name"],
            organisation["BaseCurrency"],
            period_lock=_day(organisation.get("PeriodLockDate")),
            year_lock=_day(organisation.get("EndOfYearLockDate")),
        ),
        accounts=tuple(map(_account, xero["accounts"])),
        tax_rates=tuple(map(_rate, xero["taxRates"])),
        tracking=tuple(map(_tracking, xero["trackingCategories"])),
    )


def _account(raw: Raw) -> Account:
    return Account(
        raw["AccountID"],
        AccountCode(raw.get("Code", "")),
        raw["Name"],
        raw["Type"],
        raw["Class"],
        _active(raw),
        raw["SystemAccount"],
        raw["TaxType"],
    )


def _rate(raw: Raw) -> TaxRate:
    applies = frozenset(word for flag, word in CLASSES.items() if raw.get(flag))
    return TaxRate(raw["TaxType"], raw["Name"], _active(raw), applies)


def _tracking(raw: Raw) -> TrackingCategory:
    options = tuple(
        TrackingOption(x["TrackingOptionID"], x["Name"], _active(x))
        for x in raw["Options"]
    )
    return TrackingCategory(
        raw["TrackingCategoryID"], raw["Name"], _active(raw), options
    )


def _active(raw: Raw) -> bool:
    return bool(raw["Status"] == "ACTIVE")


def _report(raw: Raw) -> Report:
    amounts = [x["amount"] for x in raw["transactionList"]]
    odd = [x for x in amounts if not isinstance(x, int)]
    return Report(
        ReportId(raw["reportID"]),
        _text(raw["reportName"]),
        WorkspaceId(raw["policyID"]),
        raw["currency"],
        raw["total"],
        raw["status"],
        _text(raw["submitter"]["fullName"]),
        raw["submitterEmail"],
        _day(raw["approved"]),
        tuple(map(_expense, raw["transactionList"])) if not odd else (),
        kind=raw.get("type") or "",
        unreadable=tuple(f"the amount {x} is not whole" for x in odd),
    )


def _expense(raw: Raw) -> Expense:
    converted = raw.get("convertedAmount")
    return Expense(
        raw["transactionID"],
        _text(raw["merchant"]),
        _text(raw["category"]),
        raw["currency"],
        raw["amount"],
        None if converted in {None, ""} else converted,
        raw["modifiedAmount"] or 0,
        _day(raw["created"]),
        _tags(raw),
        raw["reimbursable"],
        tax_name=_text(raw["taxName"]),
        tax_code=raw["taxCode"],
    )


def _tags(raw: Raw) -> tuple[str, ...]:
    if "ntag1" in raw:
        return _text(raw["ntag1"]), _text(raw["ntag2"])
    levels = re.findall(r"((?:[^\\:]|\\.)*)(?::|$)", _text(raw["tag"]))
    return tuple(re.sub(r"\\(.)", r"\1", level) for level in levels)


def _text(typed: str | None) -> str:
    return html.unescape(typed or "")


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written[:10]) if written else None
