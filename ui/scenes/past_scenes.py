"""The charts of Today, and the page History with a journal explained."""

from __future__ import annotations

from app.domain.postings import State
from ui.pages.page import Going
from ui.pictures import settle
from ui.scenes.scene import Scene
from ui.windows.main_window import MainWindow


def _bars(window: MainWindow) -> None:
    _charts(window, numbers=False)
    window.today.charts.spent.bars.setFocus()


def _numbers(window: MainWindow) -> None:
    _charts(window, numbers=True)


def _charts(window: MainWindow, *, numbers: bool) -> None:
    window.go(Going("today"))
    settle(window.engine)
    charts = window.today.charts
    charts.spent.numbers.setChecked(numbers)
    window.today.show_charts()


def _explained(window: MainWindow) -> None:
    window.go(Going("history"))
    states = window.history.filter.states
    states.setCurrentIndex(states.findData(State.POSTED.value))
    settle(window.engine)
    window.history.table.selectRow(2)


def _walked(window: MainWindow) -> None:
    window.go(Going("history"))
    window.history.filter.states.setCurrentIndex(0)
    window.history.chain.click()


SCENES = (
    Scene("today-charts", _bars),
    Scene("today-numbers", _numbers),
    Scene("history-explained", _explained),
    Scene("history-chain", _walked),
)
