"""Schedules, their runs and what was told: each comes back as kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.domain.calendars import CloseCalendar, CloseKind
from app.domain.history import What
from app.domain.runs import Progress, Run, RunId, RunKind
from app.domain.scheduled_runs import (
    Outcome,
    ScheduledRun,
    ScheduledRunId,
    Timetable,
)
from app.domain.schedules import Permission, Rate, Rhythm, Schedule
from app.domain.setup import ConnectionId
from app.ports.scheduling import SchedulingWork
from tests.fakes.examples import CONNECTION
from tests.fakes.stored import AT, event

WEEKS = CloseCalendar(CloseKind.WEEKS, 6, 4, nearest=True)
TIMETABLE = Timetable(
    Schedule(
        CONNECTION.id,
        Rhythm(Rate.CLOSE, days=(1, 3), calendar=WEEKS),
        "Europe/London",
        AT,
        Permission.DRAFT,
        paused=True,
    ),
    AT,
    AT + timedelta(hours=1),
    2,
)
RUN = ScheduledRun(ScheduledRunId("1"), CONNECTION.id, AT, AT, missed=3)


def test_a_schedule_comes_back_as_kept(work: SchedulingWork) -> None:
    with work() as begun:
        begun.schedules.save(TIMETABLE, event(What.SCHEDULE_CHANGED))
        begun.schedules.save(replace(TIMETABLE, tries=3))
        begun.commit()

    with work() as later:
        assert later.schedules.get(CONNECTION.id) == replace(TIMETABLE, tries=3)
        assert later.schedules.all() == (replace(TIMETABLE, tries=3),)
        later.schedules.remove(CONNECTION.id, event(What.SCHEDULE_CHANGED))
        assert later.schedules.get(CONNECTION.id) is None


def test_runs_come_newest_first(work: SchedulingWork) -> None:
    telling = replace(RUN, progress=Progress("Preparing", 2, 5, 1.5))
    later_one = replace(RUN, id=ScheduledRunId("2"), begun=AT + timedelta(days=1))
    other = replace(RUN, id=ScheduledRunId("3"), connection_id=ConnectionId("c9"))
    with work() as begun:
        for run in (RUN, telling, later_one, other):
            begun.schedules.save_run(run)
        begun.commit()

    with work() as later:
        assert later.schedules.runs(CONNECTION.id) == (later_one, telling)
        assert later.schedules.runs(limit=1) == (later_one,)
        ended = replace(telling, ended=AT, outcome=Outcome.DONE, said="Nothing new.")
        later.schedules.save_run(ended)
        assert later.schedules.runs(CONNECTION.id) == (later_one, ended)


def test_what_was_told_is_known_until_it_is_forgotten(work: SchedulingWork) -> None:
    with work() as begun:
        begun.told.note(frozenset({"a", "b"}), AT)
        begun.told.note(frozenset({"b", "c"}), AT)
        begun.told.forget(frozenset({"a", "z"}))
        begun.commit()

    with work() as later:
        assert later.told.all() == {"b", "c"}


def test_only_runs_by_hand_that_posted_and_ended_count(work: SchedulingWork) -> None:
    by_hand = Run(RunId("1"), RunKind.POST, CONNECTION.id, AT, AT)
    with work() as begun:
        for run in (
            by_hand,
            replace(by_hand, id=RunId("2"), planned=AT),
            replace(by_hand, id=RunId("3"), ended=None),
            replace(by_hand, id=RunId("4"), kind=RunKind.SYNC),
            replace(by_hand, id=RunId("5"), connection_id=ConnectionId("c9")),
        ):
            begun.runs.save(run)
        begun.commit()

    with work() as later:
        assert later.runs.posted(CONNECTION.id) == (by_hand,)


def test_what_ever_happened_to_a_report_is_remembered(work: SchedulingWork) -> None:
    with work() as begun:
        for what, report in ((What.HELD, "R1"), (What.POSTED, "R2"), (What.HELD, "R1")):
            told = event(what, report_id=report, connection_id=CONNECTION.id)
            begun.history.add([told])
        begun.commit()

    with work() as later:
        assert later.history.touched(CONNECTION.id, {What.HELD}) == {"R1"}
        assert later.history.touched(ConnectionId("c9"), {What.HELD}) == frozenset()
