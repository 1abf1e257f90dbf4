"""What those hear who do not see: every part has a name, every cell its place."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QTabWidget
from pytestqt.qtbot import QtBot

from app.domain.postings import State
from tests.fakes.services import FakeServices
from tests.ui.asking import DIALOGS
from tests.ui.conftest import Open
from tests.ui.listening import CELLS, OPERATED, Heard, heard
from tests.ui.steps import fill, full, go, rest
from ui.pages.page import Going
from ui.windows.areas import PLACES


def nameless(parts: list[Heard]) -> list[Heard]:
    told = OPERATED | CELLS
    return [x for x in parts if (x.role in told or x.focusable) and not x.name]


def test_every_part_of_every_page_has_a_name(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    full(world)
    window = open_window()
    for place in PLACES:
        go(qtbot, window, place.key)
        parts = list(heard(window))
        for tabs in window.page.findChildren(QTabWidget):
            for tab in range(tabs.count()):
                tabs.setCurrentIndex(tab)
                rest(qtbot, window)
                parts += heard(tabs)

        assert nameless(parts) == [], place.key
        assert any(x.name == window.page.title for x in parts), place.key


def test_a_cell_tells_its_column_its_value_and_its_row(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1)
    window = open_window()
    go(qtbot, window, "review")
    rest(qtbot, window)

    cells = [x.name for x in heard(window.page) if x.role in CELLS]

    assert "Debit 100.00, row 1 of 2" in cells
    assert "Credit empty, row 1 of 2" in cells
    assert "Credit 100.00, row 2 of 2" in cells
    assert any(x.startswith("Report Trip 0, Person 0, 100.00 GBP") for x in cells)


@pytest.mark.parametrize("which", DIALOGS)
def test_every_part_of_a_dialog_has_a_name(
    world: FakeServices, open_window: Open, qtbot: QtBot, which: str
) -> None:
    undone = which in {"reverse", "replay"}
    fill(world, 2, State.POSTED if undone else State.READY)
    window = open_window()
    window.go(Going("review"))
    rest(qtbot, window)

    DIALOGS[which](window)
    rest(qtbot, window)

    (shown,) = [x for x in window.findChildren(QDialog) if x.isVisible()]
    assert shown.windowTitle()
    assert nameless(list(heard(shown))) == []
