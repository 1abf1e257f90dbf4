"""The company that ships with the program, from its opening to its books."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.paths import Home
from app.practising import Practice
from tests.flows import agreement
from tests.flows.agreement import Outcome
from tests.flows.office import SHIPPED, Office, PassingTime

FOLDERS = ("farravale", "quillmere")


@contextmanager
def practising(home: Path, *, fresh: bool = False) -> Iterator[Office]:
    """Open the practice company in a home of its own."""
    where = Home.of({"VOUCH_HOME": str(home)})
    with (
        Practice(where, fresh=fresh) as practice,
        PassingTime(practice.place) as stop,
    ):
        yield Office(practice.place, stop)


@pytest.fixture(scope="module")
def left_behind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Open it, sync and close it, for copies to begin with."""
    home = tmp_path_factory.mktemp("left")
    with practising(home) as office:
        office.done("sync", status=1)
    return home


@pytest.fixture(scope="module")
def synced(left_behind: Path) -> Iterator[Office]:
    """Look at it."""
    with practising(left_behind) as office:
        yield office


@pytest.fixture
def copy(left_behind: Path, tmp_path: Path) -> Path:
    """Copy it, for a test to go on from there."""
    return shutil.copytree(left_behind, tmp_path, dirs_exist_ok=True)


@pytest.fixture
def company(copy: Path) -> Iterator[Office]:
    """Open a copy."""
    with practising(copy) as office:
        yield office


@pytest.fixture(scope="module")
def expected() -> dict[str, Outcome]:
    """Both organisations in one."""
    both: dict[str, Outcome] = {}
    for name in FOLDERS:
        both |= agreement.expected(SHIPPED / name)
    return both


def test_every_report_is_prepared_as_expected(
    synced: Office, expected: dict[str, Outcome]
) -> None:
    assert agreement.listed(synced.listed()) == expected


def test_every_problem_is_told_in_a_sentence(
    synced: Office, expected: dict[str, Outcome]
) -> None:
    problems = [p for x in synced.listed().values() for p in x["problems"]]

    blocking = {p["code"] for p in problems if p["severity"] == "blocking"}
    warnings = {p["code"] for p in problems if p["severity"] == "warning"}
    assert blocking == {code for x in expected.values() for code in x.problems}
    assert warnings == {"native-connection-on"}
    assert all(p["message"].endswith(".") for p in problems)


def test_syncing_again_finds_nothing_new(company: Office) -> None:
    before = company.listed()

    runs = company.done("sync", status=1)["runs"]

    assert [x["counts"].keys() <= {"unchanged", "changed"} for x in runs] == [True] * 2
    assert sum(x["counts"].get("changed", 0) for x in runs) == 0
    assert company.listed() == before


def test_xero_holds_what_was_expected_once_and_nothing_else(
    company: Office, expected: dict[str, Outcome]
) -> None:
    answer = company.done("post", "--all")

    listed = company.listed()
    held = agreement.in_xero(company.journals(), listed)
    assert held == agreement.ready(expected)
    assert answer["posted"] == len(held)
    assert agreement.listed(listed) == agreement.posted(expected)
    assert all(
        x["xero_url"].startswith("https://go.xero.com/") for x in answer["reports"]
    )


def test_what_is_held_is_left_out_until_it_is_released(company: Office) -> None:
    held, aside, *_ = company.listed("--state", "ready")
    company.done("hold", held, "--why", "Ask about the hotel")
    company.done("elsewhere", aside, "--why", "Entered by hand")

    company.done("post", "--all")

    listed = company.listed()
    assert (listed[held]["state"], listed[held]["why"]) == (
        "held",
        "Ask about the hotel",
    )
    assert (listed[aside]["state"], listed[aside]["why"]) == (
        "elsewhere",
        "Entered by hand",
    )
    company.done("release", held, "--why", "She found the bill")
    assert company.done("post", held)["posted"] == 1
    story = company.done("history", "--report", held)
    assert [x["what"] for x in reversed(story)] == [
        "prepared",
        "held",
        "released",
        "sending",
        "posted",
    ]


def test_one_connection_can_be_worked_on_alone(company: Office) -> None:
    names = {x["connection"] for x in company.listed().values()}

    company.done("post", "--all", "--connection", "quillmere")

    states = {
        (x["connection"], x["state"])
        for x in company.listed().values()
        if x["state"] in {"ready", "posted"}
    }
    assert len(names) == len(FOLDERS)
    assert ("Quillmere", "posted") in states
    assert ("Quillmere", "ready") not in states
    assert states - {("Quillmere", "posted")} == {
        (x, "ready") for x in names - {"Quillmere"}
    }
    listed = company.listed("--connection", "Quillmere")
    assert {x["connection"] for x in listed.values()} == {"Quillmere"}


def test_expensify_is_only_read(company: Office) -> None:
    name, *_ = company.listed("--state", "ready")
    company.done("post", "--all")
    company.done("sync", status=1)
    company.done("show", name)

    jobs = company.expensify("/jobs")

    assert {x["type"] for x in jobs} == {"file", "download", "get"}
    assert [x for x in jobs if "onFinish" in x] == []
    assert company.expensify("/calls").keys() == {"file", "download", "get"}


def test_everything_is_still_there_the_next_time(copy: Path) -> None:
    with practising(copy) as office:
        office.done("post", "--all", "--connection", "Quillmere")
        before = office.listed(), office.journals(), office.done("history")

    with practising(copy) as office:
        after = office.listed(), office.journals(), office.done("history")
        office.done("sync", status=1)
        again = office.listed(), office.journals()

    assert after == before
    assert again == before[:2]


def test_it_can_be_started_over(copy: Path) -> None:
    with practising(copy) as office:
        office.done("post", "--all")

    with practising(copy, fresh=True) as office:
        listed, journals = office.listed(), office.journals()
        office.done("sync", status=1)
        again = {x["state"] for x in office.listed().values()}

    assert (listed, journals) == ({}, [])
    assert again == {"ready", "blocked", "nothing_to_post"}


def test_real_books_are_kept_apart(left_behind: Path) -> None:
    assert [x.name for x in left_behind.iterdir()] == ["practice"]
