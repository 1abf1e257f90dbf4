"""Text twice as large, as the system may ask for: nothing is cut, nothing overlaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.domain.expenses import WorkspaceId
from app.domain.postings import State
from tests.fakes.services import FakeServices
from tests.ui.asking import DIALOGS
from tests.ui.clipping import cut, overlapping
from tests.ui.conftest import Open
from tests.ui.steps import full, rest
from ui.pages.page import Going
from ui.windows.areas import PLACES
from ui.windows.main_window import MainWindow


@pytest.fixture
def large(open_window: Open, qapp: QApplication) -> Iterator[Open]:
    """Open windows whose text is twice as large, as wide as a small screen."""
    usual = qapp.font()
    doubled = QFont(usual)
    doubled.setPointSizeF(usual.pointSizeF() * 2)

    def opening() -> MainWindow:
        qapp.setFont(doubled)
        window = open_window()
        window.choose_theme(window.theming.choice)
        window.resize(1280, 800)
        return window

    yield opening
    qapp.setFont(usual)


def test_nothing_is_cut_on_any_page(
    world: FakeServices, large: Open, qtbot: QtBot
) -> None:
    full(world)
    long = WorkspaceId("B83E5F2107D94CA6")
    world.upkeep.connection = replace(world.upkeep.connection, workspace_id=long)
    window = large()
    found = {}

    for place in PLACES:
        window.go(Going(place.key))
        rest(qtbot, window)
        found[place.key] = [*cut(window), *overlapping(window)]

    assert {key: said for key, said in found.items() if said} == {}
    assert window.width() == 1280


@pytest.mark.parametrize("which", DIALOGS)
def test_nothing_is_cut_in_a_dialog(
    world: FakeServices, large: Open, qtbot: QtBot, which: str
) -> None:
    undone = which in {"reverse", "replay"}
    for _ in range(2):
        full(world)
    window = large()
    window.go(Going("review", chip="posted" if undone else "ready"))
    rest(qtbot, window)

    DIALOGS[which](window)
    rest(qtbot, window)

    (shown,) = [x for x in window.findChildren(QDialog) if x.isVisible()]
    assert cut(shown) == []
    assert overlapping(shown) == []
    assert shown.width() <= window.width()
    assert shown.height() <= window.height()


def test_many_ticked_reports_fit_into_the_foot(
    world: FakeServices, large: Open, qtbot: QtBot
) -> None:
    for _ in range(60):
        full(world)
    window = large()
    window.go(Going("review", chip="ready"))
    rest(qtbot, window)

    window.review.tick_all()
    rest(qtbot, window)

    assert window.review.foot.isVisible()
    assert cut(window.review.foot) == []
    assert State.READY in {x.state for x in world.postings.values()}
