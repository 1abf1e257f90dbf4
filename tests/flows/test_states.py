"""How reports come into the states that a first sync does not show."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from tests.flows.office import Office
from tests.flows.posting import posted


def states(office: Office) -> Counter[str]:
    """How many reports are in each state."""
    return Counter(x["state"] for x in office.listed().values())


def test_what_xero_refuses_fails_alone_and_can_be_posted_later(office: Office) -> None:
    ready = office.listed("--state", "ready")
    longest = max(len(x["journal"]["narration"]) for x in ready.values())
    office.xero("/habits", {"narration_limit": longest - 1})

    answer = office.done("post", "--all", status=1)
    refused = office.listed("--state", "failed")
    office.xero("/habits", {})
    office.done("post", *refused)

    assert answer["posted"] == len(ready) - len(refused)
    assert refused.keys() < ready.keys()
    assert all(x["why"] for x in refused.values())
    assert "failed" not in states(office)
    assert len(office.journals()) == len(ready)


def test_drafts_are_drafts_on_both_sides(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "drafts.json"
    office.done("setup", "export", str(file))
    setup = json.loads(file.read_text("utf-8"))
    setup["connections"][0]["posting"]["status"] = "DRAFT"
    file.write_text(json.dumps(setup), "utf-8")
    office.done("setup", "import", str(file))
    ready = len(office.listed("--state", "ready"))

    posted(office)

    assert states(office)["draft"] == ready
    assert [x["status"] for x in office.journals()] == ["DRAFT"] * ready


def test_a_report_that_changes_after_posting_is_told(office: Office) -> None:
    name, other, *_ = office.listed("--state", "ready")
    office.done("post", name, other)
    (expense, *_) = office.expensify(f"/reports/{name}")["transactionList"]
    edit = {expense["transactionID"]: {"category": "Postage"}}
    office.expensify(f"/reports/{name}", {"expenses": edit})
    office.expensify(f"/reports/{other}", {"fields": {"reportName": "Another name"}})

    office.done("sync", status=1)

    listed = office.listed()
    assert listed[name]["state"] == "changed"
    assert {p["code"] for p in listed[name]["problems"]} == {"changed-in-expensify"}
    assert listed[other]["state"] == "posted"
    office.done("post", "--all")
    assert len([x for x in office.journals() if name in x["narration"]]) == 1


def test_a_report_that_loses_its_approval_is_not_posted(office: Office) -> None:
    name, *_ = office.listed("--state", "ready")
    office.expensify(f"/reports/{name}/unapprove", {})

    office.done("sync", status=1)
    office.done("post", "--all")

    (blocked,) = [x for x in office.listed().values() if x["report_id"] == name]
    assert blocked["state"] == "blocked"
    assert not [x for x in office.journals() if name in x["narration"]]
    office.expensify(f"/reports/{name}/approve", {})
    office.done("sync", status=1)
    assert office.listed()[name]["state"] == "ready"


def test_a_month_that_is_locked_meanwhile_keeps_its_journals_back(
    office: Office,
) -> None:
    ready = office.listed("--state", "ready")
    june = {name for name, x in ready.items() if x["journal"]["date"] < "2026-07"}
    (summary,) = office.xero()["organisations"]
    lock = {"PeriodLockDate": "2026-06-30"}
    office.xero(f"/organisations/{summary['id']}", lock)

    office.done("post", "--all", status=1)

    now = office.listed()
    assert june
    assert {now[name]["state"] for name in june} == {"blocked"}
    assert len(office.journals()) == len(ready) - len(june)
