"""Tables and progress as a terminal shows them."""

from __future__ import annotations

import io
import re

import pytest

from app.cli.drawing import bar, draw_grid
from app.cli.grids import Column, Grid, legible
from app.domain.runs import Progress


class Terminal(io.StringIO):
    """A terminal that keeps what was written."""

    def isatty(self) -> bool:
        """Override."""
        return True


def seen(screen: Terminal) -> str:
    """What is to be read on it."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.getvalue())


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
