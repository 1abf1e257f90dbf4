"""The charts of Today: bars, numbers, and the way to the reports behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.postings import State
from app.errors import StoreError
from tests.fakes.services import FakeServices, posting
from tests.ui.conftest import Open
from tests.ui.steps import press, rest
from ui.engine import Engine
from ui.models.trends import TOP, currencies, spending, summary
from ui.pages.connection_card import ConnectionCard
from ui.pages.month_charts import MonthCharts
from ui.pages.page import Going
from ui.widgets.memory import Memory
from ui.widgets.theme import Choice, Theme

TODAY = date(2026, 9, 14)


@pytest.fixture
def charts(
    world: FakeServices, engine: Engine, qtbot: QtBot, tmp_path: Path
) -> MonthCharts:
    """Three reports of August: one posted, one ready, one without a journal."""
    for number, state in enumerate((State.POSTED, State.READY, State.BLOCKED)):
        made = posting(number, state)
        world.postings[made.id] = made
    made = posting(9, State.READY, currency="EUR")
    world.postings[made.id] = made
    shown = MonthCharts(engine, Memory(tmp_path / "window.ini"), lambda: TODAY)
    qtbot.addWidget(shown)
    shown.resize(900, 900)
    shown.say(world.now())
    shown.refresh()
    qtbot.waitUntil(lambda: engine.resting and bool(shown.currencies.count()))
    shown.show()
    return shown


def test_the_charts_say_in_words_what_they_show(charts: MonthCharts) -> None:
    assert charts.spent.words.text() == (
        "300.03 GBP spent in 6 months, most of it in August 2026 (300.03)."
        " 493 Travel 67\N{NO-BREAK SPACE}% · No journal yet 33\N{NO-BREAK SPACE}%."
    )
    assert "In Xero 33" in charts.posted.words.text()
    assert charts.spent.bars.accessibleName() == "Spend by month and account"
    assert charts.spent.bars.accessibleDescription() == charts.spent.words.text()


def test_currencies_are_never_added_up(charts: MonthCharts) -> None:
    offered = [charts.currencies.itemText(i) for i in range(charts.currencies.count())]

    charts.currencies.setCurrentText("EUR")

    assert offered == ["GBP", "EUR"]
    assert charts.spent.words.text().startswith("100.09 EUR spent")


def test_the_bars_are_walked_by_arrows_and_opened_by_enter(
    charts: MonthCharts, qtbot: QtBot
) -> None:
    bars = charts.spent.bars
    charts.activateWindow()
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(bars.hasFocus)

    press(bars, "Left")

    assert charts.spent.current.text() == (
        "August 2026 · 493 Travel: 200.01 GBP · 2 reports"
    )
    with qtbot.waitSignal(charts.going) as led:
        press(bars, "Return")
    going = led.args[0] if led.args else None
    assert isinstance(going, Going)
    assert going.page == "review"
    assert going.part is not None
    assert going.part.account == "493"
    assert going.part.currency == "GBP"
    assert (going.part.first, going.part.last) == (date(2026, 8, 1), date(2026, 8, 31))


def test_a_click_on_a_bar_opens_what_waits(charts: MonthCharts, qtbot: QtBot) -> None:
    with qtbot.waitSignal(charts.going) as led:
        charts.posted.bars.chart().series()[0].barSets()[1].clicked.emit(4)  # type: ignore[attr-defined]
    going = led.args[0] if led.args else None

    assert going is not None
    assert going.part.words == "August 2026 · Waiting"
    assert State.READY in going.part.states
    assert State.POSTED not in going.part.states


def test_the_numbers_are_one_key_away_and_can_be_copied(
    charts: MonthCharts, qtbot: QtBot
) -> None:
    card = charts.spent
    charts.activateWindow()
    card.numbers.setFocus()
    qtbot.waitUntil(card.numbers.hasFocus)

    press(card.numbers, "Space")
    qtbot.waitUntil(card.table.hasFocus)
    card.table.selectAll()
    card.table.copy()

    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[0] for line in lines] == [
        "493 Travel",
        "No journal yet",
        "Total",
    ]
    assert lines[-1].endswith("\t300.03")
    with qtbot.waitSignal(charts.going) as led:
        press(card.table, "Return")
    assert led.args is not None


def test_a_new_theme_colours_the_bars(charts: MonthCharts, qapp: QApplication) -> None:
    theme = Theme(qapp)
    colours = []

    for choice in (Choice.LIGHT, Choice.DARK):
        theme.choose(choice)
        (bars,) = charts.posted.bars.chart().series()
        colours.append(bars.barSets()[0].color().name())  # type: ignore[attr-defined]

    theme.choose(Choice.LIGHT)
    theme.deleteLater()
    assert colours[0] != colours[1]


def test_small_accounts_are_put_together_but_not_in_the_table(
    world: FakeServices,
) -> None:
    for number in range(TOP + 4):
        made = posting(number)
        assert made.journal is not None
        debit, credit = made.journal.lines
        lines = (replace(debit, account=f"4{number:02}", minor=1000 - number), credit)  # type: ignore[arg-type]
        journal = replace(made.journal, lines=lines)
        world.postings[made.id] = replace(made, journal=journal)
    months = [world.trends.month(TODAY.replace(month=8))]

    chart = spending(months, None, "GBP")

    assert [x.name for x in chart.series][-1] == "4 other accounts"
    assert len(chart.series) == TOP + 1
    assert len(chart.rows) == TOP + 4
    assert chart.total == sum(x.total for x in chart.rows)


def test_nothing_spent_is_said(world: FakeServices) -> None:
    months = [world.trends.month(TODAY)]

    assert currencies(months, None) == ()
    assert summary(spending(months, None, "GBP")) == "Nothing in these months."


def test_tab_goes_over_today_from_top_to_bottom(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.postings |= {x.id: x for x in (posting(1), posting(2, State.POSTED))}
    window = open_window()
    page = window.today
    qtbot.waitUntil(lambda: bool(page.charts.currencies.count()))
    rest(qtbot, window)

    stops = [*page.charts.stops]
    walk: QWidget | None = stops[0]
    seen = []
    while walk is not None and walk not in seen:
        seen.append(walk)
        walk = walk.nextInFocusChain()

    assert [x for x in seen if x in stops] == stops
    card = window.today.findChild(ConnectionCard)
    assert card is not None
    assert card.stops[0].nextInFocusChain() is card.stops[1]


def test_a_connection_without_reports_shows_no_bars_of_another(
    charts: MonthCharts,
) -> None:
    charts.connections.addItem("Beta", "beta")

    charts.connections.setCurrentIndex(charts.connections.count() - 1)
    hidden = charts.spent.isHidden()
    charts.connections.setCurrentIndex(0)

    assert hidden
    assert not charts.spent.isHidden()


def test_months_that_could_not_be_read_once_are_read_again(
    world: FakeServices, engine: Engine, qtbot: QtBot, tmp_path: Path
) -> None:
    made = posting(0)
    world.postings[made.id] = made
    world.trouble["trends"] = StoreError("The disk does not answer.")
    shown = MonthCharts(engine, Memory(tmp_path / "window.ini"), lambda: TODAY)
    qtbot.addWidget(shown)
    shown.say(world.now())
    shown.show()

    with qtbot.waitSignal(engine.failed):
        shown.refresh()
    qtbot.waitUntil(lambda: engine.resting)
    shown.refresh()

    qtbot.waitUntil(lambda: bool(shown.currencies.count()))
    assert "100.00 GBP spent" in shown.spent.words.text()
