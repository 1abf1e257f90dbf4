"""Tables as they go into files: what a cell may hold, and who writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.exports import Cell


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a workbook, its rows read once and in order."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]


class TableWriter(Protocol):
    """Writes rows into a file, whose ending says in which format."""

    def __call__(
        self, file: Path, headings: Sequence[str], rows: Iterable[Sequence[Cell]]
    ) -> int:
        """Write them all, or leave no file behind; returns how many rows there were."""
        ...


class FileWriter(Protocol):
    """Writes the tables that people and Xero take in."""

    def book(self, file: Path, sheets: Sequence[Sheet]) -> None:
        """Write a workbook, or leave no file behind."""
        ...

    def table(self, file: Path, sheet: Sheet) -> None:
        """Write a CSV file that a spreadsheet opens, or leave no file behind."""
        ...

    def exact(self, file: Path, sheet: Sheet) -> None:
        """Write a CSV file that a program reads: every cell as it is given."""
        ...

    def whole(self, file: Path, content: bytes) -> None:
        """Write a file as it is, or leave none behind."""
        ...
