"""The page Connections: who is signed in, how each connection is, what is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.books import OrganisationId
from app.domain.setup import JournalStatus, Standing
from app.errors import InputError, SignInNeededError
from app.ports.sign_in import SignInStatus
from tests.fakes.connecting import ACME_LTD, BETA_LTD, SIGNED_IN
from tests.fakes.services import NOW, FakeServices
from tests.ui.steps import dialog, fill, go, press, rest, said
from ui.models.words import day, hour
from ui.windows.call_dialog import CallDialog, Sure
from ui.windows.connection_dialogs import (
    ExpensifyDialog,
    IntakeDialog,
    RenameDialog,
    RulesDialog,
)
from ui.windows.main_window import MainWindow
from ui.windows.sign_in_dialog import SignInDialog

Open = Callable[[], MainWindow]

ANN = SignInStatus(
    "s-1",
    "C1",
    "Ann Lee",
    "ann@example.com",
    SIGNED_IN,
    SIGNED_IN,
    (ACME_LTD, BETA_LTD),
)


@pytest.fixture
def window(world: FakeServices, open_window: Open, qtbot: QtBot) -> MainWindow:
    """The page, with one connection and one sign-in for two organisations."""
    world.joining.stored.append(ANN)
    made = open_window()
    go(qtbot, made, "connections")
    return made


def named(window: MainWindow, name: str) -> QPushButton:
    """The button that is called so."""
    buttons = window.connections.findChildren(QPushButton)
    (found,) = [x for x in buttons if x.accessibleName() == name and x.isVisible()]
    return found


def chosen(window: MainWindow, words: str) -> None:
    """Choose from the menu of the one connection."""
    menu = named(window, "More for Acme").menu()
    assert menu is not None
    (action,) = [x for x in menu.actions() if x.text().replace("&", "") == words]
    action.trigger()


def done(qtbot: QtBot, window: MainWindow, asked: CallDialog) -> None:
    """Press what says what it does, and see it done."""
    with qtbot.waitSignal(asked.done_so):
        asked.yes.click()
    rest(qtbot, window)


def test_who_is_signed_in_and_for_what_is_said(window: MainWindow) -> None:
    told = said(window.connections)

    assert {"Ann Lee", "ann@example.com", "Acme Ltd", "Beta Ltd"} <= set(told)
    assert "GBP · no period locked · used by Acme" in told
    assert "not used by a connection" in told
    assert any(x.startswith("All is well; last synced") for x in told)
    assert "4,312" in told
    assert "Acme on the road · id W1" in told


def test_a_sign_in_that_has_ended_can_be_renewed_or_forgotten(
    window: MainWindow, world: FakeServices, qtbot: QtBot
) -> None:
    world.joining.stored[:] = [replace(ANN, good_until=None)]
    window.connections.refresh()
    rest(qtbot, window)

    named(window, "Forget the sign-in of Ann Lee").click()
    done(qtbot, window, dialog(window, Sure))

    assert world.upkeep.forgotten == ["s-1"]
    named(window, "Sign in again as Ann Lee").click()
    rest(qtbot, window)
    assert dialog(window, SignInDialog).panel.start.typed == "C1"


def test_disconnecting_says_what_stops_and_takes_one_organisation(
    window: MainWindow, world: FakeServices, qtbot: QtBot
) -> None:
    named(window, "Disconnect Acme Ltd").click()
    asked = dialog(window, Sure)

    assert "Acme can then neither sync nor post." in asked.words
    done(qtbot, window, asked)
    assert world.upkeep.disconnected == [OrganisationId("O1")]


def test_a_connection_is_renamed_unless_the_name_is_taken(
    window: MainWindow, world: FakeServices, qtbot: QtBot
) -> None:
    chosen(window, "Rename…")
    asked = dialog(window, RenameDialog)
    asked.name.setText("Beta")
    world.upkeep.trouble = InputError("Another connection is called “Beta” already.")

    press(asked.name, "Return")
    qtbot.waitUntil(lambda: not asked.note.isHidden())

    assert "Another connection is called “Beta” already." in asked.note.words
    asked.name.setText("Acme North")
    done(qtbot, window, asked)
    assert "Acme North" in said(window.connections)


def test_the_rules_are_tried_on_a_real_report_and_saved(
    window: MainWindow, world: FakeServices, qtbot: QtBot
) -> None:
    named(window, "Rules for posting of Acme").click()
    asked = dialog(window, RulesDialog)
    qtbot.waitUntil(asked.form.isEnabled)
    before = asked.form.example_words

    draft = asked.form.status.findData(JournalStatus.DRAFT)
    asked.form.status.setCurrentIndex(draft)
    changed = asked.form.example_words
    done(qtbot, window, asked)

    assert changed != before
    assert world.upkeep.rules.status is JournalStatus.DRAFT


def test_which_reports_are_taken_up_can_be_chosen(
    window: MainWindow, world: FakeServices, qtbot: QtBot
) -> None:
    chosen(window, "Which reports…")
    asked = dialog(window, IntakeDialog)
    for box in asked.states.values():
        box.setChecked(False)

    asked.yes.click()

    assert "Choose one state at least." in asked.note.words
    asked.states["REIMBURSED"].setChecked(True)
    asked.from_day.setChecked(True)
    asked.day.setDate(QDate(2026, 7, 1))
    done(qtbot, window, asked)
    assert world.upkeep.connection.states == ("REIMBURSED",)
    assert "01 Jul 2026" in said(window.connections)


def test_a_connection_is_paused_and_resumed(
    window: MainWindow, world: FakeServices, qtbot: QtBot
) -> None:
    chosen(window, "Pause…")
    done(qtbot, window, dialog(window, Sure))
    paused = said(window.connections)

    chosen(window, "Resume")
    done(qtbot, window, dialog(window, Sure))

    assert "Paused: it neither syncs nor posts." in paused
    assert world.upkeep.connection.standing is Standing.IN_USE


def test_a_connection_is_removed_unless_something_is_on_its_way(
    window: MainWindow, world: FakeServices, qtbot: QtBot
) -> None:
    chosen(window, "Remove…")
    asked = dialog(window, Sure)
    world.upkeep.trouble = InputError("2 of its journals are on their way to Xero.")
    asked.yes.click()
    qtbot.waitUntil(lambda: not asked.note.isHidden())

    refused = asked.note.words
    done(qtbot, window, asked)

    assert "on their way" in refused
    assert "Acme" not in said(window.connections)


def test_credentials_of_expensify_are_tried_before_they_replace_others(
    window: MainWindow, world: FakeServices, qtbot: QtBot
) -> None:
    window.connections.expensify.click()
    asked = dialog(window, ExpensifyDialog)
    world.beginning.trouble["expensify"] = SignInNeededError("No.")
    asked.form.user_id.setText("partner")
    asked.form.secret.setText("a secret")

    asked.yes.click()
    qtbot.waitUntil(lambda: not asked.note.isHidden())

    assert "Expensify does not know this pair" in asked.note.words
    assert asked.note.words.endswith("What was kept is still kept.")
    assert asked.form.secret.hasFocus()
    done(qtbot, window, asked)
    assert window.status.words.startswith("Expensify's credentials work")


def test_a_lapsed_sign_in_is_renewed_for_the_same_organisation(
    window: MainWindow, world: FakeServices, qtbot: QtBot
) -> None:
    world.signed_in = False
    window.engine.changed.emit()
    rest(qtbot, window)

    named(window, "Sign in again for Acme").click()

    assert dialog(window, SignInDialog).windowTitle() == "Sign in to Xero for Acme Ltd"


def test_the_focus_stays_where_it_was_when_something_changes(
    window: MainWindow, world: FakeServices, qtbot: QtBot
) -> None:
    named(window, "Rules for posting of Acme").setFocus()

    world.joining.stored.clear()
    window.connections.refresh()
    rest(qtbot, window)

    assert named(window, "Rules for posting of Acme").hasFocus()


def test_how_long_ago_it_was_synced_stays_true_while_nothing_changes(
    open_window: Open, qtbot: QtBot
) -> None:
    with time_machine.travel(NOW + timedelta(minutes=3), tick=True) as clock:
        window = open_window()
        go(qtbot, window, "connections")
        before = " ".join(said(window.connections))
        named(window, "Rules for posting of Acme").setFocus()

        clock.move_to(NOW + timedelta(hours=5))
        window.engine.changed.emit()
        rest(qtbot, window)
        after = " ".join(said(window.connections))

    assert "All is well; last synced 3 min ago." in before
    assert "All is well; last synced 5 h ago." in after
    assert "3 min ago" not in after
    assert named(window, "Rules for posting of Acme").hasFocus()


def test_a_card_is_not_taken_away_under_the_mouse_while_a_run_goes_on(
    window: MainWindow, world: FakeServices, qtbot: QtBot
) -> None:
    rules = named(window, "Rules for posting of Acme")

    fill(world, 3)
    world.last_sync = NOW.replace(hour=11)
    window.engine.changed.emit()
    rest(qtbot, window)

    assert named(window, "Rules for posting of Acme") is rules
    when = world.last_sync.astimezone()
    synced = f"{day(when.date())} {hour(when.time())}"
    assert synced in said(window.connections)
    labels = window.connections.findChildren(QLabel)
    assert f"Last sync: {synced}" in [x.accessibleName() for x in labels]
