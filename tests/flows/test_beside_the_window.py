"""The window and a run in the background, at the same time on one store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import build
from app.domain.scheduled_runs import ScheduledRun
from app.domain.schedules import Permission, Rhythm
from app.store.opening import open_store
from tests.flows.office import Office
from tests.ui.showing import showing
from ui.engine import Engine
from ui.footing import steady
from ui.windows.main_window import MainWindow

steady()
LONG = 60_000


@pytest.fixture
def due(office: Office) -> Office:
    """An office in which every connection is to save drafts, since two days ago."""
    services, earlier = build(office.place, Event()), []
    for glance in services.scheduling.all():
        made = services.scheduling.set(
            glance.connection_id, Rhythm(), Permission.DRAFT, "UTC"
        )
        since = made.schedule.since - timedelta(days=2)
        schedule = replace(made.schedule, since=since)
        earlier.append(replace(made, schedule=schedule))
    services.close()
    with closing(open_store(office.place.home.store)) as store, store.work() as work:
        for timetable in earlier:
            work.schedules.save(timetable)
        work.commit()
    return office


@pytest.fixture
def window(
    due: Office, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> Iterator[MainWindow]:
    """The window on the same store, not yet at work."""
    engine = Engine(lambda stop: build(due.place, stop))
    with showing(engine, tmp_path, qapp, qtbot) as made:
        yield made


def test_both_finish_and_nothing_is_doubled(
    due: Office, window: MainWindow, qtbot: QtBot
) -> None:
    other = due.start("sync", "--due", "--json")
    window.engine.start()
    window.engine.sync()

    qtbot.waitUntil(lambda: other.poll() is not None, timeout=LONG)
    qtbot.waitUntil(lambda: window.engine.resting, timeout=LONG)

    out, err = other.communicate()
    assert other.returncode in {0, 1}, err
    assert isinstance(json.loads(out)["runs"], list)
    assert all(run.begun for run in _runs(due))
    assert len(_runs(due)) == len({run.connection_id for run in _runs(due)})
    narrations = [x["narration"] for x in due.journals()]
    assert narrations
    assert len(narrations) == len(set(narrations))
    assert due.done("sync", "--due") == {"runs": []}


def test_a_window_that_opens_in_the_middle_sees_how_far_it_is(
    due: Office, window: MainWindow, qtbot: QtBot
) -> None:
    due.faults(
        {"kind": "slow", "path": "*/ManualJournals", "method": "PUT", "seconds": 3}
    )
    other = due.start("sync", "--due", "--json")
    qtbot.waitUntil(lambda: bool(due.journals()), timeout=LONG)

    window.engine.start()
    qtbot.waitUntil(lambda: ", by schedule: " in window.status.words, timeout=LONG)
    going_on = [x.going_on for x in window.clockwork.glances if x.going_on]
    assert going_on
    due.faults()
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=LONG)

    window.clockwork.look()
    qtbot.waitUntil(lambda: "saved as draft" in window.status.words, timeout=LONG)
    other.communicate()


def _runs(office: Office) -> tuple[ScheduledRun, ...]:
    with closing(open_store(office.place.home.store)) as store, store.work() as work:
        return work.schedules.runs()
