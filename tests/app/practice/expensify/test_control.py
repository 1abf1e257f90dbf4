"""What people in Expensify may do, and what is remembered of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.practice.faults import Kind
from tests.app.practice.expensify.made import Somebody, practice, report


def test_a_report_can_be_edited(somebody: Somebody) -> None:
    before = _line(somebody, "R1")
    edit = {
        "fields": {"total": 900, "reportName": "Less"},
        "expenses": {"9R1": {"amount": 900, "category": "Meals"}},
    }

    somebody.control("/reports/R1", edit)

    after = json.loads(_line(somebody, "R1"))
    assert after["total"] == after["expenses"][0]["amount"] == 900
    assert after["expenses"][0]["category"] == "Meals"
    assert after["expenses"][0]["currency"] == "GBP"
    assert before != _line(somebody, "R1")


def test_a_report_can_be_approved_anew(somebody: Somebody) -> None:
    somebody.control("/reports/R1/unapprove", {})
    undone = json.loads(_line(somebody, "R1"))
    somebody.wait(3600)
    somebody.control("/reports/R1/approve", {})
    again = json.loads(_line(somebody, "R1"))

    assert (undone["status"], undone["approved"]) == ("Processing", "")
    assert (again["status"], again["approved"]) == ("Approved", "2026-09-01 10:00:00")
    assert again["approvers"] == [
        {
            "email": "bo@acme.example",
            "date": "2026-09-01 10:00:00",
            "fullName": "Bo Birch",
        }
    ]


def test_a_report_can_be_reimbursed_on_a_day(somebody: Somebody) -> None:
    somebody.control("/reports/R1/reimburse", {"at": "2026-10-01 00:00:00"})

    found = json.loads(_line(somebody, "R1"))

    assert (found["status"], found["reimbursed"]) == (
        "Reimbursed",
        "2026-10-01 00:00:00",
    )


def test_reports_come_and_go(somebody: Somebody) -> None:
    somebody.control("/reports", report("R9"))
    somebody.line("DELETE", "/practice/reports/R1").raise_for_status()

    assert somebody.ids({"reportIDList": "R1,R9"}) == ["R9"]
    assert somebody.control("")["reports"]["Approved"] == 2


def test_a_workspace_can_be_changed(somebody: Somebody) -> None:
    somebody.control("/policies/A1", {"areConnectionsEnabled": True})

    assert somebody.control("/policies/A1")["areConnectionsEnabled"] is True


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/reports/nobody", {}, 404),
        ("/reports/R1", {"expenses": {"nobody": {}}}, 404),
        ("/reports/R1", {"total": 1}, 400),
        ("/reports", {**report("R9"), "policyID": "nobody"}, 404),
        ("/policies/nobody", {}, 404),
        ("/habits", {"approved_after": "perhaps"}, 400),
        ("/habits", {"unknown": 1}, 400),
    ],
)
def test_what_cannot_be_done_is_told(
    somebody: Somebody, path: str, body: object, status: int
) -> None:
    answer = somebody.line("POST", f"/practice{path}", json=body)

    assert answer.status_code == status


def test_faults_strike_the_endpoint_and_not_the_controls(somebody: Somebody) -> None:
    fault = {"kind": Kind.DOWN, "service": "expensify", "times": 1}
    somebody.control("/faults", [fault])

    struck = [somebody.ask(type="create").status_code for _ in range(2)]

    assert struck == [503, 200]
    assert somebody.control("/faults")[0]["struck"] == 1
    assert somebody.line("DELETE", "/practice/faults").json() == []


def test_what_was_done_is_there_the_next_time(tmp_path: Path) -> None:
    store = tmp_path / "expensify.db"
    with practice(store) as somebody:
        somebody.control("/reports/R1", {"fields": {"total": 900}})
        somebody.control("/reports", report("R9"))
        somebody.line("DELETE", "/practice/reports/R2")
        somebody.control("/policies/A1", {"name": "Acme again"})
        somebody.control("/habits", {"pieces": 2})
        somebody.control("/limits", {"ten_seconds": 3, "minute": None})

    with practice(store, limited=True) as somebody:
        summary = somebody.control("")
        changed = somebody.control("/reports/R1")["total"]
        policy = somebody.control("/policies/A1")["name"]

        assert somebody.ids({"reportIDList": "R1,R2,R9"}) == ["R1", "R9"]
        assert (changed, policy) == (900, "Acme again")
        assert summary["habits"]["pieces"] == 2
        assert summary["limits"] == {"ten_seconds": 3, "minute": None}


def test_jobs_can_be_forgotten(somebody: Somebody) -> None:
    somebody.ask(type="create")

    somebody.line("DELETE", "/practice/jobs")

    assert somebody.control("/jobs") == []
    assert somebody.control("/calls") == {}


def _line(somebody: Somebody, report_id: str) -> str:
    name = somebody.export(filters={"reportIDList": report_id}).text
    return str(somebody.download(name).text.splitlines()[1])
