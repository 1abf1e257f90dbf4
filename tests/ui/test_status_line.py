"""The status line: what it says is readable however little room there is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.runs import Progress
from tests.ui.clipping import cut
from ui.widgets.short_label import ShortLabel
from ui.widgets.status_line import StatusLine

FAR = Progress("Salt & Vinegar Community Consulting: Reading back", 113, 2040, 400)
SIGNED_IN = "Signed in · 4,312 Xero calls left"


@pytest.fixture
def status(qtbot: QtBot) -> StatusLine:
    """A line in a narrow window, while something runs."""
    made = StatusLine()
    qtbot.addWidget(made)
    made.note(SIGNED_IN, "check-circle", "posted")
    made.tell(FAR)
    made.resize(900, made.height())
    made.show()
    return made


def told(status: StatusLine) -> ShortLabel:
    """What is said of the run."""
    return status.findChildren(ShortLabel)[0]


def test_what_runs_and_how_far_it_is_stay_when_there_is_little_room(
    status: StatusLine,
) -> None:
    shown = told(status).shown

    assert status.words == f"{FAR.words} 113 of 2,040"
    assert shown.startswith("Salt & ")
    assert "\N{HORIZONTAL ELLIPSIS}" in shown
    assert shown.endswith("of 2,040")
    assert [x for x in cut(status) if "Salt" not in x] == []


def test_the_tip_tells_all_of_it_where_it_is_not_to_be_read(
    status: StatusLine, qapp: QApplication, qtbot: QtBot
) -> None:
    label = told(status)
    ask = QHelpEvent(QEvent.Type.ToolTip, QPoint(), QPoint())

    qapp.sendEvent(label, ask)
    short = label.toolTip()
    status.rest("Synced: nothing new")
    qtbot.waitUntil(lambda: label.shown == status.words)
    qapp.sendEvent(label, ask)

    assert short == f"{FAR.words} 113 of 2,040"
    assert label.toolTip() == ""
