"""What people see: tables, help, progress; and how they stop it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence

import pytest

from app.cli.grids import counted
from tests.flows.office import CHECKOUT, PROGRAM, Office
from tests.flows.posting import WRITES

needs_signals = pytest.mark.skipif(
    sys.platform == "win32", reason="Ctrl+C reaches whole groups there"
)
VERBS: Sequence[Sequence[str]] = [
    [],
    ["connect"],
    ["connect", "expensify"],
    ["connect", "xero"],
    ["setup"],
    ["setup", "import"],
    ["setup", "export"],
    ["sync"],
    ["list"],
    ["show"],
    ["post"],
    ["hold"],
    ["release"],
    ["elsewhere"],
    ["reverse"],
    ["replay"],
    ["history"],
    ["check"],
    ["backup"],
    ["restore"],
    ["practice"],
]


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_every_verb_has_help(alone: Office, verb: Sequence[str]) -> None:
    said = alone.vouch(*verb, "--help")

    text = said.out.decode()
    assert said.status == 0
    assert text.startswith(f"Usage: {' '.join(['vouch', *verb])} ")
    assert max(map(len, text.splitlines())) <= 80
    assert not alone.home.exists()


def test_the_help_has_every_verb_under_a_heading(alone: Office) -> None:
    text = alone.vouch("--help").out.decode()

    assert "Every day:\n  sync " in text
    assert "More:" not in text
    for verb in VERBS[1:]:
        assert f"\n  {verb[0]} " in text


def test_a_table_in_a_file_has_all_the_room_it_needs(reading: Office) -> None:
    lines = reading.vouch("list").out.decode().splitlines()

    listed = reading.listed().values()
    assert lines[0] == f"{len(listed)} reports"
    assert len(lines) == len(listed) + 3
    for report, line in zip(listed, lines[3:], strict=True):
        assert report["report_id"] in line
        assert line == line.rstrip()
    assert not any("…" in line or "\x1b" in line for line in lines)


def test_one_report_is_not_reports(reading: Office) -> None:
    said = reading.vouch("list", "--state", "ready", "--connection", "Quillmere")

    assert said.out.decode().splitlines()[0] == "113 reports"
    assert counted(1, "report") == "1 report"
    assert counted(0, "report") == "0 reports"
    assert counted(17427, "journal") == "17,427 journals"


def test_a_report_is_shown_with_its_journal(reading: Office) -> None:
    (blocked, *_) = (
        x for x in reading.listed("--state", "blocked").values() if x["journal"]
    )

    text = reading.vouch("show", blocked["report_id"]).out.decode()

    lines = text.splitlines()
    assert lines[0] == f"{blocked['report_id']} · {blocked['report_name']}"
    assert lines[2] == "Needs attention"
    assert lines[3] == f"• {blocked['problems'][0]['message']}"
    assert "Description" in text
    assert lines[-1].startswith("Total")


def test_a_name_cannot_steer_the_terminal(office: Office) -> None:
    name, *_ = office.listed("--state", "ready")
    nasty = "[red]:car: \x1b[2J\u202eback[/nowhere]\ttab"
    office.expensify(f"/reports/{name}", {"fields": {"reportName": nasty}})
    office.done("sync", status=1)

    listed, shown = office.vouch("list"), office.vouch("show", name)

    for said in (listed, shown):
        assert said.status == 0
        assert "[red]:car:  [2J back[/nowhere] tab" in said.out.decode()
    assert office.listed()[name]["report_name"] == nasty


def test_progress_elsewhere_is_a_line_now_and_then(office: Office) -> None:
    said = office.vouch("post", "--all")

    lines = said.err.splitlines()
    assert "Takes about 8 calls to Xero" in lines[0]
    assert lines[1] == "Reading the books …"
    assert lines[-1].startswith("Reading back what was posted")
    assert len(lines) < 10
    assert said.out.decode().splitlines()[0] == "113 journals posted"


def run(
    office: Office, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the real program in a process of its own."""
    return subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=CHECKOUT,
        env=office.environment | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def test_output_is_utf_8_whatever_the_locale(reading: Office) -> None:
    odd = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}

    listed, table = run(reading, "list", "--json", **odd), run(reading, "list", **odd)

    assert (listed.returncode, table.returncode) == (0, 0)
    assert listed.stdout == reading.vouch("list", "--json").out
    assert table.stdout.replace(b"\r", b"") == reading.vouch("list").out
    assert "──" in table.stdout.decode()


def test_a_reader_that_goes_away_is_no_disaster(reading: Office) -> None:
    with subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-c", PROGRAM, "list", "--json"],
        cwd=CHECKOUT,
        env=reading.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()

    assert b"Traceback" not in said


@needs_signals
def test_ctrl_c_stops_after_what_is_under_way(office: Office) -> None:
    office.faults({"kind": "slow", "seconds": 3, **WRITES})

    with office.start("post", "--all", "--json") as process:
        while not office.journals():
            assert process.poll() is None
        os.kill(process.pid, signal.SIGINT)
        out, err = process.communicate()

    states = [x["state"] for x in office.listed().values()]
    assert process.returncode == 1
    assert b'"kind": "Cancelled"' in out
    assert b"Stopped. What was done is kept" in err
    assert states.count("posted") == len(office.journals()) == 50
    assert not {"sending", "unknown"} & set(states)


@needs_signals
def test_a_second_ctrl_c_ends_at_once(office: Office) -> None:
    office.faults({"kind": "slow", "seconds": 60, **WRITES})

    with office.start("post", "--all", "--json") as process:
        while not office.journals():
            assert process.poll() is None
        while process.poll() is None:
            os.kill(process.pid, signal.SIGINT)
            office.journals()  # gives it time to notice each
        _, err = process.communicate()

    assert process.returncode == 1
    assert b"Traceback" not in err
    office.faults()
    office.done("post", "--all")
    assert len(office.journals()) == len(office.listed("--state", "posted")) == 113
