"""Tables as CSV and XLSX files, and such files as tables."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

from app.domain.exports import Cell
from app.errors import InputError
from app.ports.tables import Sheet
from app.workbooks import write_book

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(
    file: Path, headings: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> int:
    """Write a table; the file's ending says how. InputError where it cannot be written.

    No text can turn into a formula when a spreadsheet opens it.
    """
    counted = _Counted(rows)
    sheet = Sheet("Vouch", headings, counted)
    match file.suffix.lower():
        case ".csv":
            Files().table(file, sheet)
        case ".xlsx":
            Files().book(file, (sheet,))
        case _:
            raise InputError(f"{file.name} must end in .csv or .xlsx.")
    return counted.count


class Files:
    """Writes files whole or not at all; InputError where one cannot be written."""

    def book(self, file: Path, sheets: Sequence[Sheet]) -> None:
        """Write a workbook: numbers as numbers, days as days, text never a formula."""
        with _in_place_of(file) as part:
            write_book(part, sheets)

    def table(self, file: Path, sheet: Sheet) -> None:
        """Write a CSV file that Excel reads as UTF-8; no text becomes a formula."""
        with _in_place_of(file) as part:
            _write_csv(part, sheet, _inert, "utf-8-sig")

    def exact(self, file: Path, sheet: Sheet) -> None:
        """Write a CSV file for a program, without anything beside the cells."""
        with _in_place_of(file) as part:
            _write_csv(part, sheet, str, "utf-8")

    def whole(self, file: Path, content: bytes) -> None:
        """Write a file as it is."""
        with _in_place_of(file) as part:
            part.write_bytes(content)


def write_text(file: Path, parts: Iterable[str]) -> None:
    """Write a document piece by piece; InputError where it cannot be written."""
    with _in_place_of(file) as part, part.open("w", encoding="utf-8") as stream:
        stream.writelines(parts)


def read_table(file: Path) -> list[list[str]]:
    """Read a CSV file, parted by commas, semicolons or tabs, or a workbook's sheet.

    InputError where it is none. What ``write_table`` did to keep cells from being
    formulas is undone.
    """
    match file.suffix.lower():
        case ".csv":
            read = _read_csv
        case ".xlsx":
            from app.sheets import read_sheet as read  # noqa: PLC0415 - takes its time
        case _:
            raise InputError(f"{file.name} is neither a CSV nor an XLSX file.")
    return [[_active(cell) for cell in row] for row in read(file)]


def _read_csv(file: Path) -> list[list[str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        parted_by = max(",;\t", key=first.count)
        return list(csv.reader(StringIO(text, newline=""), delimiter=parted_by))
    except UnicodeDecodeError as error:
        said = f"{file.name} is not UTF-8 text. Save it as CSV (UTF-8)."
        raise InputError(said) from error
    except (OSError, csv.Error) as error:
        raise InputError(f"{file} cannot be read: {error}.") from error


class _Counted:
    """Rows that are counted as they go by."""

    def __init__(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for row in self._rows:
            self.count += 1
            yield row


@contextmanager
def _in_place_of(file: Path) -> Iterator[Path]:
    """A file to write, which takes the other's place once it is whole."""
    part = file.with_name(f"{file.name}.part")
    try:
        yield part
        part.replace(file)
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error}.") from error
    finally:
        with suppress(OSError):  # what is wrong with it was said
            part.unlink()


def _write_csv(
    file: Path, sheet: Sheet, guarded: Callable[[str], str], encoding: str
) -> None:
    with file.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(sheet.headings)
        for row in sheet.rows:
            writer.writerow([_said(cell, guarded) for cell in row])


def _said(cell: Cell, guarded: Callable[[str], str]) -> str:
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell:f}"
        case date():
            return cell.isoformat()
        case str():
            return guarded(cell)


def _active(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
