"""What Today says of the last check."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.completeness import Completeness, Difference, Lack
from app.domain.expenses import ReportId
from app.domain.findings import Audit, Findings
from app.domain.listing import Tally
from app.domain.setup import ConnectionId
from ui.pages.last_check import note, recall
from ui.widgets.memory import Memory
from ui.workers.moving import SyncRun
from ui.workers.questions import Ended
from ui.workers.undo import CheckRun

ACME = ConnectionId("acme")
LOST = Difference(ReportId("R1"), "Trip", Lack.NOT_PULLED, "GBP", 1, 100, "Not pulled.")


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "window.ini")


def _findings(*differences: Difference) -> Findings:
    days = (date(2026, 8, 1), date(2026, 8, 31))
    each = Completeness(
        ACME, *days, fresh=True, expensify=Tally(12), parts={}, differences=differences
    )
    return Findings(Audit(0, ""), (), 0, (each,), (), (), (), ())


def test_a_connection_that_was_never_checked_says_so(memory: Memory) -> None:
    note(memory, Ended(SyncRun(), (_findings(),)))

    assert recall(memory, ACME) == (False, "Not checked against Expensify yet")


def test_a_complete_check_is_remembered_with_its_day(memory: Memory) -> None:
    note(memory, Ended(CheckRun(), (_findings(),)))

    complete, words = recall(memory, ACME)

    assert complete
    assert words.startswith("Complete ")
    assert words.endswith("12 reports accounted for, to the cent")
    assert str(datetime.now(UTC).astimezone().year) in words


def test_differences_are_remembered_as_such(memory: Memory) -> None:
    note(memory, Ended(CheckRun(), (_findings(LOST),)))

    complete, words = recall(memory, ACME)

    assert not complete
    assert words.startswith("1 difference found ")
