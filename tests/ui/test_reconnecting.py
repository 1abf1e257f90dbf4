"""Disconnected, connected again by the embedded browser: on the practice company."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.paths import Home
from tests.ui.showing import showing
from tests.ui.steps import dialog, rest, said
from ui.engine import Engine
from ui.pages.page import Going
from ui.pages.sign_in import SignIn
from ui.pages.sign_in_start import Way
from ui.widgets.web_view import Browser
from ui.windows.call_dialog import Sure
from ui.windows.main_window import MainWindow
from ui.windows.opening import PracticeCompany
from ui.windows.sign_in_dialog import SignInDialog

LONG, SOON, TRIES = 60_000, 4_000, 8
WANTED, OTHER = "Quillmere Community Consulting", "Farravale Studio"


@pytest.fixture
def window(home: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """Open the window on the practice company that ships with the program."""
    with closing(PracticeCompany(Home.of({"VOUCH_HOME": str(home)}))) as company:
        engine = Engine(company.build)
        with showing(engine, home, qapp, qtbot) as made:
            engine.start()
            made.go(Going("connections"))
            rest(qtbot, made)
            yield made


def button(window: MainWindow, name: str) -> QPushButton:
    """The button of the page that is called so."""
    found = window.connections.findChildren(QPushButton)
    (one,) = [x for x in found if x.accessibleName() == name and x.isVisible()]
    return one


def sign_in(qtbot: QtBot, panel: SignIn, organisation: str) -> None:
    """Type and choose on the pages of the practice Xero, as a person does."""
    panel.start.ways[Way.HERE].click()
    qtbot.waitUntil(lambda: panel.findChild(Browser) is not None, timeout=LONG)
    browser = panel.findChild(Browser)
    assert browser is not None
    qtbot.waitUntil(lambda: browser.page.title().startswith("Sign in"), timeout=LONG)
    typed(qtbot, browser, "bookkeeper@example.org", "#email")
    typed(qtbot, browser, "practice", "#password")
    QTest.keyClick(face(browser), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: browser.page.title().startswith("Allow"), timeout=LONG)
    choice = f"label:has(input):nth-of-type({nth(organisation)})"
    chosen = f"String(document.querySelector('{choice} input').checked)"
    until(
        qtbot,
        lambda: click(qtbot, browser, choice),
        lambda: asked(qtbot, browser, chosen) == "true",
    )
    until(
        qtbot,
        lambda: click(qtbot, browser, "button.first"),
        lambda: panel.findChild(Browser) is None,
    )


def until(qtbot: QtBot, again: Callable[[], None], moved: Callable[[], bool]) -> None:
    """Do it again, as a person does, where nothing has come of it."""
    for _ in range(TRIES):
        again()
        try:
            qtbot.waitUntil(moved, timeout=SOON)
        except TimeoutError:
            continue
        return
    raise TimeoutError("nothing comes of it")


def nth(organisation: str) -> int:
    """Where the page lists an organisation."""
    return 1 + sorted((WANTED, OTHER)).index(organisation)


def face(browser: Browser) -> QWidget:
    """The part of the view that hears keys and clicks."""
    found = browser.view.focusProxy()
    assert found is not None
    return found


def asked(qtbot: QtBot, browser: Browser, script: str) -> str:
    """What the page answers to a script of the test's."""
    answers: list[object] = []
    browser.page.runJavaScript(script, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=LONG)
    return str(answers[0])


def click(qtbot: QtBot, browser: Browser, what: str) -> None:
    """Click on the first such element."""
    spot = asked(
        qtbot,
        browser,
        f"(() => {{ const r = document.querySelector('{what}')"
        ".getBoundingClientRect(); "
        "return `${r.left + r.width / 2} ${r.top + r.height / 2}` })()",
    )
    x, y = (round(float(part)) for part in spot.split())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(face(browser), left, none, QPoint(x, y))


def typed(qtbot: QtBot, browser: Browser, text: str, into: str) -> None:
    """Type into a field, and see it arrive."""
    script = f"document.querySelector('{into}').value"

    def type_it() -> None:
        click(qtbot, browser, into)
        QTest.keySequence(face(browser), QKeySequence.StandardKey.SelectAll)
        QTest.keyClicks(face(browser), text)

    until(qtbot, type_it, lambda: asked(qtbot, browser, script) == text)


def test_an_organisation_is_disconnected_and_connected_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    button(window, f"Disconnect {WANTED}").click()
    sure = dialog(window, Sure)
    with qtbot.waitSignal(sure.done_so, timeout=LONG):
        sure.yes.click()
    rest(qtbot, window)
    broken = said(window.connections)
    still_there = button(window, f"Disconnect {OTHER}")

    button(window, "Sign in again for Quillmere").click()
    rest(qtbot, window)
    shown = dialog(window, SignInDialog)
    sign_in(qtbot, shown.panel, OTHER)
    note = shown.panel.start.note
    qtbot.waitUntil(lambda: not note.isHidden(), timeout=LONG)
    refused = note.words
    with qtbot.waitSignal(shown.panel.signed_in, timeout=LONG):
        sign_in(qtbot, shown.panel, WANTED)
    shown.close_it.click()
    rest(qtbot, window)

    assert "Sign-in to Xero needed; what is ready waits." in broken
    assert still_there is not None
    assert refused.startswith(f"{WANTED} is still not connected You allowed {OTHER}")
    assert "Sign-in to Xero needed; what is ready waits." not in said(
        window.connections
    )
    assert button(window, f"Disconnect {WANTED}").isVisible()
