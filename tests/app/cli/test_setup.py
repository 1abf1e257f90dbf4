"""The portable set-up: taken in, given out, and refused in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.flows.office import SHIPPED, Office

Change = Callable[[dict[str, Any]], object]

QUILLMERE = SHIPPED / "quillmere" / "setup.json"
FARRAVALE = SHIPPED / "farravale" / "setup.json"


def given_out(office: Office, file: Path) -> Any:  # noqa: ANN401 - JSON
    """Export the set-up and read it."""
    assert office.done("setup", "export", str(file)) == {"file": str(file)}
    return json.loads(file.read_text("utf-8"))


def test_what_was_taken_in_is_given_out_again(alone: Office, tmp_path: Path) -> None:
    for file in (QUILLMERE, FARRAVALE):
        alone.done("setup", "import", str(file))

    given = given_out(alone, tmp_path / "given.json")

    connections = {x["name"]: x for x in given["connections"]}
    for file in (QUILLMERE, FARRAVALE):
        (taken,) = json.loads(file.read_text("utf-8"))["connections"]
        mine = connections[taken["name"]]
        posting = taken["posting"]
        required, states = posting.pop("required_tags", []), posting.pop("states")
        assert mine["states"] == states
        assert {x["level"] for x in mine["tags"] if x.get("required")} == set(required)
        for name in ("workspace_id", "organisation_id", "posting", "categories"):
            assert mine[name] == taken[name]


def test_a_round_trip_changes_nothing(alone: Office, tmp_path: Path) -> None:
    alone.done("setup", "import", str(QUILLMERE))
    alone.done("setup", "import", str(FARRAVALE))
    first = given_out(alone, tmp_path / "first.json")

    answer = alone.done("setup", "import", str(tmp_path / "first.json"))
    second = given_out(alone, tmp_path / "second.json")

    assert second == first
    assert [x["name"] for x in answer["connections"]] == [
        x["name"] for x in first["connections"]
    ]


def test_the_answer_names_every_connection(alone: Office) -> None:
    answer = alone.done("setup", "import", str(QUILLMERE))

    (taken,) = json.loads(QUILLMERE.read_text("utf-8"))["connections"]
    (connection,) = answer["connections"]
    assert connection == {
        "id": connection["id"],
        "name": "Quillmere",
        "workspace_id": taken["workspace_id"],
        "organisation_id": taken["organisation_id"],
    }


def test_a_changed_mapping_prepares_what_waits_anew(
    office: Office, tmp_path: Path
) -> None:
    setup = given_out(office, tmp_path / "setup.json")
    codes = {p["code"] for x in office.listed().values() for p in x["problems"]}
    setup["connections"][0]["categories"] = []
    (tmp_path / "setup.json").write_text(json.dumps(setup), "utf-8")

    office.done("setup", "import", str(tmp_path / "setup.json"))

    assert "category-unmapped" in codes
    assert not office.listed("--state", "ready")
    office.done("setup", "import", str(QUILLMERE))
    assert office.listed("--state", "ready")


def without(*path: str | int) -> Change:
    """Take something out of the file."""

    def change(setup: dict[str, Any]) -> None:
        del _inside(setup, path[:-1])[path[-1]]

    return change


def with_(value: object, *path: str | int) -> Change:
    """Put something into the file."""

    def change(setup: dict[str, Any]) -> None:
        _inside(setup, path[:-1])[path[-1]] = value

    return change


def _inside(setup: Any, path: Sequence[str | int]) -> Any:  # noqa: ANN401 - JSON
    for step in path:
        setup = setup[step]
    return setup


ONE: tuple[str | int, ...] = ("connections", 0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without("version"), "the file: “version” must be a whole number."),
        (with_(2, "version"), "of version 2; this Vouch reads version 1."),
        (with_("1", "version"), "the file: “version” must be a whole number."),
        (with_({}, "connections"), "the file: “connections” must be a list."),
        (with_([7], "connections"), "connections[1] of the file is not an object."),
        (without(*ONE, "name"), "connections[1] of the file: “name” must be text."),
        (with_("\ud800", *ONE, "name"), "The file is not JSON"),
        (with_("  ", *ONE, "name"), "connections[1] of the file: “name” is empty."),
        (without(*ONE, "workspace_id"), "“workspace_id” must be text."),
        (with_(9, *ONE, "organisation_id"), "“organisation_id” must be text."),
        (without(*ONE, "posting"), "“posting” of connections[1] of the file"),
        (
            with_("SENT", *ONE, "posting", "status"),
            "“status” is “SENT”; there are POSTED, DRAFT.",
        ),
        (with_("never", *ONE, "posting", "date_rule"), "“date_rule” is “never”"),
        (with_("break", *ONE, "posting", "lock_rule"), "“lock_rule” is “break”"),
        (with_("some", *ONE, "posting", "tax"), "“tax” is “some”"),
        (with_("no", *ONE, "posting", "cash_basis"), "must be true or false."),
        (without(*ONE, "posting", "clearing_account"), "“clearing_account” must be"),
        (with_("{", *ONE, "posting", "narration"), "“posting” of connections[1]"),
        (with_("{who}", *ONE, "posting", "narration"), "“posting” of connections[1]"),
        (with_(["OPEN"], *ONE, "states"), "no state is “OPEN”"),
        (with_("soon", *ONE, "start_on"), "“start_on” is no day: soon."),
        (with_([{}], *ONE, "categories"), "categories[1] of connections[1]"),
        (with_([{"level": 0}], *ONE, "tags"), "levels are counted from 1."),
        (with_([{"level": 1}], *ONE, "tags"), "“tracking_category” must be text."),
    ],
)
def test_a_file_that_is_not_right_is_refused_in_words(
    alone: Office, tmp_path: Path, change: Change, said: str
) -> None:
    setup = json.loads(QUILLMERE.read_text("utf-8"))
    change(setup)
    file = tmp_path / "setup.json"
    file.write_text(json.dumps(setup), "utf-8")

    answer = alone.vouch("setup", "import", str(file))

    assert (answer.status, answer.out) == (2, b"")
    assert said in answer.err
    assert given_out(alone, tmp_path / "out.json")["connections"] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b"[]", "the file is not an object."),
        (b"[" * 100_000, "is not JSON"),
        (b"\xff\xfe{\0}\0", "is not UTF-8 text."),
    ],
    ids=["empty", "cut", "list", "deep", "utf-16"],
)
def test_a_file_of_another_kind_is_refused_in_words(
    alone: Office, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "setup.json"
    file.write_bytes(content)

    answer = alone.vouch("setup", "import", str(file))

    assert answer.status == 2
    assert said in answer.err


def test_a_mark_at_the_beginning_does_no_harm(alone: Office, tmp_path: Path) -> None:
    file = tmp_path / "setup.json"
    file.write_bytes(b"\xef\xbb\xbf" + QUILLMERE.read_bytes())

    assert alone.vouch("setup", "import", str(file)).status == 0


def test_one_bad_connection_keeps_the_others_out(alone: Office, tmp_path: Path) -> None:
    setup = json.loads(QUILLMERE.read_text("utf-8"))
    twin = dict(setup["connections"][0], workspace_id="other")
    setup["connections"].append(twin)
    file = tmp_path / "setup.json"
    file.write_text(json.dumps(setup), "utf-8")

    answer = alone.vouch("setup", "import", str(file))

    assert answer.status == 2
    assert "Two connections are called “Quillmere”." in answer.err
    assert given_out(alone, tmp_path / "out.json")["connections"] == []


def test_a_name_that_is_taken_is_refused(alone: Office, tmp_path: Path) -> None:
    alone.done("setup", "import", str(QUILLMERE))
    setup = json.loads(FARRAVALE.read_text("utf-8"))
    setup["connections"][0]["name"] = "Quillmere"
    file = tmp_path / "setup.json"
    file.write_text(json.dumps(setup), "utf-8")

    answer = alone.vouch("setup", "import", str(file))

    assert answer.status == 2
    assert "Another connection is called “Quillmere” already." in answer.err


def test_a_place_that_cannot_be_written_is_told(alone: Office, tmp_path: Path) -> None:
    answer = alone.vouch("setup", "export", str(tmp_path / "nowhere" / "setup.json"))

    assert answer.status == 2
    assert "cannot be written" in answer.err
