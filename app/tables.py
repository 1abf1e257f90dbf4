"""Tables of text as CSV and XLSX files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from app.errors import InputError

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    except (OSError, FileCreateError) as error:
        raise InputError(f"{file} cannot be written: {error}.") from error
    finally:
        part.unlink(missing_ok=True)
    return count


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
    count = 0
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(str(file), options) as book:
        sheet = book.add_worksheet("Vouch")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
        for count, row in enumerate(rows, 1):
            sheet.write_row(count, 0, row)
    return count


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
