"""The exit status that a verb ends with, and the words that go with it."""

from __future__ import annotations

import pytest

from app.bootstrap import build
from tests.flows.office import SHIPPED, Office
from tests.flows.opening import QUILLMERE


def test_done_is_0(alone: Office) -> None:
    assert alone.vouch("list").status == 0


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_telling_of_itself_is_0(alone: Office, flag: str) -> None:
    assert alone.vouch(flag).status == 0


def test_a_sync_that_leaves_something_to_a_person_is_1(office: Office) -> None:
    assert office.vouch("sync").status == 1


def test_a_post_that_leaves_something_out_is_1(office: Office) -> None:
    (blocked, *_) = office.listed("--state", "blocked")

    said = office.vouch("post", blocked)

    assert said.status == 1
    assert office.journals() == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["list", "--nonsense"],
        ["list", "--state", "nonsense"],
        ["sync", "--from", "yesterday"],
        ["sync", "--from", "2026-02-30"],
        ["sync", "--from", "2026-02-02", "--to", "2026-02-01"],
        ["sync", "--connection", "Nonsense"],
        ["sync"],
        ["list", "--connection", "Nonsense"],
        ["show"],
        ["show", "R00Nonsense"],
        ["post"],
        ["post", "--all", "R00Nonsense"],
        ["post", "R00Nonsense"],
        ["hold", "R00Nonsense"],
        ["hold", "--why", "Nonsense"],
        ["hold", "R00Nonsense", "--why", "Nonsense"],
        ["elsewhere", "R00Nonsense"],
        ["connect"],
        ["connect", "expensify"],
        ["connect", "xero"],
        ["setup", "import"],
        ["setup", "import", "nowhere.json"],
        ["history", "--csv", "history.txt"],
        ["practice", "--company", "nowhere"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_with_a_sentence(alone: Office, arguments: list[str]) -> None:
    said = alone.vouch(*arguments)

    assert said.status == 2
    assert said.out == b""
    assert said.err.strip()
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "R00\udcff"],
        ["hold", "R00Nonsense", "R00\udcff", "--why", "Because"],
        ["hold", "R00Nonsense", "--why", "Bec\udcffuse"],
        ["list", "--connection", "Quillm\udcffre"],
        ["history", "--report", "R00\udcff"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_bytes_that_are_no_text_are_2(alone: Office, arguments: list[str]) -> None:
    said = alone.vouch(*arguments)

    assert said.status == 2
    assert "is not text in UTF-8." in said.err


def test_a_hold_without_a_reason_is_2(office: Office) -> None:
    (ready, *_) = office.listed("--state", "ready")

    said = office.vouch("hold", ready, "--why", "  ")

    assert said.status == 2
    assert "A reason is needed." in said.err


def test_releasing_what_is_not_held_is_2(reading: Office) -> None:
    (ready, *_) = reading.listed("--state", "ready")

    said = reading.vouch("release", ready)

    assert said.status == 2
    assert f"Report {ready} is not held: it is ready." in said.err


def test_an_unknown_connection_is_told_the_known_ones(reading: Office) -> None:
    said = reading.vouch("list", "--connection", "Quilmere")

    assert said.status == 2
    assert "There is no connection “Quilmere”; there are: “Quillmere”." in said.err


def test_a_sign_in_that_never_was_is_3(alone: Office) -> None:
    alone.done("setup", "import", str(QUILLMERE / "setup.json"))

    said = alone.vouch("sync")

    assert said.status == 3
    assert "Sign in" in said.err


def test_a_sign_in_that_lapsed_is_3(office: Office) -> None:
    office.xero("/tokens/expire", {"refresh": True})

    posted, synced = office.vouch("post", "--all"), office.vouch("sync")

    assert (posted.status, synced.status) == (3, 3)
    assert office.journals() == []


def test_an_organisation_that_was_disconnected_is_3(office: Office) -> None:
    (summary,) = office.xero()["organisations"]
    office.xero(f"/organisations/{summary['id']}/disconnect", {})

    said = office.vouch("post", "--all")

    assert said.status == 3
    assert "disconnected" in said.err


@pytest.fixture
def both(office: Office) -> Office:
    """An office with a second connection, which no sign-in may use."""
    office.done("setup", "import", str(SHIPPED / "farravale" / "setup.json"))
    return office


def test_one_sign_in_of_two_that_is_missing_is_3_and_the_other_is_synced(
    both: Office,
) -> None:
    synced = both.done("sync", "--post", status=3)

    first, second = synced["runs"]
    assert (first["connection"], second["connection"]) == ("Farravale", "Quillmere")
    assert "may use it any more" in first["error"]
    assert second["error"] is None
    assert {x["state"] for x in synced["posted"]} == {"posted"}


@pytest.mark.parametrize("down", ["xero", "expensify"])
def test_a_missing_sign_in_is_3_also_where_the_other_is_out_of_reach(
    both: Office, down: str
) -> None:
    both.faults({"kind": "down", "service": down})

    assert both.vouch("sync").status == 3


def test_a_sign_in_that_is_missing_is_3_also_where_nothing_else_can_be_posted(
    both: Office,
) -> None:
    both.faults({"kind": "down", "service": "xero", "method": "PUT"})

    said = both.vouch("sync", "--post")

    assert said.status == 3
    assert "The answer was lost." in said.err
    assert said.err.rstrip().endswith("what was ready waits.")


def test_what_keeps_several_things_from_being_done_is_said_once(
    office: Office,
) -> None:
    office.faults({"kind": "down", "service": "xero", "method": "PUT"})
    office.vouch("post", "--all")
    office.faults({"kind": "down", "service": "xero"})

    said = office.vouch("post", "--all")

    assert said.status == 4
    assert said.err.count("answered 503") == 1


def test_a_check_that_finds_a_sign_in_lapsed_and_a_service_down_is_3(
    office: Office,
) -> None:
    office.done("post", next(iter(office.listed("--state", "ready"))))
    office.xero("/tokens/expire", {"refresh": True})
    office.faults({"kind": "down", "service": "expensify"})

    assert office.vouch("check").status == 3


def test_a_connection_that_is_paused_keeps_no_other_from_being_synced(
    both: Office,
) -> None:
    services = build(both.place, both.stop)
    [other] = [c for c in services.review.connections() if c.name == "Farravale"]
    services.upkeep.pause(other.id)
    services.close()

    everything = both.done("sync", status=1)
    alone = both.vouch("sync", "--connection", "Farravale")

    assert [x["connection"] for x in everything["runs"]] == ["Quillmere"]
    assert alone.status == 2
    assert "paused" in alone.err


@pytest.mark.parametrize("service", ["xero", "expensify"])
def test_a_service_that_is_down_is_4(office: Office, service: str) -> None:
    office.faults({"kind": "down", "service": service})

    assert office.vouch("sync").status == 4


def test_a_service_that_nobody_reaches_is_4(alone: Office) -> None:
    said = alone.vouch(
        "connect", "expensify", "--user-id", "me", "--secret-stdin", typed="secret"
    )

    assert said.status == 4
    assert "No connection." in said.err
    assert "secret" not in said.err


def test_a_damaged_store_is_5_and_left_as_it_is(alone: Office) -> None:
    alone.done("list")
    store = alone.place.home.store
    store.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)

    said = alone.vouch("list")

    assert said.status == 5
    assert "The store is damaged." in said.err
    assert store.read_bytes().endswith(b"\xff" * 5000)


def test_a_home_that_cannot_be_made_is_5(alone: Office) -> None:
    alone.home.write_text("a file where the folder should be")

    said = alone.vouch("list")

    assert said.status == 5
    assert said.err.strip()
