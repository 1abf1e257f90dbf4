"""What one organisation is kept from by its sign-in, and what the other came to."""

from __future__ import annotations

from pathlib import Path

from tests.flows.office import SHIPPED, Said, organisation
from tests.flows.opening import QUILLMERE, at_work

FARRAVALE = SHIPPED / "farravale"


def test_one_organisation_that_was_disconnected_keeps_no_other_from_its_journals(
    tmp_path: Path,
) -> None:
    with at_work(tmp_path, SHIPPED) as (office, known):
        office.expensify("/limits", {"ten_seconds": None, "minute": None})
        office.connect(known, FARRAVALE, QUILLMERE)
        office.vouch("sync", "--from", "2026-11-01")
        gone = organisation(FARRAVALE)["OrganisationID"]
        office.xero(f"/organisations/{gone}/disconnect", {})

        said = office.vouch("post", "--all", "--json")
        journals = office.journals()

    states = {(x["connection"], x["state"]) for x in said.document["reports"]}
    assert said.status == 3
    assert states == {("Farravale", "ready"), ("Quillmere", "posted")}
    assert said.document["posted"] == len(journals) > 0
    assert "disconnected" in said.err


def test_nor_from_what_is_taken_back_or_posted_anew(tmp_path: Path) -> None:
    with at_work(tmp_path, SHIPPED) as (office, known):
        office.expensify("/limits", {"ten_seconds": None, "minute": None})
        office.connect(known, FARRAVALE, QUILLMERE)
        office.vouch("sync", "--from", "2026-11-01")
        ready = [x for x in office.listed().values() if x["state"] == "ready"]
        cut_off, *_ = (x["report_id"] for x in ready if x["connection"] == "Farravale")
        one, other, *_ = (
            x["report_id"] for x in ready if x["connection"] == "Quillmere"
        )
        office.done("post", cut_off, one, other)
        gone = organisation(FARRAVALE)["OrganisationID"]
        office.xero(f"/organisations/{gone}/disconnect", {})

        reversed_ = office.vouch("reverse", cut_off, one, "--json")
        replayed = office.vouch("replay", cut_off, other, "--json")
        alone = office.vouch("reverse", cut_off, "--json")

    assert (reversed_.status, replayed.status, alone.status) == (3, 3, 3)
    assert _became(reversed_) == {
        cut_off: ("posted", 1, True),
        one: ("reversed", 1, False),
    }
    assert _became(replayed) == {
        cut_off: ("posted", 1, True),
        other: ("posted", 2, False),
    }
    assert (reversed_.document["reversed"], replayed.document["replayed"]) == (1, 1)
    assert "disconnected" in reversed_.err
    assert alone.document["error"]["kind"] == "Disconnected"


def _became(said: Said) -> dict[str, tuple[str, int, bool]]:
    """Of each report its state and revision, and whether it was refused."""
    return {
        x["report_id"]: (x["state"], x["revision"], bool(x["refusal"]))
        for x in said.document["reports"]
    }
