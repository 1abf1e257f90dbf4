"""Workbooks for Excel, written row by row so that a long one takes little memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.domain.exports import Cell
from app.errors import InputError
from app.ports.tables import Sheet

_MOST_ROWS = 1_048_575  # of a sheet, below its headings
_LONGEST = 32_767  # characters in a cell
_MOST_DIGITS = 15  # what a number of Excel's holds exactly
_DAY = "dd mmm yyyy"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_book(file: Path, sheets: Sequence[Sheet]) -> None:
    """Write a workbook; InputError where a sheet has more rows than one can hold."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - takes its time

    with file.open("wb") as stream, Workbook(stream, _OPTIONS) as book:
        formats = _Formats(book.add_format)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.title), sheet, formats)


class _Formats:
    """The few looks that cells have, each made once."""

    def __init__(self, make: Callable[[dict[str, object]], Any]) -> None:
        self._make = make
        self._made: dict[str, Any] = {}
        self.heading = make({"bold": True, "bottom": 1})

    def of(self, cell: Cell) -> Any:  # noqa: ANN401 - published without types
        """The look of a cell, None for plain text."""
        match cell:
            case Decimal():
                exponent = cell.as_tuple().exponent
                decimals = -exponent if isinstance(exponent, int) else 0
                return self._called("#,##0" + ("." + "0" * decimals) * (decimals > 0))
            case date():
                return self._called(_DAY)
            case _:
                return None

    def _called(self, code: str) -> Any:  # noqa: ANN401 - published without types
        if code not in self._made:
            self._made[code] = self._make({"num_format": code})
        return self._made[code]


def _write(page: Any, sheet: Sheet, formats: _Formats) -> None:  # noqa: ANN401 - as above
    page.freeze_panes(1, 0)
    for at, heading in enumerate(sheet.headings):
        page.set_column(at, at, max(11, min(40, 2 * len(heading))))
    page.write_row(0, 0, sheet.headings, formats.heading)
    for line, row in enumerate(sheet.rows, 1):
        if line > _MOST_ROWS:
            raise InputError("It has more rows than a sheet; write a CSV file.")
        for at, cell in enumerate(row):
            _put(page, line, at, cell, formats)


def _put(page: Any, line: int, at: int, cell: Cell, formats: _Formats) -> None:  # noqa: ANN401 - as above
    match cell:
        case Decimal() if len(cell.as_tuple().digits) <= _MOST_DIGITS:
            page.write_number(line, at, cell, formats.of(cell))
        case Decimal():
            page.write_string(line, at, f"{cell:f}")
        case date():
            page.write_datetime(line, at, cell, formats.of(cell))
        case str() if cell:
            page.write_string(line, at, _fitting(cell))
        case _:
            pass


def _fitting(cell: str) -> str:
    return cell if len(cell) <= _LONGEST else f"{cell[: _LONGEST - 1]}…"
