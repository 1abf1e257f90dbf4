"""Tables as values: what they say, and how their columns take to little room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

GAP = 2
"""Spaces between columns."""


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

    def needs(self, natural: int) -> int:
        """The narrowest that it can be shown, where ``natural`` shows all of it."""
        if self.folds or self.cut:
            return min(max(self.least, len(self.name)), natural)
        return natural


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of text below its title."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]

    def widths(self, room: int) -> dict[int, int]:
        """How wide to show which columns, by their places, in ``room`` characters."""
        natural = [self._natural(place) for place in range(len(self.columns))]
        widths = {
            place: column.needs(natural[place])
            for place, column in enumerate(self.columns)
        }
        for place in reversed(list(widths)):
            if self.columns[place].spare and _taken(widths) > room:
                del widths[place]
        left = room - _taken(widths)
        growing = [place for place in widths if widths[place] < natural[place]]
        while growing and left > 0:
            narrowest = min(growing, key=widths.__getitem__)
            widths[narrowest] += 1
            left -= 1
            if widths[narrowest] == natural[narrowest]:
                growing.remove(narrowest)
        return widths

    def _natural(self, place: int) -> int:
        column = self.columns[place]
        cells = (len(row[place]) for row in self.rows)
        return max(len(column.name), len(column.footer), *cells, 0)

    def plain(self) -> Iterator[str]:
        """The table in lines that are as long as they need to be."""
        yield legible(self.title)
        if not self.rows:
            return
        natural = [self._natural(place) for place in range(len(self.columns))]
        rule = "─" * (sum(natural) + GAP * (len(natural) - 1))
        yield self._aligned([column.name for column in self.columns], natural)
        yield rule
        for row in self.rows:
            yield self._aligned(row, natural)
        if any(column.footer for column in self.columns):
            yield rule
            yield self._aligned([column.footer for column in self.columns], natural)

    def _aligned(self, row: Sequence[str], widths: Sequence[int]) -> str:
        cells = (
            f"{legible(text):>{width}}" if column.right else f"{legible(text):{width}}"
            for text, width, column in zip(row, widths, self.columns, strict=True)
        )
        return (" " * GAP).join(cells).rstrip()


def _taken(widths: dict[int, int]) -> int:
    return sum(widths.values()) + GAP * (len(widths) - 1)


def counted(number: int, thing: str) -> str:
    """A number of things in words: ``1 report``, ``2 reports``."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def legible(text: str) -> str:
    """The text with a space for every character that would steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
