"""History as a table, and as files for a spreadsheet."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl

from tests.flows.office import Office

NASTY = "=1+1"


def test_history_names_the_newest_first(office: Office) -> None:
    (ready, *_) = office.listed("--state", "ready")
    office.done("hold", ready, "--why", "Ask about the taxi")

    said = office.vouch("history", "--report", ready)

    title, _, _, newest, oldest = said.out.decode().splitlines()
    assert title == "2 events"
    assert newest.endswith(f"held      {ready}  Ask about the taxi")
    assert oldest.endswith(f"prepared  {ready}  Ready")


def test_a_long_history_says_what_is_left_out(reading: Office) -> None:
    events = reading.done("history")
    reports = {x["report_id"] for x in events}

    said = reading.vouch("history")

    assert len(events) < 200
    assert len(said.out.decode().splitlines()) == len(events) + len("thl")
    assert len(reports) > 100


def test_both_files_hold_every_event(office: Office, tmp_path: Path) -> None:
    (ready, *_) = office.listed("--state", "ready")
    office.done("hold", ready, "--why", NASTY)
    events = office.done("history")
    files = tmp_path / "history.csv", tmp_path / "history.xlsx"

    answer = office.done("history", "--csv", str(files[0]), "--xlsx", str(files[1]))

    assert answer == {"files": [str(x) for x in files]}
    with files[0].open(encoding="utf-8-sig", newline="") as stream:
        headings, *rows = list(csv.reader(stream))
    assert [int(row[0]) for row in rows] == [x["number"] for x in events]
    assert [row[headings.index("What")] for row in rows] == [x["what"] for x in events]
    sheet = openpyxl.load_workbook(files[1]).worksheets[0]
    cells = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert cells[0] == headings
    assert [row[0] for row in cells[1:]] == [row[0] for row in rows]


def test_no_cell_becomes_a_formula(office: Office, tmp_path: Path) -> None:
    (ready, *_) = office.listed("--state", "ready")
    office.done("hold", ready, "--why", NASTY)
    files = tmp_path / "history.csv", tmp_path / "history.xlsx"

    office.done("history", "--csv", str(files[0]), "--xlsx", str(files[1]))

    with files[0].open(encoding="utf-8-sig", newline="") as stream:
        plain = [cell for row in csv.reader(stream) for cell in row]
    sheet = openpyxl.load_workbook(files[1]).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert f"'{NASTY}" in plain
    assert [x for x in plain if x.startswith(("=", "+", "-", "@"))] == []
    assert NASTY in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell for cell in cells if cell.hyperlink] == []


def test_one_report_can_be_written_alone(office: Office, tmp_path: Path) -> None:
    (ready, *_) = office.listed("--state", "ready")
    file = tmp_path / "history.csv"

    said = office.vouch("history", "--report", ready, "--csv", str(file))

    assert said.err == f"1 event written to {file}\n"
    assert len(file.read_text("utf-8-sig").splitlines()) == 2


def test_a_file_that_cannot_be_written_is_told(reading: Office, tmp_path: Path) -> None:
    for name in ("history.pdf", "nowhere/history.csv"):
        said = reading.vouch("history", "--csv", str(tmp_path / name))

        assert said.status == 2
        assert name in said.err
    assert list(tmp_path.iterdir()) == []
