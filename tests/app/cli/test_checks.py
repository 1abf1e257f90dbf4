"""What is kept is checked, copied and put back, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.office import Office


@pytest.fixture
def posted(office: Office) -> tuple[Office, str, str]:
    """An office after two reports were posted."""
    first, second = list(office.listed("--state", "ready"))[:2]
    office.done("post", first, second)
    return office, first, second


Posted = tuple[Office, str, str]


def test_a_sound_office_is_found_sound(posted: Posted) -> None:
    office, *_ = posted

    found = office.done("check")
    june = office.done("check", "--from", "2026-06-01", "--to", "2026-06-30")
    said = office.vouch("check")

    assert found["ok"] is True
    assert found["audit"]["first_bad"] is None
    [added] = found["completeness"]
    assert added["complete"] is True
    assert added["parts"]["posted"]["reports"] == 2
    assert (
        sum(x["reports"] for x in added["parts"].values())
        == (added["expensify"]["reports"])
    )
    [added] = june["completeness"]
    assert (added["from"], added["to"]) == ("2026-06-01", "2026-06-30")
    assert said.status == 0
    assert "All is well." in said.out.decode()


def test_a_journal_edited_in_xero_is_found_line_by_line(posted: Posted) -> None:
    office, first, _ = posted
    xero_id = office.listed()[first]["xero_id"]
    office.xero(f"/journals/{xero_id}", {"Date": "2026-11-01"})

    found = office.done("check", status=1)
    said = office.vouch("check")

    assert found["ok"] is False
    assert found["drift"][0]["xero"] == 1
    [changed] = found["changed"]
    assert changed["report_id"] == first
    assert changed["problems"][-1]["code"] == "changed-in-xero"
    assert "2026-11-01" in changed["problems"][-1]["message"]
    assert "2026-11-01" in said.out.decode()


def test_a_report_gone_from_expensify_is_found(posted: Posted) -> None:
    office, first, _ = posted
    office.expensify(f"/reports/{first}/unapprove", {})

    found = office.done("check", status=1)

    assert [x["report_id"] for x in found["changed"]] == [first]
    [difference] = found["completeness"][0]["differences"]
    assert (difference["report_id"], difference["kind"]) == (first, "gone")


def test_a_service_out_of_reach_is_said_beside_the_rest(posted: Posted) -> None:
    office, *_ = posted
    office.faults({"kind": "down", "service": "expensify"})

    found = office.done("check", status=4)

    assert found["audit"]["ok"] is True
    assert found["errors"]
    assert found["drift"][0]["doubles"] == []


def test_a_back_up_put_back_posts_nothing_twice(posted: Posted, tmp_path: Path) -> None:
    office, first, _ = posted
    third = next(iter(office.listed("--state", "ready")))
    office.done("backup", str(tmp_path / "copy.db"))
    office.done("post", third)
    office.done("reverse", first)

    said = office.done("restore", str(tmp_path / "copy.db"))
    office.done("sync", status=1)
    office.done("post", third)

    assert Path(said["replaced"]).exists()
    assert office.listed()[third]["state"] == "posted"
    live = [x for x in office.journals() if third in x["narration"]]
    assert len(live) == 1
    found = office.done("check", status=1)
    assert found["audit"]["ok"] is True
    assert [x["report_id"] for x in found["changed"]] == [first]


def test_what_is_no_back_up_is_not_put_back(office: Office, tmp_path: Path) -> None:
    (tmp_path / "cut.db").write_bytes(b"SQLite")
    before = office.listed()

    missing = office.vouch("restore", str(tmp_path / "none.db"))
    cut = office.vouch("restore", str(tmp_path / "cut.db"))

    assert (missing.status, cut.status) == (2, 5)
    assert office.listed() == before


def test_a_name_that_the_system_takes_for_no_file_is_said_in_words(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    long = "a" * 300
    cases = {
        ("restore", "{}.db"): 5,
        ("backup", "{}.db"): 5,
        ("history", "--csv", "{}.csv"): 2,
        ("history", "--xlsx", "{}.xlsx"): 2,
        ("history", "--document", "{}.json"): 2,
        ("digest", "write", "{}.html"): 2,
        ("setup", "import", "{}.json"): 2,
        ("setup", "export", "{}.json"): 2,
    }
    for (*words, name), status in cases.items():
        too_long = office.vouch(*words, str(tmp_path / name.format(long)))
        below = office.vouch(*words, str(tmp_path / "file" / name.format("a")))

        assert (words, too_long.status) == (words, status)
        assert (words, below.status in {2, 5}) == (words, True)


def test_there_may_be_nothing_to_back_up(office: Office, tmp_path: Path) -> None:
    office.place.home.store.unlink()

    said = office.vouch("backup", str(tmp_path / "copy.db"))

    assert said.status == 2
    assert not office.place.home.store.exists()
