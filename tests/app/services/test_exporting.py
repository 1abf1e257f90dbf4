"""The history as files: every event, and the head of the chain."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from app.domain.history import FIRST_LINK, HistoryFile, What
from app.domain.listing import HistoryQuery
from app.domain.runs import Progress
from app.errors import CancelledError, InputError
from app.services.exporting import Exporting
from app.services.review import HistoryReader
from app.tables import Files, write_text
from tests.fakes.store import FakeStore
from tests.fakes.stored import event

AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


class Stopped:
    """Asks to stop."""

    def is_set(self) -> bool:
        return True

    def wait(self, timeout: float | None = None) -> bool:
        return timeout is None


@pytest.fixture
def store() -> FakeStore:
    """Three events, the second of R1."""
    made = FakeStore()
    with made.work() as begun:
        told = (What.PREPARED, What.HELD, What.RELEASED)
        begun.history.add(
            [event(x, report_id=f"R{at}", detail="=1") for at, x in enumerate(told)]
        )
        begun.commit()
    return made


def _exporting(store: FakeStore) -> Exporting:
    return Exporting(HistoryReader(store.work), Files(), write_text, lambda: AT)


def test_json_holds_every_event_and_the_head_of_the_chain(
    store: FakeStore, tmp_path: Path
) -> None:
    file = tmp_path / "history.json"

    written = _exporting(store).history(HistoryQuery(), file)

    read = json.loads(file.read_text("utf-8"))
    assert [x["number"] for x in read["history"]] == [3, 2, 1]
    assert read["history"][0]["what"] == "released"
    assert read["chain"] == {
        "at": AT.isoformat(),
        "events": 3,
        "head": read["history"][0]["link"],
    }
    assert written == HistoryFile(3, 3, read["chain"]["head"])


def test_a_part_of_the_history_goes_with_the_head_of_all_of_it(
    store: FakeStore, tmp_path: Path
) -> None:
    written = _exporting(store).history(
        HistoryQuery(report_id="R1"), tmp_path / "history.json"
    )

    assert (written.events, written.newest) == (1, 3)


def test_a_workbook_has_the_head_on_a_sheet_of_its_own(
    store: FakeStore, tmp_path: Path
) -> None:
    file = tmp_path / "history.xlsx"

    written = _exporting(store).history(HistoryQuery(), file)

    events, chain = openpyxl.load_workbook(file).worksheets
    assert events.max_row == 4
    assert [row[1].value for row in chain.iter_rows(min_row=2)] == [
        AT.isoformat(),
        "3",
        written.head,
    ]


def test_csv_has_a_row_for_each_event(store: FakeStore, tmp_path: Path) -> None:
    file = tmp_path / "history.csv"

    _exporting(store).history(HistoryQuery(), file)

    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert [row[0] for row in rows] == ["Number", "3", "2", "1"]
    assert rows[1][4] == "'=1"


def test_an_empty_history_has_the_first_link_as_its_head(tmp_path: Path) -> None:
    file = tmp_path / "history.json"

    written = _exporting(FakeStore()).history(HistoryQuery(), file)

    assert written == HistoryFile(0, 0, FIRST_LINK)
    assert json.loads(file.read_text())["history"] == []


def test_another_ending_is_refused(store: FakeStore, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.csv, \.xlsx or \.json"):
        _exporting(store).history(HistoryQuery(), tmp_path / "history.pdf")


def test_a_long_export_tells_how_far_it_is_and_can_be_stopped(
    store: FakeStore, tmp_path: Path
) -> None:
    with store.work() as begun:
        begun.history.add([event() for _ in range(1200)])
        begun.commit()
    told: list[Progress] = []
    file = tmp_path / "history.json"

    _exporting(store).history(HistoryQuery(), file, tell=told.append)
    with pytest.raises(CancelledError):
        _exporting(store).history(
            HistoryQuery(), tmp_path / "other.json", stop=Stopped()
        )

    assert [x.done for x in told] == [1000]
    assert [x.name for x in tmp_path.iterdir()] == [file.name]
