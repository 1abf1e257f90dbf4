"""Writes the close pack: one PDF file to sign, one workbook to work with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.closing.checklist import Close
from app.domain.closing.pack import Pack, file_name, pack
from app.domain.closing.section import Section
from app.ports.tables import FileWriter, Sheet


class PaperWriter(Protocol):
    """Writes a pack on paper."""

    def __call__(self, file: Path, pack: Pack) -> None:
        """Write it whole, or leave no file behind."""
        ...


@dataclass(frozen=True, slots=True)
class Packing:
    """Writes everything that a period was closed on."""

    files: FileWriter
    paper: PaperWriter

    def write(self, close: Close, folder: Path) -> tuple[Path, Path]:
        """Write the PDF and the workbook into a folder; returns both files.

        InputError where one cannot be written.
        """
        made, name = pack(close), file_name(close)
        pdf, book = folder / f"{name}.pdf", folder / f"{name}.xlsx"
        self.paper(pdf, made)
        self.files.book(book, [_cover(made), *map(_sheet, made.sections)])
        return pdf, book


def _cover(made: Pack) -> Sheet:
    return Sheet("Close", (made.title,), [(line,) for line in made.lines])


def _sheet(section: Section) -> Sheet:
    return Sheet(section.title, section.headings, section.whole)
