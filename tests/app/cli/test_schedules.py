"""Schedules from the command line, alone and beside another process."""

from __future__ import annotations

import json
import signal
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from app.store.leases import SqlLeases
from app.store.opening import open_store
from tests.flows.office import Office

_A_DAY = 25 * 3600.0


@pytest.fixture
def name(office: Office) -> str:
    """The name of the office's first connection."""
    (first, *_) = office.done("schedule", "list")
    found: str = first["connection"]
    return found


def test_by_themselves_connections_do_nothing(reading: Office) -> None:
    said = reading.done("sync", "--due")

    assert said == {"runs": []}
    assert all(x["schedule"] is None for x in reading.done("schedule", "list"))


def test_a_schedule_is_set_paused_resumed_and_taken_away(
    office: Office, name: str
) -> None:
    asked = ("--after", "4-4-5", "--nth", "2", "--at", "06:15", "--zone")
    (made,) = office.done("schedule", "set", name, *asked, "America/New_York")

    assert made["schedule"]["words"] == (
        "On the 2nd business day after the end of a 4-4-5 period at 06:15"
        " (America/New_York), prepare only"
    )
    assert len(made["next"]) == 5
    assert all(x["from"] < x["to"] < x["at"] for x in made["next"])
    (paused,) = office.done("schedule", "pause", name)
    assert paused["schedule"]["paused"] is True
    assert "paused" in office.vouch("schedule", "list").out.decode()
    (resumed,) = office.done("schedule", "resume", name)
    assert resumed["schedule"]["paused"] is False
    (gone,) = office.done("schedule", "remove", name)
    assert gone["schedule"] is None


def test_a_schedule_is_told_in_words(office: Office, name: str) -> None:
    said = office.vouch("schedule", "set", name, "--weekly", "mon,thu", "--zone", "UTC")

    shown = said.out.decode()
    assert said.status == 0
    assert "Mondays and Thursdays at 07:30 (UTC), prepare only" in shown
    assert shown.count(", 07:30 UTC") == 5


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "Say one of --hours"),
        (("--daily", "--hours", "4"), "Say one of --hours"),
        (("--weekly", "someday"), "someday is no day"),
        (("--daily", "--at", "25:00"), "25:00 is no time of day"),
        (("--daily", "--zone", "Atlantis"), "There is no time zone"),
        (("--daily", "--may", "post"), "after 3 runs by hand"),
    ],
)
def test_what_cannot_be_a_schedule_is_refused(
    reading: Office, asked: tuple[str, ...], said: str
) -> None:
    (first, *_) = reading.done("schedule", "list")

    refused = reading.vouch("schedule", "set", first["connection"], *asked)

    assert refused.status == 2
    assert said in refused.err


def test_due_goes_by_the_schedules_alone(reading: Office) -> None:
    assert reading.vouch("sync", "--due", "--post").status == 2


def test_what_is_due_runs_once_and_is_written_down(office: Office, name: str) -> None:
    office.done("schedule", "set", name, "--hours", "1")
    ahead = datetime.now(UTC) + timedelta(hours=2)
    with time_machine.travel(ahead, tick=True):
        said = office.vouch("sync", "--due", "--json")
        again = office.done("sync", "--due")

    (run,) = said.document["runs"]
    assert said.status == 1  # the company has reports that need a person
    assert run["outcome"] == "needs a person"
    assert run["missed"] >= 1
    assert again == {"runs": []}
    diary = (office.home / "logs" / "schedule.log").read_text("utf-8")
    assert f"{name}: begun. Every hour" in diary
    assert f"{name}: Needs a person:" in diary


def test_run_now_does_it_whatever_the_time(office: Office, name: str) -> None:
    office.done("schedule", "set", name, "--daily", "--may", "draft")

    said = office.vouch("schedule", "run", name, "--json")

    (run,) = said.document["runs"]
    assert "saved as draft in Xero" in run["message"]
    drafts = office.listed("--state", "draft")
    assert drafts
    assert len(drafts) == sum(x["status"] == "DRAFT" for x in office.journals())


def test_two_processes_do_what_is_due_once_and_double_nothing(
    office: Office, name: str
) -> None:
    office.done("schedule", "set", name, "--daily", "--may", "draft")
    office.stop.wait(_A_DAY)
    other = office.start("sync", "--due", "--json")
    by_hand = office.vouch("sync", "--json")
    office.vouch("sync", "--due", "--json")
    out, err = other.communicate(timeout=60)

    assert other.returncode in {0, 1}, err
    runs = json.loads(out)["runs"] + office.said[-1].document["runs"]
    assert len(runs) == 1
    assert by_hand.status in {0, 1}
    narrations = [x["narration"] for x in office.journals()]
    assert narrations
    assert len(narrations) == len(set(narrations))


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not Windows'")
def test_a_run_that_is_killed_is_caught_up_once(office: Office, name: str) -> None:
    office.done("schedule", "set", name, "--daily", "--may", "draft")
    office.stop.wait(_A_DAY)
    office.faults(
        {"kind": "slow", "path": "*/ManualJournals", "method": "PUT", "seconds": 30}
    )
    other = office.start("sync", "--due", "--json")
    while not office.journals() and other.poll() is None:
        office.stop.wait(0.05)
    other.send_signal(signal.SIGKILL)
    other.communicate(timeout=60)
    office.faults()
    (left,) = [x for x in office.done("schedule", "list") if x["schedule"]]
    said = office.vouch("sync", "--due", "--json")
    again = office.done("sync", "--due")

    assert left["going_on"] is None
    (run,) = said.document["runs"]
    assert run["outcome"] in {"done", "needs a person"}
    assert again == {"runs": []}
    narrations = [x["narration"] for x in office.journals()]
    assert narrations
    assert len(narrations) == len(set(narrations))


def test_posting_says_before_what_it_takes_of_the_day(office: Office) -> None:
    first, *_ = office.listed("--state", "ready")

    said = office.vouch("post", first)

    assert said.status == 0
    assert "Takes about 6 calls to Xero" in said.err
    assert "left today; done by about " in said.err
    assert "Takes about 5 calls to Xero" in office.vouch("sync").err


def test_a_digest_is_written_and_its_mail_is_set(
    office: Office, tmp_path: Path
) -> None:
    office.done("digest", "write", str(tmp_path / "digest.html"))
    mail = ("digest", "mail", "--host", "127.0.0.1", "--port", "9", "--from")
    nobody = office.vouch("digest", "send")
    office.done(*mail, "v@x.org", "--to", "a@x.org", "--security", "none")
    every = office.done("digest", "every", "day", "--at", "06:00")
    unreachable = office.vouch("digest", "send", "--json")

    page = (tmp_path / "digest.html").read_text("utf-8")
    assert "<h1>Vouch, practice company: " in page
    assert "Practice company: none of it is real." in page
    assert nobody.status == 2
    assert every == {"every": "Every day at 06:00"}
    assert unreachable.status == 4


def test_what_another_process_runs_is_not_run_beside_it(
    office: Office, name: str
) -> None:
    office.done("schedule", "set", name, "--daily")
    with closing(open_store(office.place.home.store)) as store:
        with store.work() as work:
            (one,) = [x.id for x in work.connections.all() if x.name == name]
        with SqlLeases(store, lambda: datetime.now(UTC)).hold(f"schedule/{one}"):
            said = office.vouch("schedule", "run", name)
            due = office.done("sync", "--due")

    assert said.status == 4
    assert "Another Vouch is running this connection." in said.err
    assert due == {"runs": []}
