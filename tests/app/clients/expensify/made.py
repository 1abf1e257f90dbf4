"""Made-up export lines, files and workspaces."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from app.clients.expensify.export import CANARY_IN, CANARY_OUT
from app.clients.expensify.jobs import Credentials
from app.domain.expenses import Category, TagLevel, Workspace, WorkspaceId

FLAT = Workspace(
    WorkspaceId("0810E551A5F2A9C2"),
    "Acme",
    "GBP",
    tag_levels=(TagLevel("", (Category("Sales"),)),),
)
LEVELLED = Workspace(
    FLAT.id,
    "Acme",
    "GBP",
    tag_levels=(TagLevel("Department", ()), TagLevel("Region", ())),
)
SECRET = "s3cr3tOfThePartner"
CREDENTIALS = Credentials("aa_somebody_example", SECRET)

EXPENSE: dict[str, Any] = {
    "transactionID": "4056343049275634494",
    "type": "expense",
    "merchant": "Taxi & Co",
    "modifiedMerchant": "",
    "amount": 1250,
    "convertedAmount": 1250,
    "modifiedAmount": 0,
    "currency": "GBP",
    "created": "2026-08-30",
    "modifiedCreated": "",
    "category": "Travel",
    "categoryGlCode": "493",
    "tag": "Sales",
    "ntag1": "Sales",
    "comment": "",
    "reimbursable": True,
    "billable": False,
    "hasTax": False,
    "taxAmount": 0,
}
REPORT: dict[str, Any] = {
    "rec": "report",
    "reportID": "R00bCluvcO4T",
    "reportName": "August",
    "policyID": FLAT.id,
    "currency": "GBP",
    "total": 1250,
    "status": "Approved",
    "submitterEmail": "ann@acme.example",
    "submitterName": "Ann Ash",
    "created": "2026-08-29 08:00:00",
    "submitted": "2026-08-30 09:00:00",
    "approved": "2026-08-31 23:59:59",
    "reimbursed": "",
    "approvers": [
        {"email": "bo@acme.example", "date": "2026-08-31", "fullName": "Bo Birch"}
    ],
    "expenses": [EXPENSE],
    "expenseCount": 1,
}


def line(**fields: Any) -> bytes:  # noqa: ANN401 - any JSON
    """The line of a report; the count of expenses follows the expenses."""
    record = {**REPORT, **fields}
    held = record["expenses"]
    count = None if held is None else len(held)
    return json.dumps({**record, "expenseCount": count} | fields).encode()


def expense(**fields: Any) -> bytes:  # noqa: ANN401 - any JSON
    """The line of a report with one expense."""
    return line(expenses=[{**EXPENSE, **fields}])


def reports(*ids: str) -> list[bytes]:
    """The lines of reports with these ids."""
    return [line(reportID=each) for each in ids]


def entry(report_id: str | None, policy_id: str | None = FLAT.id) -> bytes:
    """The line of a report in a list."""
    record = {"rec": "listed", "reportID": report_id, "policyID": policy_id}
    return json.dumps(record).encode()


def begin(count: int, **fields: Any) -> bytes:  # noqa: ANN401 - any JSON
    """The line that begins a block."""
    canaries = {"canaryIn": CANARY_IN, "canaryOut": CANARY_OUT}
    record = {"rec": "begin", "format": 1, "reports": count, **canaries, **fields}
    return json.dumps(record, ensure_ascii=False).encode()


def end(count: int) -> bytes:
    """The line that ends a block."""
    return json.dumps({"rec": "end", "reports": count}).encode()


def export(*blocks: Sequence[bytes]) -> bytes:
    """A file of one block for each of these sequences of report lines."""
    lines = [x for b in blocks for x in (begin(len(b)), *b, end(len(b)))]
    return b"".join(x + b"\n" for x in lines)
