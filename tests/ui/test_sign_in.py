"""Signing in by the panel, over a Xero in memory and the person's own browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.books import Organisation, OrganisationId
from app.errors import BusyError, OfflineError, RefusedError, SignInNeededError
from app.ports.sign_in import SignInStatus
from tests.fakes.connecting import ACME_LTD, BETA_LTD, SIGNED_IN, FakeReturn
from tests.fakes.services import FakeServices
from tests.ui.steps import said
from ui.engine import Engine
from ui.pages.sign_in import SignIn
from ui.pages.sign_in_start import ADDRESSES, Way
from ui.widgets.memory import Memory
from ui.workers.calls import SignedIn

Panels = Callable[..., SignIn]

CLIENT = "0F0AC7ED"
BETA = Organisation(OrganisationId("O2"), "Beta Ltd", "GBP")


class Desktop(QObject):
    """Takes the addresses that the system is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Take one."""
        self.opened.append(url.toString())


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    taking = Desktop()
    for scheme in ("http", "https"):
        QDesktopServices.setUrlHandler(scheme, taking, "take")  # type: ignore[arg-type]
    yield taking
    for scheme in ("http", "https"):
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def panel(qtbot: QtBot, engine: Engine, tmp_path: Path) -> Panels:
    """Make panels; what one remembers, the next recalls."""
    memory = Memory(tmp_path / "window.ini")

    def make(wanted: Organisation | None = None) -> SignIn:
        made = SignIn(engine, memory, wanted)
        qtbot.addWidget(made, before_close_func=lambda _: made.stop())
        made.resize(760, 560)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(lambda: engine.resting and made.isActiveWindow())
        made.arrive()
        return made

    return make


def away(qtbot: QtBot, world: FakeServices, shown: SignIn) -> FakeReturn:
    """Begin in the person's own browser, and say where that comes back to."""
    shown.start.client_id.setText(CLIENT)
    shown.start.ways[Way.AWAY].click()
    qtbot.waitUntil(lambda: shown.steps.currentWidget() is shown.waiting)
    return world.joining.returns[-1]


def comes_back(coming: FakeReturn, *, code: str = "good", state: str = "") -> None:
    coming.arrived = f"{coming.redirect_uri}?code={code}&state={state or coming.state}"


def test_the_own_browser_comes_back_and_who_it_was_is_said(
    qtbot: QtBot, world: FakeServices, panel: Panels, desktop: Desktop
) -> None:
    shown = panel()
    coming = away(qtbot, world, shown)

    with qtbot.waitSignal(shown.signed_in) as signed_in:
        comes_back(coming)

    assert signed_in.args == [SignedIn((ACME_LTD,))]
    assert desktop.opened == [world.joining.begun[0].authorize_url]
    assert world.joining.begun[0].redirect_uri == coming.redirect_uri
    assert coming.closed.is_set()
    assert "Vouch may use Acme Ltd." in said(shown.done)


def test_what_worked_is_offered_first_the_next_time(
    qtbot: QtBot, world: FakeServices, panel: Panels, desktop: Desktop
) -> None:
    shown = panel()
    with qtbot.waitSignal(shown.signed_in):
        comes_back(away(qtbot, world, shown))

    later = panel()
    later.start.client_id.setFocus()
    QTest.keyClick(later.start.client_id, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: later.steps.currentWidget() is later.waiting)

    assert later.start.typed == CLIENT
    assert len(desktop.opened) == 2


def test_without_a_client_id_it_is_said_where_to_get_one(
    panel: Panels, desktop: Desktop
) -> None:
    shown = panel()

    shown.start.ways[Way.HERE].click()

    assert shown.start.note.words.startswith("A client ID is needed")
    assert shown.start.client_id.hasFocus()
    assert "\n".join(ADDRESSES) in said(shown.start)
    assert not desktop.opened


def test_the_five_addresses_and_the_page_of_apps_are_one_click_away(
    panel: Panels, desktop: Desktop
) -> None:
    shown = panel()
    shown.start.help.click()

    shown.start.copy.click()
    shown.start.apps.click()

    copied = QGuiApplication.clipboard().text().split("\n")
    assert copied[0] == "http://localhost:47810/callback"
    assert len(copied) == 5
    assert desktop.opened == ["https://developer.xero.com/app/manage"]


@pytest.mark.usefixtures("desktop")
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (SignInNeededError("No longer good."), "The sign-in took too long"),
        (OfflineError("Xero does not answer."), "No connection Xero does not answer."),
    ],
)
def test_a_failed_exchange_is_said_and_can_be_begun_again(
    qtbot: QtBot,
    world: FakeServices,
    panel: Panels,
    error: SignInNeededError | OfflineError,
    words: str,
) -> None:
    shown = panel()
    world.joining.trouble = error

    comes_back(away(qtbot, world, shown))
    qtbot.waitUntil(lambda: not shown.start.note.isHidden())

    assert shown.start.note.words.startswith(words)
    with qtbot.waitSignal(shown.signed_in):
        comes_back(away(qtbot, world, shown))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (("good", "another"), "Nothing was connected The answer belongs to another"),
        (("", ""), "Nothing was connected The sign-in was cancelled in Xero."),
    ],
)
@pytest.mark.usefixtures("desktop")
def test_an_answer_that_is_not_ours_connects_nothing(
    qtbot: QtBot,
    world: FakeServices,
    panel: Panels,
    answer: tuple[str, str],
    words: str,
) -> None:
    shown = panel()
    code, state = answer

    comes_back(away(qtbot, world, shown), code=code, state=state)
    qtbot.waitUntil(lambda: not shown.start.note.isHidden())

    assert shown.start.note.words.startswith(words)
    assert not world.joining.stored


@pytest.mark.usefixtures("desktop")
def test_another_organisation_than_the_wanted_one_is_refused(
    qtbot: QtBot, world: FakeServices, panel: Panels
) -> None:
    shown = panel(BETA)
    with qtbot.assertNotEmitted(shown.signed_in):
        comes_back(away(qtbot, world, shown))
        qtbot.waitUntil(lambda: not shown.start.note.isHidden())

    assert shown.start.note.words.startswith(
        "Beta Ltd is still not connected You allowed Acme Ltd in Xero."
    )
    world.joining.tenants = (ACME_LTD, BETA_LTD)
    with qtbot.waitSignal(shown.signed_in):
        comes_back(away(qtbot, world, shown))


@pytest.mark.usefixtures("desktop")
def test_escape_gives_up_a_step_and_then_the_panel(
    qtbot: QtBot, world: FakeServices, panel: Panels
) -> None:
    shown = panel()
    coming = away(qtbot, world, shown)

    with qtbot.assertNotEmitted(shown.cancelled):
        QTest.keyClick(shown, Qt.Key.Key_Escape)

    assert shown.steps.currentWidget() is shown.start
    qtbot.waitUntil(coming.closed.is_set)
    with qtbot.waitSignal(shown.cancelled):
        QTest.keyClick(shown, Qt.Key.Key_Escape)


@pytest.mark.usefixtures("desktop")
def test_where_no_port_is_free_the_other_way_is_still_there(
    qtbot: QtBot, world: FakeServices, panel: Panels
) -> None:
    shown = panel()
    world.joining.no_port = BusyError("Other programs are using all of the ports.")
    shown.start.client_id.setText(CLIENT)

    shown.start.ways[Way.AWAY].click()
    qtbot.waitUntil(lambda: not shown.start.note.isHidden())

    assert "Other programs are using all of the ports" in shown.start.note.words
    assert shown.start.ways[Way.HERE].isEnabled()


@pytest.mark.usefixtures("desktop")
def test_the_address_can_be_taken_to_another_browser(
    qtbot: QtBot, world: FakeServices, panel: Panels
) -> None:
    shown = panel()
    away(qtbot, world, shown)

    shown.waiting.copy.click()

    assert QGuiApplication.clipboard().text() == world.joining.begun[0].authorize_url


@pytest.mark.usefixtures("desktop")
def test_a_waiting_sign_in_holds_nobody_else_up(
    qtbot: QtBot, world: FakeServices, panel: Panels
) -> None:
    first, second = panel(), panel()
    overtaken = away(qtbot, world, first)

    coming = away(qtbot, world, second)

    qtbot.waitUntil(lambda: not first.start.note.isHidden())
    assert "Another sign-in was begun in its place." in first.start.note.words
    assert overtaken.closed.is_set()
    with qtbot.waitSignal(second.signed_in):
        comes_back(coming)


@pytest.mark.usefixtures("desktop")
def test_books_that_cannot_be_read_do_not_undo_the_sign_in(
    qtbot: QtBot, world: FakeServices, panel: Panels
) -> None:
    world.joining.tenants = (ACME_LTD, BETA_LTD)
    world.joining.unread["Beta Ltd"] = RefusedError("You may not see its accounts.")
    shown = panel()

    with qtbot.waitSignal(shown.signed_in):
        comes_back(away(qtbot, world, shown))

    assert "Vouch may use Acme Ltd, Beta Ltd." in said(shown.done)
    assert "Beta Ltd: The service refused." in shown.done.note.words


def test_an_organisation_is_connected_again_by_the_app_it_was_connected_by(
    world: FakeServices, panel: Panels
) -> None:
    theirs = SignInStatus("s", "THEIRS", "Ann", "", SIGNED_IN, None, (BETA_LTD,))
    other = SignInStatus("t", "OTHER", "Bob", "", SIGNED_IN, SIGNED_IN, (ACME_LTD,))
    world.joining.stored[:] = [other, theirs]

    assert panel(BETA).start.typed == "THEIRS"
    assert panel().start.typed == "OTHER"
