"""Tables as files that a spreadsheet opens."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from app.errors import InputError
from app.tables import write_table

HEADINGS = ("Name", "Said")
NASTY = (
    "=1+1",
    "+1",
    "-1",
    "@now",
    "\t=1",
    "\r=1",
    "00123",
    "1e5",
    "a\nb",
    "€ “é”",
    "",
)
ENDINGS = (".csv", ".xlsx")


def rows() -> Iterator[Sequence[str]]:
    """One row for each nasty text."""
    return ((text, "http://example.org") for text in NASTY)


def read_csv(file: Path) -> list[list[str]]:
    """Read every row of text."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_csv_keeps_every_text_and_lets_none_become_a_formula(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"

    count = write_table(file, HEADINGS, rows())

    read = read_csv(file)
    assert count == len(NASTY)
    assert read[0] == list(HEADINGS)
    assert [row[0].removeprefix("'") for row in read[1:]] == list(NASTY)
    assert not any(row[0].startswith(("=", "+", "-", "@", "\t", "\r")) for row in read)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")  # so that Excel sees UTF-8


def test_xlsx_keeps_every_text_as_text(tmp_path: Path) -> None:
    file = tmp_path / "table.xlsx"

    count = write_table(file, HEADINGS, rows())

    sheet = openpyxl.load_workbook(file).worksheets[0]
    cells = [list(row) for row in sheet.iter_rows(min_row=2)]
    kept = ["" if row[0].value is None else row[0].value for row in cells]
    assert count == len(NASTY)
    assert [str(x).replace("_x000D_", "\r") for x in kept] == list(NASTY)
    assert {cell.data_type for row in cells for cell in row if cell.value} == {"s"}
    assert not any(cell.hyperlink for row in cells for cell in row)
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_without_rows_has_headings(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"table{ending.upper()}"

    assert write_table(file, HEADINGS, []) == 0

    assert [x.name for x in tmp_path.iterdir()] == [file.name]


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"must end in \.csv or \.xlsx"):
        write_table(tmp_path / "table.ods", HEADINGS, rows())


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_old_file_is_kept_when_the_new_one_fails(
    tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"table{ending}"
    file.write_text("old")

    def failing() -> Iterator[Sequence[str]]:
        yield "a", "b"
        raise InputError("no more")

    with pytest.raises(InputError, match="no more"):
        write_table(file, HEADINGS, failing())

    assert file.read_text() == "old"
    assert [x.name for x in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, ending: str) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_table(tmp_path / "nowhere" / f"table{ending}", HEADINGS, rows())


def test_a_text_that_no_cell_holds_is_cut_where_it_can_be_seen(tmp_path: Path) -> None:
    file = tmp_path / "table.xlsx"

    write_table(file, HEADINGS, [("x" * 40_000, "b")])

    (cell, _), *_ = openpyxl.load_workbook(file).worksheets[0].iter_rows(min_row=2)
    assert cell.value == "x" * 32_766 + "…"


def test_a_number_is_a_number_and_a_day_a_day(tmp_path: Path) -> None:
    row = (Decimal("-1204.10"), Decimal(1200), date(2026, 8, 31), None, "=1")

    for ending in ENDINGS:
        write_table(tmp_path / f"table{ending}", ("a", "b", "c", "d", "e"), [row])

    assert read_csv(tmp_path / "table.csv")[1] == [
        "-1204.10",
        "1200",
        "2026-08-31",
        "",
        "'=1",
    ]
    cells = openpyxl.load_workbook(tmp_path / "table.xlsx").worksheets[0][2]
    assert [x.data_type for x in cells] == ["n", "n", "d", "n", "s"]
    assert [x.value for x in cells][:2] == [-1204.1, 1200]
    assert [x.number_format for x in cells[:3]] == ["#,##0.00", "#,##0", "dd mmm yyyy"]


def test_a_number_that_excel_would_round_is_kept_as_text(tmp_path: Path) -> None:
    write_table(tmp_path / "table.xlsx", ("a",), [(Decimal("12345678901234567.89"),)])

    (cell,) = openpyxl.load_workbook(tmp_path / "table.xlsx").worksheets[0][2]
    assert (cell.data_type, cell.value) == ("s", "12345678901234567.89")
