"""Reads the first sheet of an XLSX workbook, and trusts nothing in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.errors import InputError

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

    AnyCell = Cell | MergedCell | ReadOnlyCell | EmptyCell

_MOST_BYTES = 64 * 1024 * 1024  # unpacked: some hundred thousand rows
_MOST_PARTS = 500
_MOST_ROWS = 100_000
_MOST_COLUMNS = 100
_FORMULA = "f"
_DAMAGED = (BadZipFile, InvalidFileException, ParseError, KeyError, ValueError)


def read_sheet(file: Path) -> list[list[str]]:
    """Every row of the first sheet as text.

    InputError where it is no workbook, is too big, or holds a formula: what a formula
    comes to was written by another program, and nobody has looked at it.
    """
    try:
        _weigh(file)
        book = load_workbook(file, read_only=True, keep_links=False)
        try:
            rows = list(_rows(book.worksheets[0].iter_rows(max_col=_MOST_COLUMNS)))
        finally:
            book.close()
    except _DAMAGED as error:
        raise InputError(f"{file.name} is not an XLSX workbook.") from error
    except IndexError as error:
        raise InputError(f"{file.name} has no sheet.") from error
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error}.") from error
    return rows


def _weigh(file: Path) -> None:
    """Refuse what would unpack to more than any mapping needs."""
    with ZipFile(file) as packed:
        parts = packed.infolist()
    if len(parts) > _MOST_PARTS or sum(x.file_size for x in parts) > _MOST_BYTES:
        raise InputError(f"{file.name} is too big to be a mapping.")


def _rows(
    rows: Iterator[tuple[AnyCell, ...]],
) -> Iterator[list[str]]:
    for number, cells in enumerate(rows, 1):
        if number > _MOST_ROWS:
            raise InputError(f"The sheet has more than {_MOST_ROWS:,} rows.")
        said = [_text(cell) for cell in cells]
        while said and not said[-1]:
            said.pop()
        yield said


def _text(cell: AnyCell) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == _FORMULA:
        place = getattr(cell, "coordinate", "a cell")
        raise InputError(
            f"Cell {place} holds a formula. Copy the cells, paste them as values, "
            "and save again."
        )
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        return _padded(value, str(cell.number_format or ""))
    return str(value)


def _padded(value: int, form: str) -> str:
    """A whole number with the zeros that its format shows: codes keep theirs."""
    return str(value).zfill(len(form)) if set(form) == {"0"} else str(value)
