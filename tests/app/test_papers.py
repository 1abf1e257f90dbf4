"""Packs on paper: whole, in order, and legible."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.domain.closing.pack import Pack
from app.domain.closing.section import Section
from app.errors import InputError
from app.papers import write_pdf

HEADINGS = ("Date", "Name", "Amount")


def section(count: int) -> Section:
    day, amount = date(2026, 8, 31), Decimal("1204.10")
    rows = [(day, f"Row {n} <&>", amount) for n in range(count)]
    total = (None, "Total", amount * count)
    return Section("Rows", "All of them.", HEADINGS, rows, total)


def pages(file: Path, *sections: Section) -> list[str]:
    write_pdf(file, Pack("Close of August", ("Acme, GBP",), sections))
    return [page.extract_text() for page in PdfReader(file).pages]


def test_numbers_days_and_odd_letters_are_written_as_people_read_them(
    tmp_path: Path,
) -> None:
    (page,) = pages(tmp_path / "a.pdf", section(1))

    for words in ("Close of August", "31 Aug 2026", "Row 0 <&>", "1,204.10", "Total"):
        assert words in page
    assert "Page 1 of 1" in page


def test_a_long_table_goes_on_with_its_headings_on_every_page(tmp_path: Path) -> None:
    written = pages(tmp_path / "a.pdf", section(200))

    assert len(written) > 3
    assert all("Amount" in page for page in written)
    assert f"Page 2 of {len(written)}" in written[1]
    assert sum(page.count("Row ") for page in written) == 200


def test_words_too_long_for_the_page_go_on_below(tmp_path: Path) -> None:
    wordy = ("very long words " * 40).strip()
    rows = [(date(2026, 8, 31), wordy, Decimal(1))]

    (page,) = pages(tmp_path / "a.pdf", Section("Rows", "", HEADINGS, rows))

    assert "".join(page.split()).count("verylongwords") == 40


def test_a_section_without_rows_keeps_its_title(tmp_path: Path) -> None:
    (page,) = pages(tmp_path / "a.pdf", Section("Accrual", "None.", HEADINGS, ()))

    assert "Accrual" in page
    assert "None." in page


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        pages(tmp_path / "none" / "a.pdf", section(1))
