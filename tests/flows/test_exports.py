"""Exports that arrive broken change nothing; those that only arrive late do."""

from __future__ import annotations

import pytest

from tests.flows.agreement import Document
from tests.flows.office import Office

DOWNLOAD = {"service": "expensify", "contains": "download"}
EXPORT = {"service": "expensify", "contains": "combinedReportData"}
RENAMED = "A report with another name"


def something_new(office: Office) -> tuple[str, str]:
    """Have a report renamed and another one come; gives both ids."""
    old = list(office.listed("--state", "ready"))[-1]
    report: Document = office.expensify(f"/reports/{old}")
    new = f"{old[:-4]}New1"
    office.expensify("/reports", {**report, "reportID": new, "oldReportID": "1"})
    office.expensify(f"/reports/{old}", {"fields": {"reportName": RENAMED}})
    return old, new


def arrived(office: Office, old: str, new: str) -> bool:
    """Tell whether both were taken in."""
    listed = office.listed()
    return listed[old]["report_name"] == RENAMED and new in listed


@pytest.mark.parametrize("kind", ["truncated", "cut_midway", "nonsense"])
def test_a_broken_export_touches_nothing(office: Office, kind: str) -> None:
    old, new = something_new(office)
    before = office.listed(), office.done("history")
    office.faults({"kind": kind, **DOWNLOAD})

    said = office.vouch("sync", "--json")

    assert said.status == 4
    assert (office.listed(), office.done("history")) == before
    office.faults()
    office.done("sync", status=1)
    assert arrived(office, old, new)


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "busy", **EXPORT},
        {"kind": "busy", "retry_after": 20, **DOWNLOAD},
        {"kind": "down", **EXPORT},
        {"kind": "cut_before", **EXPORT},
        {"kind": "cut_midway", **DOWNLOAD},
    ],
    ids=lambda fault: str(fault["kind"]),
)
def test_a_passing_trouble_is_sat_out(office: Office, fault: Document) -> None:
    old, new = something_new(office)
    office.faults({"times": 2, **fault})

    said = office.vouch("sync", "--json")

    assert said.status == 1, said.err
    assert office.struck() == [2]
    assert arrived(office, old, new)


def test_a_sync_that_cannot_reach_xero_changes_nothing(office: Office) -> None:
    old, new = something_new(office)
    office.faults({"kind": "down", "service": "xero"})

    said = office.vouch("sync", "--json")

    assert said.status == 4
    assert not arrived(office, old, new)
