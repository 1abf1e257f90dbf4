"""From the practice company to one's own, and into the steps of setting it up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.paths import Home
from tests.ui.steps import rest
from ui.assistant.assistant import Assistant
from ui.windows.opening import PracticeCompany
from ui.windows.shell import Shell


@pytest.fixture
def shell(qapp: QApplication, qtbot: QtBot) -> Iterator[Shell]:
    """Open windows, and close the last one in the end."""
    made = Shell(qapp)
    yield made
    if made.window is not None:
        made.window.close()
    qtbot.wait(0)


def test_a_company_of_ones_own_is_set_up_in_a_window_of_its_own(
    shell: Shell, qtbot: QtBot, home: Path
) -> None:
    where = Home.of({"VOUCH_HOME": str(home)})
    with closing(PracticeCompany(where)) as practice:
        first = shell.open(practice)

        first.own_wished.emit()

        second = shell.window
        assert second is not None
        assert second is not first
        rest(qtbot, second)
        assert second.page is second.pages.of(Assistant)
        assert not second.side.isVisible()
        assert "Practice" not in second.windowTitle()
        assert where.store.is_file()
