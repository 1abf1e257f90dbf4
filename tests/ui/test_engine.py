"""The thread boundary."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.domain.listing import PostingQuery
from app.domain.postings import State
from app.domain.runs import Progress
from app.errors import CancelledError, OfflineError
from app.ports.running import Stop
from tests.fakes.services import FakeServices
from tests.ui.steps import fill
from ui.engine import Engine
from ui.workers.moving import PostRun, SyncRun
from ui.workers.questions import Ended, Failure
from ui.workers.reviewing import Glances, Hold


def query(text: str) -> PostingQuery:
    return PostingQuery(text=text)


def test_an_answer_comes_back_with_its_question(
    engine: Engine, world: FakeServices, qtbot: QtBot
) -> None:
    fill(world, 3)
    inquiry = engine.inquiry()

    with qtbot.waitSignal(inquiry.answered) as answered:
        inquiry.ask(query("trip 1"))

    assert answered.args is not None
    asked, page = answered.args
    assert asked == query("trip 1")
    assert [row.report_name for row in page.rows] == ["Trip 1"]


def test_of_what_is_typed_only_the_last_is_asked(
    engine: Engine, world: FakeServices, qtbot: QtBot
) -> None:
    inquiry = engine.inquiry()

    with qtbot.waitSignal(inquiry.answered) as answered:
        for text in ("t", "tr", "tri", "trip"):
            inquiry.ask(query(text))

    assert answered.args is not None
    assert answered.args[0] == query("trip")
    assert world.asked == [query("t"), query("trip")]


def test_nothing_is_built_on_the_windows_thread(qtbot: QtBot) -> None:
    threads = []

    def build(_stop: Stop) -> FakeServices:
        threads.append(threading.current_thread() is threading.main_thread())
        return FakeServices()

    engine = Engine(build)
    engine.start()
    inquiry = engine.inquiry()
    with qtbot.waitSignals([inquiry.answered, engine.ended]):
        inquiry.ask(Glances())
        engine.sync()
    engine.close()

    assert threads == [False, False]


def test_the_desk_answers_while_a_run_goes_on(
    engine: Engine, world: FakeServices, qtbot: QtBot
) -> None:
    world.gate = threading.Event()
    inquiry = engine.inquiry()
    with qtbot.waitSignal(engine.told):
        engine.sync()

    with qtbot.waitSignal(inquiry.answered):
        inquiry.ask(Glances())

    assert engine.running
    world.gate.set()
    qtbot.waitUntil(lambda: not engine.running)


def test_a_run_that_is_stopped_says_so_and_the_next_one_goes(
    engine: Engine, world: FakeServices, qtbot: QtBot
) -> None:
    world.gate = threading.Event()
    with qtbot.waitSignal(engine.told):
        engine.sync()

    with qtbot.waitSignal(engine.failed) as failed:
        engine.cancel()
    qtbot.waitUntil(lambda: not engine.running)
    world.gate.set()
    with qtbot.waitSignal(engine.ended) as ended:
        engine.sync()

    assert failed.args is not None
    assert isinstance(failed.args[0].error, CancelledError)
    assert ended.args is not None
    assert ended.args[0].errand == SyncRun()


def test_stopping_stops_what_waits_too(
    engine: Engine, world: FakeServices, qtbot: QtBot
) -> None:
    fill(world, 1)
    world.gate = threading.Event()
    with qtbot.waitSignal(engine.told):
        engine.sync()

    engine.post(list(world.postings))
    engine.cancel()
    qtbot.waitUntil(lambda: not engine.running)

    assert [x.state for x in world.postings.values()] == [State.READY]


def test_a_failure_can_be_tried_again(
    engine: Engine, world: FakeServices, qtbot: QtBot
) -> None:
    world.trouble["sync"] = OfflineError("Expensify does not answer")
    with qtbot.waitSignal(engine.failed) as failed:
        engine.sync()
    assert failed.args is not None

    with qtbot.waitSignal(engine.ended):
        engine.retry(failed.args[0])


def test_an_edit_is_answered_and_changes_what_is_stored(
    engine: Engine, world: FakeServices, qtbot: QtBot
) -> None:
    fill(world, 1)

    with qtbot.waitSignals([engine.edited, engine.changed]):
        engine.edit(Hold(tuple(world.postings), "Receipt asked for"))

    (held,) = world.postings.values()
    assert held.why == "Receipt asked for"


def test_posting_gives_back_what_became_of_each(
    engine: Engine, world: FakeServices, qtbot: QtBot
) -> None:
    fill(world, 2)
    ids = tuple(world.postings)

    with qtbot.waitSignal(engine.ended) as ended:
        engine.post(ids)

    assert ended.args is not None
    assert isinstance(ended.args[0], Ended)
    assert ended.args[0].errand == PostRun(ids)
    assert [x.state for x in world.postings.values()] == [State.POSTED] * 2


@pytest.mark.parametrize("what", ["page", "sync"])
def test_a_bug_in_a_worker_jams_nothing(
    engine: Engine, world: FakeServices, qtbot: QtBot, what: str
) -> None:
    world.trouble[what] = ZeroDivisionError("a bug")
    inquiry = engine.inquiry()

    with capture_exceptions() as bugs:
        inquiry.ask(query("a"))
        engine.sync()
        qtbot.waitUntil(lambda: engine.resting)

    assert [kind for kind, *_ in bugs] == [ZeroDivisionError]
    with qtbot.waitSignal(inquiry.answered):
        inquiry.ask(query("b"))


def test_closing_in_the_middle_of_a_run_lets_go_of_everything(
    world: FakeServices, qtbot: QtBot
) -> None:
    world.gate = threading.Event()
    engine = Engine(world.build)
    engine.start()
    inquiry = engine.inquiry()
    with qtbot.waitSignals([engine.told, inquiry.answered]):
        engine.sync()
        inquiry.ask(Glances())

    engine.close()

    assert world.closings == 2


def test_a_company_that_cannot_be_opened_is_a_failure_in_words(
    world: FakeServices, qtbot: QtBot
) -> None:
    world.trouble["build"] = OfflineError("no servers")
    engine = Engine(world.build)
    engine.start()
    inquiry = engine.inquiry()

    with qtbot.waitSignal(engine.failed) as failed:
        inquiry.ask(Glances())
    engine.close()

    assert failed.args is not None
    assert failed.args[0] == Failure(Glances(), failed.args[0].error)


def test_progress_is_told_at_most_ten_times_a_second(
    engine: Engine, world: FakeServices, qtbot: QtBot
) -> None:
    fill(world, 1)
    world.steps = 500
    told: list[Progress] = []
    engine.told.connect(told.append)

    with qtbot.waitSignal(engine.ended):
        engine.post(list(world.postings))

    assert [told[0].done, told[-1].done] == [0, 500]
    assert len(told) <= 4


def test_an_edit_made_just_before_closing_is_not_lost(world: FakeServices) -> None:
    fill(world, 1)
    engine = Engine(world.build)
    engine.start()

    engine.edit(Hold(tuple(world.postings), "Receipt asked for"))
    engine.close()

    assert [x.state for x in world.postings.values()] == [State.HELD]


def test_an_answer_that_comes_when_the_dialog_is_closed_already_is_let_go(
    world: FakeServices, qtbot: QtBot
) -> None:
    fill(world, 1)
    engine = Engine(world.build)
    dialog = QDialog()
    engine.inquiry(dialog).ask(PostingQuery())
    delete(dialog)
    later = engine.inquiry()

    engine.start()
    with qtbot.waitSignal(later.answered):
        later.ask(PostingQuery())

    qtbot.waitUntil(lambda: engine.resting)
    engine.close()
    qtbot.wait(0)


def test_what_is_shown_follows_though_it_is_asked_for_again_before_it_is_answered(
    world: FakeServices, qtbot: QtBot
) -> None:
    engine = Engine(world.build)
    inquiry = engine.inquiry()
    answers: list[object] = []
    inquiry.answered.connect(lambda _, answer: answers.append(answer))

    def again(_asked: object) -> None:
        if len(answers) < 3:
            inquiry.ask(Glances())

    inquiry.asked.connect(again)
    inquiry.ask(Glances())

    engine.start()
    qtbot.waitUntil(lambda: len(answers) >= 3)

    engine.close()
    qtbot.wait(0)
