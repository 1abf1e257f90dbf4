"""The line to the services: one waits for a browser while others get through."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from app.domain.beginning import Beginning, Step
from app.domain.setup import Connection, ConnectionId
from app.domain.situation import Known
from app.errors import AppError, BusyError, CancelledError
from app.ports.running import Stop
from tests.fakes.examples import ORGANISATION
from tests.fakes.services import ACME, FakeServices
from tests.fakes.upkeep import FakeUpkeep
from ui.assistant.assistant import Assistant
from ui.assistant.expensify import ExpensifyStep
from ui.assistant.pairing import PairingStep
from ui.engine import Engine
from ui.line import Calling
from ui.pages.page import Going
from ui.windows.main_window import MainWindow
from ui.workers.calls import BrowserSignIn
from ui.workers.hanging_up import HangingUp
from ui.workers.line import LineWorker, Said
from ui.workers.services import Services
from ui.workers.upkeep import Rename

Open = Callable[[], MainWindow]


class Clock:
    """A time that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """What it is."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def worker(world: FakeServices, clock: Clock) -> LineWorker:
    """A worker on the thread of the test."""
    return LineWorker(world.build, HangingUp(), clock)


def test_nobody_is_waited_for_for_ever(
    worker: LineWorker, world: FakeServices, clock: Clock, qtbot: QtBot
) -> None:
    worker.take(Said(1, BrowserSignIn("client")))

    with qtbot.waitSignal(worker.failed) as failed:
        clock.now = 601.0

    assert failed.args is not None
    said = failed.args[0]
    assert isinstance(said.value, CancelledError)
    assert "Nobody came back" in said.value.detail
    assert world.joining.returns[0].closed.is_set()
    worker.close()


def test_no_free_port_is_said_at_once(
    worker: LineWorker, world: FakeServices, qtbot: QtBot
) -> None:
    world.joining.no_port = BusyError("All ports are taken.")

    with qtbot.waitSignal(worker.failed) as failed:
        worker.take(Said(1, BrowserSignIn("client")))

    assert failed.args is not None
    assert failed.args[0].number == 1
    worker.close()


def test_others_get_through_while_a_browser_is_waited_for(
    engine: Engine, world: FakeServices, qtbot: QtBot
) -> None:
    waiting, other = engine.line.calling(engine), engine.line.calling(engine)
    with qtbot.waitSignal(waiting.told):
        waiting.ask(BrowserSignIn("client"))

    with qtbot.waitSignal(other.answered):
        other.ask(Rename(world.upkeep.connection.id, "North"))

    assert world.upkeep.connection.name == "North"
    assert waiting.calling


def test_what_is_wanted_no_more_is_not_told(
    engine: Engine, world: FakeServices, qtbot: QtBot
) -> None:
    first: Calling = engine.line.calling(engine)
    with qtbot.waitSignal(first.told):
        first.ask(BrowserSignIn("client"))

    with qtbot.assertNotEmitted(first.failed):
        first.cancel()
        qtbot.waitUntil(world.joining.returns[0].closed.is_set)

    assert not first.calling


class Waiting(FakeUpkeep):
    """Its first renaming waits until it is to stop; ``begun`` is set by then."""

    def __init__(self, stop: Stop) -> None:
        super().__init__()
        self._stop = stop
        self.begun = threading.Event()
        self.renamed: list[str] = []

    def rename(self, connection_id: ConnectionId, name: str) -> Connection:
        """Override: wait once."""
        if not self.begun.is_set():
            self.begun.set()
            if self._stop.wait(30.0):
                raise CancelledError
        self.renamed.append(name)
        return super().rename(connection_id, name)


def test_the_line_is_free_at_once_when_a_call_is_hung_up_on(
    world: FakeServices, qtbot: QtBot
) -> None:
    made: list[Waiting] = []

    def build(stop: Stop) -> Services:
        made.append(Waiting(stop))
        world.upkeep = made[0]
        return world.build(stop)

    engine = Engine(build)
    engine.start()
    first, second, third = (engine.line.calling(engine) for _ in range(3))
    first.ask(Rename(ACME, "One"))
    second.ask(Rename(ACME, "Two"))
    qtbot.waitUntil(lambda: bool(made) and made[0].begun.is_set())

    second.cancel()
    first.cancel()
    with qtbot.waitSignal(third.answered):
        third.ask(Rename(ACME, "Three"))

    assert made[0].renamed == ["Three"]
    assert engine.line.resting
    engine.close()


def test_nobody_waits_for_the_answer_that_a_bug_ended(
    engine: Engine, world: FakeServices, qtbot: QtBot
) -> None:
    world.trouble["build"] = ZeroDivisionError("a bug")
    calling = engine.line.calling(engine)

    with capture_exceptions() as bugs:
        with qtbot.waitSignal(calling.failed) as failed:
            calling.ask(Rename(ACME, "Acme anew"))
        qtbot.waitUntil(lambda: bool(bugs))

    assert failed.args is not None
    assert isinstance(failed.args[1], AppError)
    assert [kind for kind, *_ in bugs] == [ZeroDivisionError]
    assert engine.line.resting


def test_closing_lets_go_of_who_listens(world: FakeServices, qtbot: QtBot) -> None:
    engine = Engine(world.build)
    engine.start()
    caller = engine.line.calling(engine)
    with qtbot.waitSignal(caller.told):
        caller.ask(BrowserSignIn("client"))

    engine.close()

    assert world.joining.returns[0].closed.is_set()


def at_expensify(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> tuple[Assistant, ExpensifyStep]:
    """Come as far as the credentials, and type them."""
    world.beginning.beginning = Beginning(Step.EXPENSIFY)
    world.beginning.now_known = Known((ORGANISATION,))
    window.go(Going("set-up"))
    assistant = window.pages.of(Assistant)
    qtbot.waitUntil(lambda: isinstance(assistant.step, ExpensifyStep))
    step = assistant.step
    assert isinstance(step, ExpensifyStep)
    step.form.user_id.setText("partner")
    step.form.secret.setText("a secret")
    return assistant, step


def test_a_company_is_set_up_while_another_is_synced(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    assistant, _ = at_expensify(world, window, qtbot)
    world.gate = threading.Event()
    window.engine.sync()

    assistant.go_on()
    qtbot.waitUntil(lambda: isinstance(assistant.step, PairingStep))

    assert window.engine.running
    assert world.beginning.tried == ["partner"]
    world.gate.set()
    qtbot.waitUntil(lambda: window.engine.resting)


def test_what_a_step_asked_for_is_wanted_no_more_once_it_is_stopped(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    assistant, step = at_expensify(world, window, qtbot)

    assistant.go_on()
    assistant.waiting.stop.click()
    qtbot.waitUntil(lambda: window.engine.resting)

    assert assistant.step is step
    assert assistant.foot.on.isEnabled()
    assert step.form.user_id.text() == "partner"
