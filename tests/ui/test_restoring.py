"""A back-up is put back while no window has the store open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.paths import Home
from tests.ui.steps import dialog, rest
from ui.windows.damaged import Damaged
from ui.windows.opening import OwnCompany
from ui.windows.shell import Shell


@pytest.fixture
def company(home: Path) -> OwnCompany:
    """Have books of one's own, with nothing in them."""
    own = OwnCompany(Home.of({"VOUCH_HOME": str(home)}))
    own.build(Event()).close()
    return own


@pytest.fixture
def shell(qapp: QApplication, qtbot: QtBot) -> Iterator[Shell]:
    """Open windows, and close the last one in the end."""
    made = Shell(qapp)
    yield made
    if made.window is not None:
        made.window.close()
    qtbot.wait(0)


def test_a_restored_window_says_what_was_done(
    company: OwnCompany, shell: Shell, qtbot: QtBot, home: Path
) -> None:
    services = company.build(Event())
    services.back_up(home / "mine.db")
    services.close()
    first = shell.open(company)
    rest(qtbot, first)

    first.restore_wished.emit(home / "mine.db")

    second = shell.window
    assert second is not None
    assert second is not first
    rest(qtbot, second)
    assert "Restored from mine.db" in second.banner.words
    assert "Sync before you post" in second.banner.words
    assert list(company.home.data.rglob("replaced-*.db"))


def test_a_file_that_is_no_back_up_leaves_everything_as_it_was(
    company: OwnCompany, shell: Shell, qtbot: QtBot, home: Path
) -> None:
    (home / "letter.db").write_text("Dear Sir", encoding="utf-8")
    first = shell.open(company)
    rest(qtbot, first)
    before = company.home.store.stat().st_ino

    first.restore_wished.emit(home / "letter.db")

    second = shell.window
    assert second is not None
    rest(qtbot, second)
    assert second.banner.isVisible()
    assert "Restored" not in second.banner.words
    assert company.home.store.stat().st_ino == before
    assert not list(company.home.data.rglob("replaced-*.db"))


def test_a_damaged_store_leaves_the_person_the_choice(
    company: OwnCompany, shell: Shell, qtbot: QtBot
) -> None:
    services = company.build(Event())
    services.back_up_daily()
    services.close()
    damaged = company.home.store.read_bytes()[:4096]
    company.home.store.write_bytes(damaged)

    first = shell.open(company)
    rest(qtbot, first)
    asked = dialog(first, Damaged)
    words = asked.words.text()
    offered = [asked.copies.item(n).text() for n in range(asked.copies.count())]
    kept = company.home.store.read_bytes()
    asked.yes.click()

    second = shell.window
    assert second is not None
    assert second is not first
    rest(qtbot, second)
    assert kept == damaged
    assert len(offered) == 1
    assert "automatic-" in offered[0]
    assert "Nothing is made anew" in words
    assert "Restored from automatic-" in second.banner.words
    [aside] = company.home.data.rglob("replaced-*.db")
    assert aside.read_bytes() == damaged


def test_a_damaged_store_without_back_ups_is_left_as_it_is(
    company: OwnCompany, shell: Shell, qtbot: QtBot
) -> None:
    company.home.store.write_bytes(b"no database")

    window = shell.open(company)
    rest(qtbot, window)
    asked = dialog(window, Damaged)
    words, able = asked.words.text(), asked.yes.isEnabled()
    asked.no.click()
    rest(qtbot, window)

    assert "no automatic back-ups" in words
    assert not able
    assert shell.window is window
    assert company.home.store.read_bytes() == b"no database"
