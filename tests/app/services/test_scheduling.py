"""Schedules: set, earned, paused, and told."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from app.domain.history import What
from app.domain.listing import HistoryQuery
from app.domain.schedules import CLEAN_RUNS, Permission, Rate, Rhythm
from app.domain.setup import ConnectionId, Standing
from app.errors import InputError
from app.ports.xero import Allowances
from app.services.scheduling import next_run
from tests.app.services.conftest import Firm
from tests.fakes.examples import CONNECTION, fresh

C1 = CONNECTION.id


def test_a_schedule_is_kept_with_its_event(firm: Firm) -> None:
    firm.scheduling.set(C1, Rhythm(Rate.DAY, time(6)), zone="America/New_York")

    (glance,) = firm.scheduling.all()
    assert glance.timetable
    assert glance.timetable.schedule.permission is Permission.PREPARE
    assert glance.next_words.endswith(", 06:00 EST")
    assert len(glance.coming) == 5
    with firm.work() as work:
        (kept,) = work.history.page(HistoryQuery(connection_id=C1, limit=1)).events
    assert kept.event.what is What.SCHEDULE_CHANGED
    assert kept.event.detail.startswith("Every day at 06:00 (America/New_York)")


def test_without_a_zone_the_time_is_that_of_this_computer(firm: Firm) -> None:
    made = firm.scheduling.set(C1, Rhythm())

    assert made.schedule.zone == "Europe/London"


def test_what_cannot_be_used_is_refused_in_words(firm: Firm) -> None:
    with pytest.raises(InputError) as refused:
        firm.scheduling.set(C1, Rhythm(Rate.WEEK), zone="Atlantis")

    assert "Choose at least one day" in refused.value.detail
    assert "no time zone “Atlantis”" in refused.value.detail
    assert firm.scheduling.all()[0].timetable is None


def test_posting_by_itself_is_earned_by_clean_runs_by_hand(firm: Firm) -> None:
    for number in range(CLEAN_RUNS):
        with pytest.raises(InputError, match=f"so far there are {number}"):
            firm.scheduling.set(C1, Rhythm(), Permission.POST)
        firm.pull(fresh(firm.at, f"R{number}"))
        firm.post()
        firm.at += timedelta(hours=1)

    made = firm.scheduling.set(C1, Rhythm(), Permission.POST)

    assert made.schedule.permission is Permission.POST


def test_a_run_with_a_flaw_begins_the_count_anew(firm: Firm) -> None:
    for number in range(CLEAN_RUNS):
        firm.pull(fresh(firm.at, f"R{number}"))
        firm.post()
        firm.at += timedelta(hours=1)
    firm.pull(fresh(firm.at, "R8"), fresh(firm.at, "R9"))
    firm.ledger.refuse = lambda journal: "Odd." if "R9" in journal.narration else ""
    firm.post()

    with pytest.raises(InputError, match="so far there are 0"):
        firm.scheduling.set(C1, Rhythm(), Permission.POST)


def test_what_was_meant_for_a_pause_is_not_caught_up(firm: Firm) -> None:
    firm.scheduling.set(C1, Rhythm())
    firm.scheduling.pause(C1)
    firm.at += timedelta(days=3)
    assert firm.scheduling.all()[0].next_words == "Paused"
    assert firm.scheduled.due() == ()

    firm.scheduling.resume(C1)

    assert firm.scheduled.due() == ()
    firm.at += timedelta(days=1)
    (due,) = firm.scheduled.due()
    assert due.missed == 0


def test_a_schedule_that_is_taken_away_is_never_due(firm: Firm) -> None:
    firm.scheduling.set(C1, Rhythm())
    firm.scheduling.remove(C1)
    firm.at += timedelta(days=3)

    assert firm.scheduled.due() == ()
    assert firm.scheduling.all()[0].next_words == "No schedule"


def test_what_has_no_schedule_cannot_be_paused(firm: Firm) -> None:
    with pytest.raises(InputError, match="has no schedule"):
        firm.scheduling.pause(ConnectionId("nobody"))


def test_the_next_runs_are_told_before_anything_is_set(firm: Firm) -> None:
    told = firm.scheduling.next_runs(Rhythm(Rate.CLOSE), "Europe/London")

    assert len(told) == 5
    assert all(x.first and x.last for x in told)
    assert firm.scheduling.all()[0].timetable is None


def test_a_connection_that_is_paused_runs_nothing_and_says_so(firm: Firm) -> None:
    firm.scheduling.set(C1, Rhythm())
    with firm.work() as work:
        paused = replace(work.connections.get(C1), standing=Standing.PAUSED)
        work.connections.save(paused, firm.scribe.event(What.SETUP_CHANGED))
        work.commit()
    firm.at += timedelta(days=3)

    (glance,) = firm.scheduling.all()
    assert glance.next_words == "The connection is paused"
    assert firm.scheduled.due() == ()
    with firm.work() as work:
        assert next_run(work, C1, firm.at) is None


def test_a_day_that_was_used_up_is_not_foretold_of_the_next(firm: Firm) -> None:
    firm.scheduling.set(C1, Rhythm())
    with firm.work() as work:
        spent = Allowances(0, None, firm.at + timedelta(hours=2))
        work.reference.save_allowances(CONNECTION.organisation_id, spent)
        work.commit()
    (short,) = firm.scheduling.all()
    firm.at += timedelta(hours=2)

    (anew,) = firm.scheduling.all()

    assert short.forecast
    assert anew.forecast
    assert (short.forecast.left, anew.forecast.left) == (0, None)
