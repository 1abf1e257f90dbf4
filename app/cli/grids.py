"""Tables as values: what they say, and how their columns take to little room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``spare`` ones are left out where there is no room for all.

    One that ``folds`` needs ``least`` characters and goes on in the next line; one that
    is ``cut`` needs as many and ends with an ellipsis; any other is shown in full.
    """

    name: str
    least: int = 0
    right: bool = False
    folds: bool = False
    cut: bool = False
    spare: bool = False
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of text below its title."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]

    def fitting(self, room: int, gap: int) -> tuple[int, ...]:
        """The columns to show in ``room`` characters, by their places."""
        shown = list(range(len(self.columns)))
        spare = [place for place in shown if self.columns[place].spare]
        while spare and self._needed(shown, gap) > room:
            shown.remove(spare.pop())
        return tuple(shown)

    def _needed(self, shown: Sequence[int], gap: int) -> int:
        widths = (self._least(place, self.columns[place]) for place in shown)
        return sum(widths) + gap * (len(shown) - 1)

    def _least(self, place: int, column: Column) -> int:
        if column.folds or column.cut:
            return max(column.least, len(column.name))
        cells = (len(row[place]) for row in self.rows)
        return max(len(column.name), len(column.footer), *cells, 0)


def counted(number: int, thing: str) -> str:
    """A number of things in words: ``1 report``, ``2 reports``."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def legible(text: str) -> str:
    """The text with a space for every character that would steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
