"""Settling, checking and backing up, seen from the window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.completeness import Completeness, Told, accounted, here_of
from app.domain.findings import Audit, Drift, Findings
from app.domain.postings import State
from app.domain.twins import Double
from app.errors import BusyError, OfflineError
from tests.fakes.services import ACME, FakeServices, posting
from tests.ui.conftest import Open
from tests.ui.steps import dialog, fill, go, listed, rest, said
from ui.models.period import Period, days
from ui.windows.dialogs import Question


def test_what_was_interrupted_is_settled_at_the_start(
    world: FakeServices, open_window: Open
) -> None:
    fill(world, 1, State.UNKNOWN)

    window = open_window()

    assert [x.state for x in world.postings.values()] == [State.POSTED]
    assert window.status.words == "1 interrupted posting settled with Xero"
    assert not window.banner.isVisible()


def test_with_nothing_interrupted_the_start_is_quiet(
    world: FakeServices, open_window: Open
) -> None:
    fill(world, 1)

    window = open_window()

    assert world.undone.settled == 0
    assert window.status.words == ""


def test_a_start_without_xero_says_so_and_tries_again(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1, State.UNKNOWN)
    world.trouble["settle"] = OfflineError("Xero does not answer.")
    window = open_window()
    words = window.banner.words
    _, retry = window.banner.mending

    retry.click()
    rest(qtbot, window)

    assert "Xero does not answer." in words
    assert [x.state for x in world.postings.values()] == [State.POSTED]
    assert not window.banner.isVisible()


def test_what_another_vouch_is_at_is_left_to_it(
    world: FakeServices, open_window: Open
) -> None:
    fill(world, 1, State.UNKNOWN)
    world.trouble["settle"] = BusyError("Another Vouch is posting.")

    window = open_window()

    assert not window.banner.isVisible()


def test_before_the_first_check_the_page_says_what_a_check_is(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()

    go(qtbot, window, "check")

    assert window.check.nothing.isVisible()
    assert "Not checked yet" in said(window.check.nothing)


def test_a_check_adds_up_to_the_cent(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2, State.POSTED)
    fill(world, 1)
    world.undone.told = tuple(
        Told(x.report_id, x.report_name, "GBP", x.total)
        for x in world.postings.values()
    )
    window = open_window()
    go(qtbot, window, "check")

    window.check.nothing.step.click()
    rest(qtbot, window)

    told = said(window.check)
    assert "All is well" in told
    assert "Complete: every report is accounted for, to the cent." in told
    at = told.index("Posted")
    assert told[at : at + 3] == ["Posted", "2", "200.01 GBP"]
    at = told.index("In Expensify")
    assert told[at : at + 3] == ["In Expensify", "3", "300.03 GBP"]
    assert window.status.words == "Checked: all is well"


def test_a_difference_is_named_and_leads_to_its_report(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2, State.POSTED)
    first, second = world.postings.values()
    world.undone.told = (
        Told(first.report_id, first.report_name, "GBP", first.total),
        Told(second.report_id, second.report_name, "GBP", second.total + 1),
    )
    window = open_window()
    go(qtbot, window, "check")
    window.check.now.click()
    rest(qtbot, window)
    told = " ".join(said(window.check))
    [link] = [
        x
        for x in window.check.findChildren(QPushButton)
        if x.text() == second.report_id
    ]

    link.click()
    rest(qtbot, window)

    assert "1 difference" in told
    assert window.page is window.review
    assert listed(window) == [second.report_name]


def test_what_another_connection_has_posted_is_named_and_adds_up(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1, State.POSTED)
    [there] = world.postings.values()
    told = (Told(there.report_id, there.report_name, "GBP", there.total),)
    theirs = replace(here_of(there), keeper="Beta")
    expensify, parts, differences = accounted(told, [theirs])
    each = Completeness(
        ACME,
        date(2026, 8, 1),
        date(2026, 8, 31),
        fresh=True,
        expensify=expensify,
        parts=parts,
        differences=differences,
        others=(theirs,),
    )
    world.undone.findings = Findings(
        Audit(12, "a" * 64), (), 0, (each,), (), (), (), ()
    )
    window = open_window()
    go(qtbot, window, "check")

    window.check.now.click()
    rest(qtbot, window)

    shown = said(window.check)
    at = shown.index("Posted with “Beta”")
    assert shown[at : at + 2] == ["Posted with “Beta”", "1"]
    assert any(x.startswith("Posted with “Beta”: ") for x in shown)
    assert "Complete: every report is accounted for, to the cent." in shown


def test_a_broken_chain_doubles_and_failures_are_told(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.undone.findings = Findings(
        audit=Audit(4, "a" * 64, 5, "Event 5 is missing."),
        faults=("A page is damaged.",),
        settled=0,
        completeness=(),
        drift=(Drift(ACME, 0, 1, (Double("Expensify R1", ("a", "b")),)),),
        open=(posting(3, State.UNKNOWN),),
        changed=(),
        held=(posting(4, State.HELD, why="Receipt asked for"),),
        failures=("No connection.",),
    )
    window = open_window()
    go(qtbot, window, "check")

    window.check.now.click()
    rest(qtbot, window)

    told = said(window.check)
    assert "Something needs a person" in told
    assert "History, event 5: Event 5 is missing." in told
    assert "Store: A page is damaged." in told
    assert "Acme: Xero has 2 live journals called “Expensify R1”" in told
    assert "Acme: 1 journal changed in Xero since posting" in told
    assert any("R00000000003: Checking with Xero" in x for x in told)
    assert any("Receipt asked for" in x for x in told)


def test_a_check_is_about_the_days_that_are_chosen(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    go(qtbot, window, "check")

    window.check.period.setCurrentText(Period.LAST_MONTH.value)
    window.check.now.click()
    rest(qtbot, window)

    today = date.today()  # noqa: DTZ011 - as the page
    assert world.undone.asked == [((), *days(Period.LAST_MONTH, today))]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.EVERYTHING, None, None),
        (Period.RECENT, date(2025, 10, 18), date(2026, 1, 15)),
        (Period.THIS_MONTH, date(2026, 1, 1), date(2026, 1, 15)),
        (Period.LAST_MONTH, date(2025, 12, 1), date(2025, 12, 31)),
        (Period.THIS_YEAR, date(2026, 1, 1), date(2026, 1, 15)),
        (Period.LAST_YEAR, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_periods_are_whole(
    period: Period, first: date | None, last: date | None
) -> None:
    assert days(period, date(2026, 1, 15)) == (first, last)


def test_a_back_up_is_written_where_the_person_says(
    world: FakeServices, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    go(qtbot, window, "settings")

    window.settings.back_up.click()
    chooser = dialog(window, QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "mine.db"))
    chooser.close()
    rest(qtbot, window)

    assert world.undone.copies == [tmp_path / "mine.db"]
    assert window.status.words == "Backed up to mine.db"


def test_a_copy_is_made_once_a_day_but_not_of_practice(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    open_window()
    practised = world.undone.daily
    world.practice = False

    window = open_window()
    go(qtbot, window, "review")

    assert practised == 0
    assert world.undone.daily == 1


def test_restoring_is_explained_and_asked_first(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.practice = False
    window = open_window()
    go(qtbot, window, "settings")

    window.settings.restore.click()
    dialog(window, QFileDialog).close()
    window.undo.ask_to_restore(Path("mine.db"))
    asked = dialog(window, Question)
    with qtbot.waitSignal(window.restore_wished) as wished:
        asked.yes.click()

    assert "Everything Vouch knows becomes as it was in mine.db." in asked.words
    assert wished.args == [Path("mine.db")]


def test_what_is_practised_is_not_restored(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()

    go(qtbot, window, "settings")

    assert not window.settings.restore.isVisible()
