"""What people see: tables, help, progress; and how they stop it."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence

import pytest

from app.cli.drawing import bar, draw_grid
from app.cli.grids import Column, Grid, counted, legible
from app.domain.runs import Progress
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


class Terminal(io.StringIO):
    """A terminal that keeps what was written."""

    def isatty(self) -> bool:
        """Override."""
        return True


def seen(screen: Terminal) -> str:
    """What is to be read on it."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.getvalue())


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


def test_steering_characters_become_spaces() -> None:
    assert legible("a\x1b[1mb\u2028c\u200fd\xa0é€😀") == "a [1mb c d é€😀"


COLUMNS = (
    Column("Report"),
    Column("Name", least=6, cut=True, spare=True),
    Column("Why", least=8, folds=True),
)
GRID = Grid("One", COLUMNS, [["R00yatwghLuy", "A long enough name", "It is locked"]])


@pytest.mark.parametrize(
    ("room", "widths"),
    [
        (200, {0: 12, 1: 18, 2: 12}),
        (40, {0: 12, 1: 12, 2: 12}),
        (30, {0: 12, 1: 6, 2: 8}),
        (29, {0: 12, 2: 12}),
        (22, {0: 12, 2: 8}),
        (10, {0: 12, 2: 8}),
    ],
)
def test_columns_share_the_room(room: int, widths: dict[int, int]) -> None:
    assert GRID.widths(room) == widths


def test_a_narrow_terminal_cuts_names_and_folds_reasons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setenv("TERM", "xterm")
    screen = Terminal()

    draw_grid(GRID, screen)

    assert [line.rstrip() for line in seen(screen).splitlines()] == [
        "One",
        "Report        Name    Why",
        "──────────────────────────────",
        "R00yatwghLuy  A lon…  It is",
        "                      locked",
    ]


def test_a_table_without_rows_is_its_title() -> None:
    screen = Terminal()

    draw_grid(Grid("0 reports", COLUMNS, []), screen)

    assert seen(screen) == "0 reports\n"


def test_a_long_table_has_one_head_and_one_foot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    screen = Terminal()
    columns = (Column("Report", footer="Total"), Column("Sum", right=True, footer="9"))
    grid = Grid("Many", columns, [[f"R{number}", "1"] for number in range(1200)])

    draw_grid(grid, screen)

    lines = [line.rstrip() for line in seen(screen).splitlines()]
    assert lines == list(grid.plain())
    assert lines[:4] == ["Many", "Report  Sum", "───────────", "R0        1"]
    assert lines[-3:] == ["R1199     1", "───────────", "Total     9"]
    assert len(lines) == 1200 + 5


def test_progress_says_words_counts_and_the_time_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    screen = Terminal()

    with bar(screen) as tell:
        tell(Progress("Reading the books"))
        tell(Progress("Posting", 50, 1000))
        tell(Progress("Posting", 100, 1000))

    assert re.search(r"Posting [━╺╸]+ 100 of 1,000", seen(screen))
    assert screen.getvalue().endswith("\x1b[2K")  # it is gone when it is done


def test_a_step_begins_without_the_counts_of_the_one_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    screen = Terminal()

    with bar(screen) as tell:
        tell(Progress("Posting", 50, 1000))
        tell(Progress("Reading back"))

    *_, last = re.findall(r"\w[^\r\n]*", seen(screen))
    assert last.rstrip(" ━") == "Reading back"


def test_progress_elsewhere_is_a_line_now_and_then(office: Office) -> None:
    said = office.vouch("post", "--all")

    lines = said.err.splitlines()
    assert lines[0] == "Reading the books …"
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
