"""Tables of text as CSV and XLSX files, and CSV files as tables."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

from app.errors import InputError

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOST_ROWS = 1_048_575  # of a sheet, below its headings
_LONGEST = 32_767  # characters in a cell


def write_table(
    file: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]
) -> int:
    """Write a table; the file's ending says how. InputError where it cannot be written.

    No cell can turn into a formula when a spreadsheet opens it.
    """
    writers = {".csv": _csv, ".xlsx": _xlsx}
    writer = writers.get(file.suffix.lower())
    if writer is None:
        raise InputError(f"{file.name} must end in .csv or .xlsx.")
    part = file.with_name(f"{file.name}.part")
    try:
        count = writer(part, headings, rows)
        part.replace(file)
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error}.") from error
    finally:
        part.unlink(missing_ok=True)
    return count


def read_table(file: Path) -> list[list[str]]:
    """Read a CSV file, parted by commas, semicolons or tabs.

    InputError where it is none. What ``write_table`` did to keep cells from being
    formulas is undone.
    """
    if file.suffix.lower() != ".csv":
        raise InputError(
            f"{file.name} is not a CSV file. Save it as CSV (UTF-8) first."
        )
    try:
        text = file.read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        parted_by = max(",;\t", key=first.count)
        return [
            [_active(cell) for cell in row]
            for row in csv.reader(StringIO(text, newline=""), delimiter=parted_by)
        ]
    except UnicodeDecodeError as error:
        said = f"{file.name} is not UTF-8 text. Save it as CSV (UTF-8)."
        raise InputError(said) from error
    except (OSError, csv.Error) as error:
        raise InputError(f"{file} cannot be read: {error}.") from error


def _csv(file: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    count = 0
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(headings)
        for row in rows:
            writer.writerow([_inert(cell) for cell in row])
            count += 1
    return count


def _xlsx(file: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    from xlsxwriter import Workbook  # noqa: PLC0415 - takes its time

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    count = 0
    with file.open("wb") as stream, Workbook(stream, options) as book:
        sheet = book.add_worksheet("Vouch")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
        for count, row in enumerate(rows, 1):
            if count > _MOST_ROWS:
                raise InputError("It has more rows than a sheet; write a CSV file.")
            sheet.write_row(count, 0, [_fitting(cell) for cell in row])
    return count


def _fitting(cell: str) -> str:
    return cell if len(cell) <= _LONGEST else f"{cell[: _LONGEST - 1]}…"


def _active(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
