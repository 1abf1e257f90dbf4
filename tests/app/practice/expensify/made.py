"""A made-up company on the practice Expensify, and somebody who asks it things."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette

from app.practice.company import ExpensifyCompany
from app.practice.expensify import CREDENTIALS, expensify_app
from app.practice.expensify.application import PATH
from app.practice.expensify.rendering import template
from app.practice.faults import Faults

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
POLICY = {
    "id": "A1",
    "name": "Acme R&D",
    "outputCurrency": "GBP",
    "type": "corporate",
    "role": "admin",
    "areConnectionsEnabled": False,
    "categories": [{"name": "Travel & Co", "enabled": True, "glCode": "493"}],
    "tags": [{"name": "Sales", "enabled": True}],
}


def report(report_id: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """A report of one expense, approved on 31 August."""
    expense = {
        "transactionID": f"9{report_id}",
        "amount": 1250,
        "convertedAmount": 1250,
        "modifiedAmount": 0,
        "currency": "GBP",
        "created": "2026-08-28",
        "category": "Travel & Co",
        "tag": "Sales",
        "reimbursable": True,
        "receiptObject": {},
    }
    return {
        "reportID": report_id,
        "oldReportID": f"1{report_id}",
        "reportName": f"Report {report_id}",
        "policyID": "A1",
        "currency": "GBP",
        "total": 1250,
        "status": "Approved",
        "managerEmail": "bo@acme.example",
        "manager": {"fullName": "Bo Birch"},
        "created": "2026-08-29 08:00:00",
        "submitted": "2026-08-30 08:00:00",
        "approved": "2026-08-31 08:00:00",
        "reimbursed": "",
        "transactionList": [expense],
        **fields,
    }


REPORTS = (
    report("R1"),
    report("R2", status="Reimbursed", submitted="2026-08-10 08:00:00"),
    report("R3", status="Processing", approved=""),
    report("R4", status="Closed", approved="", submitted="2026-07-01 00:00:00"),
    report("R5", approved="2026-08-01 00:00:00", submitted="", policyID="B2"),
)
COMPANY = ExpensifyCompany((POLICY, {**POLICY, "id": "B2", "name": "Bakery"}), REPORTS)


class Line:
    """A line to an application without a network."""

    def __init__(self, app: Starlette, runner: asyncio.Runner) -> None:
        self._runner = runner
        transport = httpx.ASGITransport(app)
        self._http = httpx.AsyncClient(transport=transport, base_url="http://here")

    def __call__(self, method: str, path: str, **content: Any) -> httpx.Response:  # noqa: ANN401 - what httpx takes
        """Send one request."""
        return self._runner.run(self._http.request(method, path, **content))


class Somebody:
    """Asks for jobs and turns the controls."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.now = NOW

    def send(self, form: dict[str, str]) -> httpx.Response:
        """Send any form."""
        return self.line("POST", PATH, data=form)

    def ask(self, given: str | None = None, **job: Any) -> httpx.Response:  # noqa: ANN401 - any JSON
        """Send a job with the right credentials."""
        signed = {
            "partnerUserID": CREDENTIALS.partner_user_id,
            "partnerUserSecret": CREDENTIALS.partner_user_secret,
        }
        form = {"requestJobDescription": json.dumps({"credentials": signed, **job})}
        return self.send(form if given is None else {**form, "template": given})

    def export(self, given: str | None = None, **changes: Any) -> httpx.Response:  # noqa: ANN401 - any JSON
        """Ask for an export; the changes are of its settings."""
        settings = {"type": "combinedReportData", **changes}
        return self.ask(
            template() if given is None else given,
            type="file",
            onReceive={"immediateResponse": ["returnRandomFileName"]},
            inputSettings=settings,
            outputSettings={"fileExtension": "json", "fileBasename": "pull"},
        )

    def download(self, name: str, **changes: str) -> httpx.Response:
        """Ask for a file."""
        asked = {"fileName": name, "fileSystem": "integrationServer", **changes}
        return self.ask(type="download", **asked)

    def ids(self, filters: dict[str, str], **settings: str) -> list[str]:
        """The reports that an export with these filters holds."""
        name = self.export(filters=filters, **settings).text
        lines = self.download(name).text.splitlines()
        records = [json.loads(line) for line in lines]
        return [x["reportID"] for x in records if x["rec"] == "report"]

    def control(self, path: str, body: Any = None) -> Any:  # noqa: ANN401 - any JSON
        """Turn a control, or look at one."""
        if body is None:
            return self.line("GET", f"/practice{path}").raise_for_status().json()
        answer = self.line("POST", f"/practice{path}", json=body)
        return answer.raise_for_status().json()

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


@contextmanager
def practice(store: Path | None = None, *, limited: bool = False) -> Iterator[Somebody]:
    """Serve the company while the block lasts."""
    app = expensify_app([COMPANY], store, Faults(), lambda: somebody.now)
    with asyncio.Runner() as runner:
        somebody = Somebody(Line(app, runner))
        lifespan = app.router.lifespan_context(app)
        runner.run(lifespan.__aenter__())
        if not limited:
            somebody.control("/limits", {"ten_seconds": None, "minute": None})
        yield somebody
        runner.run(lifespan.__aexit__(None, None, None))
