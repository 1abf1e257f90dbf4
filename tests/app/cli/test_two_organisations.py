"""What keeps one organisation from being posted into, and what became of the other."""

from __future__ import annotations

from pathlib import Path

from tests.flows.office import SHIPPED, organisation
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
