"""The assistant between practice servers, as if they were the real services."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TypeVar

import httpx
import pytest
import time_machine
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import Place, Services, build
from app.domain.beginning import Beginning, Pair, Step
from app.paths import Home
from app.ports.running import Stop
from app.practice.addresses import PracticeAddresses
from app.practice.process import PracticeProcess, sign_in
from app.practising import SHIPPED
from app.settings import Addresses
from tests.flows.opening import no_certificates
from tests.ui.steps import rest
from ui.assistant.assistant import Assistant
from ui.assistant.step_page import StepPage
from ui.engine import Engine
from ui.pages.program import Whereabouts
from ui.widgets.memory import Memory
from ui.widgets.theme import Theme
from ui.windows.main_window import MainWindow

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
"""Soon after the last report of the shipped companies."""

QUILLMERE, FARRAVALE = "Quillmere Community Consulting", "Farravale Studio"

S = TypeVar("S", bound=StepPage)


@pytest.fixture(scope="module", autouse=True)
def _surroundings_of_servers(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """For a file, not for longer: other tests need the time as it is."""
    with (
        no_certificates(tmp_path_factory.mktemp("certificates")),
        time_machine.travel(NOW, tick=True),
    ):
        yield


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeAddresses]:
    """Serve both shipped companies, with nobody setting a pace."""
    with PracticeProcess(tmp_path_factory.mktemp("servers"), SHIPPED) as process:
        found = process.addresses
        for address, limits in (
            (found.expensify_url, ("ten_seconds", "minute")),
            (found.xero_api_url, ("concurrent", "minute", "day", "app_minute")),
        ):
            none = dict.fromkeys(limits)
            httpx.post(f"{address}/practice/limits", json=none).raise_for_status()
        yield found


@pytest.fixture(scope="session")
def signed_in(
    servers: PracticeAddresses, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A home where somebody signed in to everything, for copies to begin with."""
    folder = tmp_path_factory.mktemp("signed-in")
    with time_machine.travel(NOW, tick=True):
        services = build(place(folder, servers), Event())
        connect(services, servers, QUILLMERE, FARRAVALE)
        user, secret = servers.partner_user_id, servers.partner_user_secret
        services.connecting.expensify(user, secret)
        services.close()
    return folder


def place(folder: Path, servers: PracticeAddresses) -> Place:
    """A home that talks to these servers."""
    return Place(
        Home.of({"VOUCH_HOME": str(folder)}),
        Addresses(
            expensify=servers.expensify_url,
            xero_login=servers.xero_login_url,
            xero_identity=servers.xero_identity_url,
            xero_api=servers.xero_api_url,
        ),
        practice=True,
    )


def connect(services: Services, servers: PracticeAddresses, *names: str) -> None:
    """Sign in to these organisations as a person would."""
    for name in names:
        request = services.connecting.begin_xero(
            servers.xero_client_id, "http://localhost:47810/callback"
        )
        redirected = sign_in(servers, request.authorize_url, organisation=name)
        services.connecting.finish_xero(request, redirected)


def pair(services: Services, name: str) -> Pair:
    """A workspace and the organisation of this name, whose currency it has."""
    organisations = services.review.organisations().values()
    organisation = next(o for o in organisations if o.name == name)
    found = services.surveyor.workspaces()
    workspace = next(w for w in found if w.currency == organisation.base_currency)
    return Pair(workspace.id, organisation.id)


@dataclass(frozen=True)
class Desk:
    """A window on a home, the assistant in it, and how to look behind both."""

    window: MainWindow
    place: Place
    servers: PracticeAddresses
    qtbot: QtBot

    @property
    def assistant(self) -> Assistant:
        """The page."""
        return self.window.pages.of(Assistant)

    def rest(self) -> None:
        """Wait until everything asked is answered."""
        rest(self.qtbot, self.window)

    def step(self, kind: type[S]) -> S:
        """The step that is shown, which must be of this kind."""
        found = self.assistant.step
        assert isinstance(found, kind)
        return found

    def go_on(self) -> None:
        """Press the button, and see what comes of it."""
        self.assistant.go_on()
        self.rest()


Sit = Callable[[Beginning | None], Desk]


@pytest.fixture
def sit(
    signed_in: Path,
    servers: PracticeAddresses,
    tmp_path: Path,
    qapp: QApplication,
    qtbot: QtBot,
) -> Iterator[Sit]:
    """Sit down where everything is signed in; sitting down again is a restart.

    What is given was chosen before.
    """
    home = tmp_path / "home"
    shutil.copytree(signed_in, home)
    at = place(home, servers)
    open_now: list[Desk] = []

    def down(begun: Beginning | None = None) -> Desk:
        if open_now:
            _get_up(open_now.pop())
        if begun is not None:
            with_services(at, lambda services: services.begun.put(begun))
        desk = _open(at, servers, qapp, qtbot)
        open_now.append(desk)
        desk.rest()
        return desk

    yield down
    for desk in open_now:
        _get_up(desk)


def with_services(at: Place, do: Callable[[Services], object]) -> None:
    """Do something behind the window's back."""
    services = build(at, Event())
    try:
        do(services)
    finally:
        services.close()


def _open(
    at: Place, servers: PracticeAddresses, qapp: QApplication, qtbot: QtBot
) -> Desk:
    def make(stop: Stop) -> Services:
        return build(at, stop)

    engine = Engine(make)
    memory = Memory(at.home.data / "window.ini")
    whereabouts = Whereabouts(at.home.data, at.home.logs)
    window = MainWindow(engine, memory, Theme(qapp), whereabouts)
    window.show()
    window.activateWindow()
    engine.start()
    qtbot.waitUntil(window.isActiveWindow)
    return Desk(window, at, servers, qtbot)


def _get_up(desk: Desk) -> None:
    desk.window.close()
    desk.window.engine.close()
    desk.window.deleteLater()
    desk.qtbot.wait(0)


@pytest.fixture
def quillmere(signed_in: Path, servers: PracticeAddresses) -> Pair:
    """The pair in pounds, whose own connection is off."""
    return _pair(signed_in, servers, QUILLMERE)


@pytest.fixture
def farravale(signed_in: Path, servers: PracticeAddresses) -> Pair:
    """The pair in euros, whose own connection is on."""
    return _pair(signed_in, servers, FARRAVALE)


def _pair(folder: Path, servers: PracticeAddresses, name: str) -> Pair:
    found: list[Pair] = []
    at = place(folder, servers)
    with_services(at, lambda services: found.append(pair(services, name)))
    return found[0]


def chosen(desk: Desk) -> Beginning:
    """What is kept in the store of a desk."""
    found: list[Beginning] = []
    with_services(desk.place, lambda s: found.append(s.begun.get()))
    return found[0]


def at_step(step: Step, *pairs: Pair) -> Beginning:
    """Somebody who came as far as this."""
    return Beginning(step, pairs)
