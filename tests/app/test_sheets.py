"""Tables that come in from a spreadsheet, and what is refused of them."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import InputError
from app.tables import read_table, write_table

CELLS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Z"]), max_size=9
)


Value = str | float | bool | date | None


def _book(file: Path, *rows: tuple[Value, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file)
    return file


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(CELLS, CELLS), max_size=4), st.sampled_from([".csv", ".xlsx"])
)
def test_what_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], ending: str
) -> None:
    file = tmp_path_factory.mktemp("tables") / f"table{ending}"
    write_table(file, ("One", "Two"), [*rows, ("=1+1", "end")])

    read = read_table(file)

    filled = [[*row, "", ""][:2] for row in read]
    assert filled == [["One", "Two"], *map(list, rows), ["=1+1", "end"]]


def test_numbers_days_and_blanks_of_a_sheet_are_text(tmp_path: Path) -> None:
    file = _book(
        tmp_path / "table.xlsx",
        (429, 429.0, 4.5, True, None, date(2026, 8, 31), "a "),
        (None, None),
        ("x", None, None),
    )

    assert read_table(file) == [
        ["429", "429", "4.5", "TRUE", "", "2026-08-31T00:00:00", "a "],
        [],
        ["x"],
    ]


def test_a_code_keeps_the_zeros_that_its_cell_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = 90
    sheet["A1"].number_format = "0000"
    book.save(tmp_path / "codes.xlsx")

    assert read_table(tmp_path / "codes.xlsx") == [["0090"]]


def test_a_formula_is_refused_with_its_place(tmp_path: Path) -> None:
    file = _book(tmp_path / "table.xlsx", ("Kind", "Xero"), ("category", "=A1&B1"))

    with pytest.raises(InputError, match="Cell B2 holds a formula"):
        read_table(file)


def test_a_file_that_unpacks_to_too_much_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (65 * 1024 * 1024))

    with pytest.raises(InputError, match="too big"):
        read_table(file)


def test_a_file_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "parts.xlsx"
    with zipfile.ZipFile(file, "w") as packed:
        for number in range(501):
            packed.writestr(f"{number}.xml", b"")

    with pytest.raises(InputError, match="too big"):
        read_table(file)


def test_a_sheet_that_goes_on_for_ever_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].cell(200_000, 1, "far down")
    book.save(tmp_path / "long.xlsx")

    with pytest.raises(InputError, match="more than 100,000 rows"):
        read_table(tmp_path / "long.xlsx")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04cut off"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "table.xlsx"
    file.write_bytes(content)

    with pytest.raises(InputError, match="is not an XLSX workbook"):
        read_table(file)


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "table.xlsx"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("hello.txt", "hello")

    with pytest.raises(InputError, match="is not an XLSX workbook"):
        read_table(file)


def test_a_missing_file_and_another_ending_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_table(tmp_path / "nowhere.xlsx")
    with pytest.raises(InputError, match="neither a CSV nor an XLSX"):
        read_table(tmp_path / "table.ods")
