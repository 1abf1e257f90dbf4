"""Draws tables and progress on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TextIO

from rich import box
from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, Task, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from app.cli.grids import GAP, Grid, legible
from app.domain.runs import Progress
from app.ports.running import Tell

_HOUR = 3600
_PIECE = 500


def draw_grid(grid: Grid, stream: TextIO) -> None:
    """Draw a table on a terminal; the first rows of a long one are there at once."""
    console = Console(file=stream, highlight=False)
    console.print(Text(legible(grid.title), style="bold"), soft_wrap=True)
    widths = grid.widths(console.width)
    for start in range(0, len(grid.rows), _PIECE):
        piece = grid.rows[start : start + _PIECE]
        last = start + _PIECE >= len(grid.rows)
        console.print(_drawn(grid, widths, piece, first=start == 0, last=last))


def _drawn(
    grid: Grid,
    widths: Mapping[int, int],
    rows: Sequence[Sequence[str]],
    *,
    first: bool,
    last: bool,
) -> Table:
    columns = [grid.columns[place] for place in widths]
    table = Table(
        box=box.SIMPLE,
        show_edge=False,
        pad_edge=False,
        padding=(0, GAP - 1, 0, 0),
        header_style="dim",
        footer_style="bold",
        show_header=first,
        show_footer=last and any(column.footer for column in columns),
    )
    for place, column in zip(widths, columns, strict=True):
        table.add_column(
            column.name,
            Text(column.footer),
            justify="right" if column.right else "left",
            no_wrap=not column.folds,
            overflow="fold" if column.folds else "ellipsis",
            width=widths[place],
        )
    for row in rows:
        table.add_row(*(Text(legible(row[place])) for place in widths))
    return table


@contextmanager
def bar(stream: TextIO) -> Iterator[Tell]:
    """A progress bar with words, counts and the time left; gone when it is done."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), _HowFar())
    console = Console(file=stream)
    with Bar(*columns, console=console, transient=True) as bar:
        step, task = "", bar.add_task("", visible=False)

        def tell(progress: Progress) -> None:
            nonlocal step, task
            words, _, _far = progress.words.partition(",")
            if words != step:
                bar.remove_task(task)
                step, task = words, bar.add_task(words, total=None)
            bar.update(
                task,
                description=progress.words,
                completed=progress.done,
                total=progress.of or None,
            )

        yield tell


class _HowFar(ProgressColumn):
    """How many of how many, and how long the rest takes."""

    def render(self, task: Task) -> Text:
        """Override: nothing while nothing is known."""
        if task.total is None:
            return Text(f"{task.completed:,.0f}" if task.completed else "")
        count = f"{task.completed:,.0f} of {task.total:,.0f}"
        if not task.time_remaining:
            return Text(count)
        return Text(f"{count}, {_lasting(task.time_remaining)} left")


def _lasting(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if minutes >= _HOUR // 60:
        return f"{minutes // 60} h {minutes % 60:02} min"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
