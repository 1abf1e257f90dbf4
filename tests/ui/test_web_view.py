"""The browser within the window: where it goes, where it does not, and what it says."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ports.sign_in import SignInRequest
from tests.fakes.certificate import self_signed
from tests.fakes.services import FakeServices
from ui.engine import Engine
from ui.models import obstacles
from ui.models.obstacles import Obstacle
from ui.pages.sign_in import SignIn
from ui.pages.sign_in_start import Way
from ui.widgets.memory import Memory
from ui.widgets.web_view import Browser

BACK = "http://localhost:47810/callback"
LONG = 20_000
PAGES = {
    "/form": "<title>Log in</title><p>Log in to Xero",
    "/denied": "<title>Access Denied</title><h1>Access Denied</h1>"
    "You don't have permission to access this server. Reference #18.1",
    "/edge": "<title>Oops</title>https://errors.edgesuite.net/18.1",
    "/no-redirect": "<title>Sorry</title>Error: invalid_request Invalid redirect_uri",
    "/no-client": "<title>Sorry</title>Error: unauthorized_client Unknown client",
    "/to-google": '<meta http-equiv="refresh" '
    'content="0;url=https://accounts.google.com/signin">',
    "/to-mail": '<meta http-equiv="refresh" content="0;url=mailto:a@example.com">',
    "/to-http": '<meta http-equiv="refresh" content="0;url=http://192.0.2.1/login">',
    "/pop-up": '<title>Pop</title><a id="x" target="_blank" href="/form">open</a>'
    '<script>document.getElementById("x").click()</script>',
    "/asks": "<title>Asks</title><script>navigator.geolocation.getCurrentPosition("
    "() => document.title = 'let in', () => document.title = 'denied')</script>",
}


class _Handler(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - what came in, for the one who tests

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.path = self.path.partition("?")[0]
        if self.path == "/back":
            self.send_response(302)
            self.send_header("Location", f"{BACK}?code=c-1&state=s%20t")
            self.end_headers()
            return
        page = PAGES.get(self.path, "").encode()
        self.send_response(200)
        kind = "application/zip" if self.path == "/file" else "text/html"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A site of pages that get in the way."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.05,))
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()


Show = Callable[[str], Browser]


@pytest.fixture
def browse(site: str, qtbot: QtBot) -> Iterator[Show]:
    """Open the browser on a page of the site."""
    opened: list[Browser] = []

    def show(path: str) -> Browser:
        url = path if ":" in path else f"{site}{path}"
        made = Browser(SignInRequest("client", url, BACK, "s t", "verifier"))
        made.resize(600, 500)
        made.show()
        opened.append(made)
        return made

    yield show
    for made in opened:
        with qtbot.waitSignal(made.page.destroyed):
            made.close_page()
    qtbot.wait(0)


def hindered(qtbot: QtBot, shown: Browser) -> Obstacle:
    with qtbot.waitSignal(shown.hindered, timeout=LONG) as found:
        pass
    assert found.args is not None
    obstacle: Obstacle = found.args[0]
    return obstacle


def test_the_redirect_is_caught_before_it_reaches_the_network(
    qtbot: QtBot, browse: Show
) -> None:
    shown = browse("/back")

    with qtbot.waitSignal(shown.came_back, timeout=LONG) as back:
        pass

    assert back.args == [f"{BACK}?code=c-1&state=s%20t"]
    assert shown.note.isHidden()


def test_the_host_is_shown_and_whether_it_is_encrypted(
    qtbot: QtBot, browse: Show, site: str
) -> None:
    shown = browse("/form")
    with qtbot.waitSignal(shown.page.loadFinished, timeout=LONG):
        pass

    assert shown.words == f"{site[7:]} on this computer, not encrypted"
    assert shown.page.profile().isOffTheRecord()
    shown.page.urlChanged.emit(QUrl("https://login.xero.com/identity"))
    assert shown.words == "login.xero.com encrypted"


@pytest.mark.parametrize(
    ("path", "obstacle"),
    [
        ("/denied", obstacles.ACCESS_DENIED),
        ("/edge", obstacles.ACCESS_DENIED),
        ("/no-redirect", obstacles.REDIRECT_UNKNOWN),
        ("/no-client", obstacles.CLIENT_UNKNOWN),
        ("/to-google", obstacles.GOOGLE),
        ("/file", obstacles.DOWNLOAD),
        ("/to-mail", obstacles.refused("mailto:a@example.com")),
        ("/to-http", obstacles.refused("http://192.0.2.1/login")),
        ("http://127.0.0.1:1/", obstacles.UNREACHED),
    ],
)
def test_what_stands_in_the_way_is_said(
    qtbot: QtBot, browse: Show, path: str, obstacle: Obstacle
) -> None:
    shown = browse(path)

    assert hindered(qtbot, shown) == obstacle
    assert shown.note.words == f"{obstacle.title} {obstacle.words}"
    assert shown.elsewhere.isHidden() is not obstacle.elsewhere


def test_the_other_way_is_one_click_from_the_obstacle(
    qtbot: QtBot, browse: Show
) -> None:
    shown = browse("/denied")
    hindered(qtbot, shown)

    with qtbot.waitSignal(shown.elsewhere_wished):
        shown.elsewhere.click()


def test_a_page_that_was_not_reached_can_be_loaded_again(
    qtbot: QtBot, browse: Show
) -> None:
    shown = browse("http://127.0.0.1:1/")
    hindered(qtbot, shown)

    shown.load_again()

    assert shown.note.isHidden()
    assert hindered(qtbot, shown) == obstacles.UNREACHED


def test_a_new_window_opens_in_this_one(qtbot: QtBot, browse: Show) -> None:
    shown = browse("/pop-up")

    qtbot.waitUntil(lambda: shown.page.title() == "Log in", timeout=LONG)

    assert shown.page.url().path() == "/form"


def test_a_page_that_asks_for_more_is_denied(qtbot: QtBot, browse: Show) -> None:
    shown = browse("/asks")

    qtbot.waitUntil(lambda: shown.page.title() in {"denied", "let in"}, timeout=LONG)

    assert shown.page.title() == "denied"


@pytest.fixture
def panel(
    qtbot: QtBot, engine: Engine, world: FakeServices, site: str, tmp_path: Path
) -> Iterator[SignIn]:
    """The panel, with the page of the site within it."""
    world.joining.login = f"{site}/form"
    made = SignIn(engine, Memory(tmp_path / "window.ini"))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: engine.resting and made.isActiveWindow())
    made.start.client_id.setText("client")
    made.start.ways[Way.HERE].click()
    qtbot.waitUntil(lambda: made.findChild(Browser) is not None, timeout=LONG)
    yield made
    made.stop()
    made.deleteLater()
    qtbot.wait(0)


def test_escape_leaves_the_page_also_while_it_is_typed_on(
    qtbot: QtBot, panel: SignIn
) -> None:
    browser = panel.findChild(Browser)
    assert browser is not None
    qtbot.waitUntil(lambda: browser.page.title() == "Log in", timeout=LONG)
    face = browser.view.focusProxy()
    assert face is not None
    face.setFocus()

    with qtbot.waitSignal(browser.page.destroyed):
        QTest.keyClick(face, Qt.Key.Key_Escape)

    assert panel.steps.currentWidget() is panel.start
    assert panel.start.ways[Way.HERE].isVisible()


def test_a_page_that_was_open_for_too_long_is_closed(
    qtbot: QtBot, panel: SignIn
) -> None:
    browser = panel.findChild(Browser)
    assert browser is not None

    with qtbot.waitSignal(browser.page.destroyed):
        panel.patience.timeout.emit()

    assert panel.start.note.words.startswith("The sign-in took too long")


def test_an_unproven_host_is_refused_whatever_it_shows(
    qtbot: QtBot, browse: Show, tmp_path: Path
) -> None:
    asked = len(_Handler.asked)
    with _unproven(tmp_path) as address:
        shown = browse(f"{address}/form")
        found = hindered(qtbot, shown)

    assert found.title == "127.0.0.1 could not prove that it is 127.0.0.1"
    assert not found.elsewhere
    assert len(_Handler.asked) == asked


@contextmanager
def _unproven(folder: Path) -> Iterator[str]:
    """A site whose certificate nobody has signed but itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        serving = threading.Thread(target=server.serve_forever, args=(0.05,))
        serving.start()
        yield f"https://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()
