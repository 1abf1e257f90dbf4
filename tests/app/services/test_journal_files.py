"""Chosen journals in files for spreadsheets and for Xero."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from app.domain.books import AccountCode
from app.domain.exports import IMPORT_HEADINGS, Form, Written
from app.domain.overrides import Recode
from app.domain.postings import PostingId
from app.errors import CancelledError, InputError
from app.services.journal_files import JournalFiles
from app.tables import Files
from tests.app.services.conftest import Firm
from tests.fakes.examples import expense, report, unmapped


def ids(firm: Firm, *reports: str) -> list[PostingId]:
    return [firm.posting(which).id for which in reports]


def write(firm: Firm, form: Form, file: Path, *reports: str) -> Written:
    service = JournalFiles(firm.work, Files())
    wanted = ids(firm, *reports)
    return service.write(wanted, form, file, tell=firm.told.append, stop=firm.stop)


def rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.fixture
def pulled(firm: Firm) -> Firm:
    """A firm with a ready report, a blocked one and a posted one."""
    large = report("R1", expense(125_000), expense(-500, number=2))
    firm.pull(large, report("R2"), unmapped("R3"))
    firm.post("R1")
    return firm


def test_a_workbook_has_numbers_and_days_and_no_formula(
    pulled: Firm, tmp_path: Path
) -> None:
    written = write(pulled, Form.BOOK, tmp_path / "out", "R1", "R2", "R3")

    assert written == Written((tmp_path / "out.xlsx",), 3)
    reports, lines = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets
    first = dict(zip([cell.value for cell in reports[1]], reports[2], strict=True))
    assert first["Total"].value == 1245
    assert first["Total"].data_type == "n"
    assert first["Total"].number_format == "#,##0.00"
    assert first["Date"].value == datetime(2026, 10, 12)  # noqa: DTZ001 - a day
    assert first["State"].value == "Posted"
    headings = [cell.value for cell in lines[1]]
    debit, credit = headings.index("Debit"), headings.index("Credit")
    cells = [[cell.value for cell in line] for line in lines.iter_rows(min_row=2)]
    assert [(x[debit], x[credit]) for x in cells] == [
        (1245, None),
        (None, 1245),
        (12.5, None),
        (None, 12.5),
        (None, None),
    ]
    kinds = {cell.data_type for line in lines.iter_rows() for cell in line}
    assert kinds <= {"s", "n", "d"}


def test_a_csv_has_the_organisations_own_tracking_in_its_columns(
    pulled: Firm, tmp_path: Path
) -> None:
    write(pulled, Form.TABLE, tmp_path / "out.csv", "R2", "R3")

    heads, debit, credit, blocked = rows(tmp_path / "out.csv")
    assert heads[6:13] == [
        "Description",
        "Account",
        "Account name",
        "Tax rate",
        "Department",
        "Debit",
        "Credit",
    ]
    assert debit[0] == date(2026, 10, 12).isoformat()
    assert debit[6:13] == [
        "Travel · Shop",
        "493",
        "Travel",
        "No tax",
        "Sales",
        "12.50",
        "",
    ]
    assert credit[11:13] == ["", "12.50"]
    assert blocked[1] == "R3"
    assert blocked[14] == "Needs attention"


def test_xeros_import_gets_what_waits_and_tells_what_it_leaves_out(
    pulled: Firm, tmp_path: Path
) -> None:
    written = write(pulled, Form.XERO, tmp_path / "out.csv", "R1", "R2", "R3")

    assert written.journals == 1
    assert written.left_out == {"posted": 1, "needs attention": 1}
    heads, *lines = rows(tmp_path / "out.csv")
    assert heads == list(IMPORT_HEADINGS)
    assert [line[5] for line in lines] == ["12.50", "-12.50"]
    assert {line[1] for line in lines} == {"12 Oct 2026"}
    assert not (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_long_import_is_several_files(firm: Firm, tmp_path: Path) -> None:
    names = [f"R{number}" for number in range(151)]
    firm.pull(*(report(name) for name in names))

    written = write(firm, Form.XERO, tmp_path / "out.csv", *names)

    assert [file.name for file in written.files] == ["out 1 of 2.csv", "out 2 of 2.csv"]
    assert [len(rows(file)) for file in written.files] == [301, 3]


def test_where_nothing_waits_there_is_no_import(pulled: Firm, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="None of these waits"):
        write(pulled, Form.XERO, tmp_path / "out.csv", "R1", "R3")

    assert list(tmp_path.glob("out*")) == []


def test_a_stopped_export_leaves_no_file(pulled: Firm, tmp_path: Path) -> None:
    pulled.stop.set()

    with pytest.raises(CancelledError):
        write(pulled, Form.BOOK, tmp_path / "out.xlsx", "R1")

    assert list(tmp_path.glob("out*")) == []


def test_what_was_changed_by_hand_is_in_the_workbook(
    pulled: Firm, tmp_path: Path
) -> None:
    what = Recode(("1",), account=AccountCode("420"))
    pulled.overriding.recode(pulled.posting("R2").id, what, "client dinner")

    write(pulled, Form.BOOK, tmp_path / "out", "R1", "R2")

    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    (_, first), (_, second) = [
        (row[0], row[-1].value) for row in sheet.iter_rows(min_row=2)
    ]
    assert (first, second) == (None, "account 420 Entertainment (client dinner)")
