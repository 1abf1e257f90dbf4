"""A month is looked at, accrued, packed and signed off from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.flows.office import Office

MONTH = ("--month", "2026-08")


def steps(document: dict[str, object]) -> dict[str, str]:
    """How each step stands."""
    listed = document["steps"]
    assert isinstance(listed, list)
    return {step["step"]: step["standing"] for step in listed}


def test_a_month_is_closed_from_end_to_end(office: Office, tmp_path: Path) -> None:
    first = office.done("close", "show", *MONTH, status=1)
    accrued = office.done("close", "accrue", *MONTH)
    signed = office.done("close", "sign", *MONTH, "--name", "Bo Example", status=1)
    last = office.done("close", "show", *MONTH, "--pack", str(tmp_path), status=1)

    assert first["period"] == "August 2026"
    assert steps(first)["accrued"] == "attention"
    assert steps(last)["accrued"] == "done"
    assert {x["why"] for x in first["late"]} == {"booked_later", "waiting", "open"}
    assert (accrued["date"], accrued["reversed_on"]) == ("2026-08-31", "2026-09-01")
    drafts = [x for x in office.journals() if "ccrual" in x["narration"]]
    assert [x["status"] for x in drafts] == ["DRAFT", "DRAFT"]
    assert signed["name"] == last["sign_off"]["name"] == "Bo Example"
    assert [Path(file).exists() for file in last["files"]] == [True, True]


def test_an_accrual_and_a_sign_off_are_taken_back(office: Office) -> None:
    office.done("close", "accrue", *MONTH)
    office.done("close", "sign", *MONTH, "--name", "Bo Example", status=1)

    undone = office.done("close", "accrue", *MONTH, "--undo")
    reopened = office.done("close", "reopen", *MONTH, "--why", "one more report")

    assert undone["progress"] == "undone"
    assert reopened["why"] == "one more report"
    drafts = [x for x in office.journals() if "ccrual" in x["narration"]]
    assert {x["status"] for x in drafts} == {"DELETED"}


def test_what_cannot_be_done_is_said_in_words(office: Office) -> None:
    going_on = office.vouch("close", "show", "--month", "2026-11")
    no_month = office.vouch("close", "show", "--month", "August")
    not_accrued = office.vouch("close", "accrue", *MONTH, "--undo")
    wrong_account = office.vouch("close", "accrue", *MONTH, "--account", "nope")

    assert "It ends on 30 Nov 2026" in going_on.err
    assert "write it as 2026-08" in no_month.err
    assert "August 2026 is not accrued." in not_accrued.err
    assert "Account nope takes no journals" in wrong_account.err
    assert {x.status for x in (going_on, no_month, not_accrued, wrong_account)} == {2}


def test_a_person_reads_the_checklist(reading: Office) -> None:
    said = reading.vouch("close", "show", *MONTH, "--known").out.decode()

    assert "Period close August 2026" in said
    assert "Later costs accrued" in said
    assert "Not asked yet" in said
