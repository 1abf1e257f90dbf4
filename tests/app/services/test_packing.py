"""The close pack: what it says is what was surveyed, and it adds up."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from app.papers import write_pdf
from app.services.packing import Packing
from app.tables import Files
from tests.app.services.conftest import Firm
from tests.app.services.test_closing import later, submitted, survey
from tests.fakes.examples import expense, report, unmapped


@pytest.fixture
def written(firm: Firm, tmp_path: Path) -> tuple[Path, Path]:
    firm.pull(report("R1"), report("R2", expense(900)), unmapped("R3"), later("R4"))
    firm.post()
    firm.source.put(submitted("R5"))
    firm.accruer.book(survey(firm), stop=firm.stop)
    firm.closer.sign(survey(firm), "Bo Example", "looked at")
    return Packing(Files(), write_pdf).write(survey(firm), tmp_path)


def test_the_workbook_has_a_sheet_for_each_part(written: tuple[Path, Path]) -> None:
    book = openpyxl.load_workbook(written[1])

    assert book.sheetnames == [
        *("Close", "Checklist", "Reports", "Cut-off", "Accrual", "Accrual reversed"),
        *("Clearing 801", "Clearing 802", "Completeness"),
    ]


def test_every_total_is_the_sum_above_it(written: tuple[Path, Path]) -> None:
    book = openpyxl.load_workbook(written[1])

    for name in ("Reports", "Cut-off", "Accrual", "Accrual reversed", "Clearing 801"):
        *above, total = list(book[name].iter_rows(min_row=2, values_only=True))
        assert "Total" in total
        for at, sum_of in enumerate(total):
            if isinstance(sum_of, int | float):
                parts = [Decimal(str(row[at])) for row in above if row[at] is not None]
                assert sum(parts) == Decimal(str(sum_of))


def test_the_paper_says_who_signed_and_what_was_open(
    written: tuple[Path, Path],
) -> None:
    text = " ".join(page.extract_text() for page in PdfReader(written[0]).pages)

    assert "Signed off by Bo Example" in text
    assert "looked at" in text
    assert "Needs attention 1 report, 9.00 GBP." in text


def test_the_files_are_named_after_connection_and_month(
    written: tuple[Path, Path],
) -> None:
    assert [file.name for file in written] == [
        "close-acme-2026-10.pdf",
        "close-acme-2026-10.xlsx",
    ]
