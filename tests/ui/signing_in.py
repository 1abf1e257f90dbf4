"""The sign-in panel on a real display, against an OAuth server; prints what came of it.

``here`` types and clicks with a real keyboard and pointer; ``away`` leaves that to
whoever drives the browser that the system opens. Run by a test in a process of its own.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import httpx
from PySide6.QtCore import QEventLoop, QPointF, QProcess
from PySide6.QtWidgets import QApplication

from app.clients.addresses import XeroAddresses
from app.clients.loopback import Loopback
from app.clients.oauth import SignIns
from app.clients.tokens import StoredSignIns
from app.errors import AppError, SignInNeededError
from app.ports.running import Stop
from app.ports.sign_in import SignInRequest, SignInStatus, Tenant
from tests.app.clients.xero.made import MemoryVault
from tests.fakes.connecting import FakeConnecting
from tests.fakes.services import FakeServices
from ui.engine import Engine
from ui.footing import steady
from ui.pages.sign_in import SignIn
from ui.pages.sign_in_start import Way
from ui.pictures import settle, wait_until
from ui.widgets.memory import Memory
from ui.widgets.theme import Theme
from ui.widgets.web_view import Browser
from ui.workers.calls import SignedIn

CLIENT = "VOUCH0F0AC7ED0F0AC7ED0F0AC7ED0F0A"
ACCESS_SECONDS = 1.2
_CONSENT = "input[value=consent] ~ button"
_TRIES = 8
_SOON = 4.0


class Connecting(FakeConnecting):
    """Signs in by the real client, at the address of the server."""

    def __init__(self, address: str, stop: Stop) -> None:
        super().__init__()
        self.vault = MemoryVault()
        self.http = httpx.Client(trust_env=False)
        addresses = XeroAddresses(address, address, address)
        self.sign_in = SignIns(
            self.http, self.vault, addresses, clock=lambda: datetime.now(UTC), stop=stop
        )

    def begin_xero(self, client_id: str, redirect_uri: str) -> SignInRequest:
        """Override: really."""
        return self.sign_in.begin(client_id, redirect_uri)

    def finish_xero(
        self,
        request: SignInRequest,
        redirected: str,
        unread: Callable[[Tenant, AppError], None] | None = None,
    ) -> tuple[Tenant, ...]:
        """Override: really, but for the books."""
        assert unread is not None
        return self.sign_in.finish(request, redirected)

    def sign_ins(self) -> tuple[SignInStatus, ...]:
        """Override: really."""
        return self.sign_in.statuses()

    def listen(self) -> Loopback:  # type: ignore[override]
        """Override: on the registered ports."""
        return Loopback()


def main(way: Way, folder: Path, address: str) -> None:
    """Sign in one way."""
    steady()
    app = QApplication(["signing-in"])
    connecting = Connecting(address, threading.Event())
    engine = Engine(FakeServices(joining=connecting).build)
    Theme(app)
    panel = SignIn(engine, Memory(folder / "window.ini"))
    panel.resize(900, 700)
    panel.move(0, 0)
    panel.show()
    engine.start()
    settle(engine)
    found: list[SignedIn] = []
    panel.signed_in.connect(found.append)
    panel.start.client_id.setText(CLIENT)
    panel.start.ways[way].click()
    if way is Way.HERE:
        _type_and_click(panel)
    wait_until(lambda: bool(found))
    answer: dict[str, object] = {
        "organisations": [tenant.name for tenant in found[0].tenants],
        "who": connecting.sign_ins()[0].who,
    }
    if way is Way.HERE:
        answer |= {"renewed": _renewed(connecting, address)}
    print(json.dumps(answer), flush=True)  # noqa: T201 - the answer
    panel.stop()
    engine.close()
    panel.close()
    app.processEvents()
    sys.stdout.flush()


def _type_and_click(panel: SignIn) -> None:
    """Do what a person does on the pages of the server: look, and try again."""
    wait_until(lambda: panel.findChild(Browser) is not None)
    browser = panel.findChild(Browser)
    assert browser is not None
    _type(browser, "login", "robin")
    _type(browser, "password", "a good password")
    _click_until(browser, "button[type=submit]", lambda: _there(browser, _CONSENT))
    _click_until(browser, _CONSENT, lambda: panel.findChild(Browser) is None)


def _type(browser: Browser, name: str, text: str) -> None:
    field = f"input[name={name}]"
    for _ in range(_TRIES):
        _click(browser, field)
        _xdotool("key", "ctrl+a", "type", text)
        typed = f"document.querySelector('{field}').value"
        if _within(partial(_holds, browser, typed, text)):
            return
    raise TimeoutError(name)


def _click_until(browser: Browser, what: str, moved: Callable[[], bool]) -> None:
    for _ in range(_TRIES):
        _click(browser, what)
        if _within(moved):
            return
    raise TimeoutError(what)


def _within(true: Callable[[], bool]) -> bool:
    """Whether something comes true soon."""
    soon = time.monotonic() + _SOON
    while time.monotonic() < soon:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if true():
            return True
    return False


def _holds(browser: Browser, script: str, text: str) -> bool:
    return _asked(browser, script) == text


def _there(browser: Browser, what: str) -> bool:
    return _asked(browser, f"!!document.querySelector('{what}')") is True


def _asked(browser: Browser, script: str) -> object:
    """What the page answers to a script of the test's."""
    answers: list[object] = []
    browser.page.runJavaScript(script, answers.append)
    wait_until(lambda: bool(answers))
    return answers[0]


def _click(browser: Browser, what: str) -> None:
    """Click in the middle of the first such element, once there is one."""
    wait_until(lambda: _there(browser, what))
    spot = _asked(
        browser,
        f"(() => {{ const r = document.querySelector('{what}')"
        ".getBoundingClientRect(); "
        "return `${r.left + r.width / 2} ${r.top + r.height / 2}` })()",
    )
    x, y = map(float, str(spot).split())
    at = browser.view.mapToGlobal(QPointF(x, y)).toPoint()
    _xdotool("mousemove", str(at.x()), str(at.y()), "click", "1")


def _xdotool(*what: str) -> None:
    QProcess.execute("xdotool", [*what])
    QApplication.processEvents()


def _renewed(connecting: Connecting, address: str) -> dict[str, object]:
    """See the tokens renewed, and an old one refused, which ends the sign-in."""
    stored = StoredSignIns(connecting.vault)
    before = stored.all()[0].tokens
    time.sleep(ACCESS_SECONDS)  # until the access token of the server has run out
    again = connecting.sign_in.tenants()
    after = stored.all()[0].tokens
    assert before is not None
    assert after is not None
    form = {
        "grant_type": "refresh_token",
        "client_id": CLIENT,
        "refresh_token": before.refresh,
    }
    answer = connecting.http.post(f"{address}/connect/token", data=form)
    time.sleep(ACCESS_SECONDS)
    try:
        left = len(connecting.sign_in.tenants())
    except SignInNeededError:
        left = 0
    return {
        "organisations": [tenant.name for tenant in again],
        "rotated": before.refresh != after.refresh,
        "old_one": answer.json()["error"],
        "left_after_that": left,
    }


if __name__ == "__main__":
    main(Way(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
