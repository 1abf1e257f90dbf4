"""Answers that Expensify gives, and what a test asks of the source."""

from __future__ import annotations

from datetime import date

import httpx

from app.clients.expensify.client import ExpensifySource
from app.domain.runs import Progress
from app.ports.expensify import Pull, RawReport
from tests.app.clients.expensify.made import FLAT, export, reports

PULL = Pull(FLAT.id, approved_after=date(2026, 8, 1))
NAME = "export0fd99e06-a636-4974-b6bc-3ceb12163386.json"
NAMED = httpx.Response(200, text=NAME, headers={"content-type": "text/plain"})
FILE = httpx.Response(200, content=export(reports("R1", "R2")))
LIST = httpx.Response(
    200,
    json={
        "policyList": [{"id": FLAT.id, "name": "Acme", "outputCurrency": "GBP"}],
        "responseCode": 200,
    },
)
POLICY = httpx.Response(
    200, json={"policyInfo": {FLAT.id: {"categories": [{"name": "Travel"}]}}}
)


def pulled(source: ExpensifySource, pull: Pull = PULL) -> list[RawReport]:
    with source.pull(pull, nobody) as found:
        return list(found)


def nobody(_progress: Progress) -> None:
    """Nobody is told."""
