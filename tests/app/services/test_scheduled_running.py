"""Runs by themselves: once each, caught up, and never more than they may."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from threading import Event

import pytest

from app.domain.history import What
from app.domain.listing import HistoryQuery
from app.domain.postings import State
from app.domain.scheduled_runs import Outcome, ScheduledRun
from app.domain.schedules import CLEAN_RUNS, Permission, Rate, Rhythm
from app.domain.setup import JournalStatus
from app.errors import BusyError, CancelledError, OfflineError, SignInNeededError
from app.services.scheduled_running import ScheduledRunning
from tests.app.services.conftest import Firm
from tests.fakes.examples import CONNECTION, approved_on, fresh, report, unmapped
from tests.fakes.killing import Killed

C1 = CONNECTION.id
DAILY = Rhythm(Rate.DAY, time(7, 30))


def run_due(firm: Firm) -> tuple[ScheduledRun, ...]:
    return firm.scheduled.run_due(tell=firm.told.append, stop=firm.stop)


@pytest.fixture
def daily(firm: Firm) -> Firm:
    """A firm with one report in Expensify and a schedule that is due."""
    firm.scheduling.set(C1, DAILY)
    firm.source.put(report())
    firm.at += timedelta(days=1)
    return firm


@pytest.fixture
def earned(firm: Firm) -> Firm:
    """A firm that may post by itself."""
    for number in range(CLEAN_RUNS):
        firm.pull(fresh(firm.at, f"H{number}"))
        firm.post()
        firm.at += timedelta(hours=1)
    firm.scheduling.set(C1, DAILY, Permission.POST)
    firm.at += timedelta(days=1)
    return firm


def test_a_run_prepares_and_posts_nothing_unless_it_may(daily: Firm) -> None:
    (run,) = run_due(daily)

    assert run.outcome is Outcome.DONE
    assert run.said == "1 new report ready."
    assert daily.state("R1") is State.READY
    assert daily.ledger.calls.count("send") == 0
    with daily.work() as work:
        (kept,) = work.history.page(HistoryQuery(connection_id=C1, limit=1)).events
    assert kept.event.what is What.SCHEDULED
    assert kept.event.detail == "Done: 1 new report ready."
    assert daily.diary == [
        "Acme: begun. Every day at 07:30 (Europe/London), prepare only.",
        "Acme: Done: 1 new report ready.",
    ]


def test_what_is_done_is_not_due_again(daily: Firm) -> None:
    run_due(daily)

    assert run_due(daily) == ()
    daily.at += timedelta(days=1)
    assert len(run_due(daily)) == 1


def test_what_was_missed_is_caught_up_once(daily: Firm) -> None:
    daily.at += timedelta(days=9)

    (run,) = run_due(daily)

    assert run.missed == 9
    assert run.said.endswith("Made up for 9 runs that were missed.")
    assert run_due(daily) == ()


def test_a_run_by_a_close_calendar_pulls_exactly_the_period(firm: Firm) -> None:
    firm.at = datetime(2026, 9, 20, 9, tzinfo=UTC)
    for number, approved in enumerate(
        (date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 30), date(2026, 10, 1))
    ):
        firm.source.put(replace(report(f"R{number}"), approved=approved))
    firm.scheduling.set(C1, Rhythm(Rate.CLOSE, nth=3))
    firm.at = datetime(2026, 10, 5, 9, tzinfo=UTC)

    (run,) = run_due(firm)

    assert run.said == "2 new report ready."
    with firm.work() as work:
        assert set(work.postings.digests(C1)) == {"R1", "R2"}


def test_a_run_that_needs_a_person_says_so(daily: Firm) -> None:
    daily.source.put(unmapped("R2"))

    (run,) = run_due(daily)

    assert run.outcome is Outcome.ATTENTION
    assert run.said.endswith("1 in all need a person.")


def test_posting_by_itself_posts_what_is_clean(earned: Firm) -> None:
    earned.source.put(fresh(earned.at, "R1"))
    earned.source.put(replace(unmapped("R2"), approved=earned.at.date()))

    (run,) = run_due(earned)

    assert earned.state("R1") is State.POSTED
    assert earned.state("R2") is State.BLOCKED
    assert "1 posted" in run.said


def test_runs_by_themselves_do_not_count_as_runs_by_hand(earned: Firm) -> None:
    before = earned.scheduling.all()[0].clean_runs
    earned.source.put(fresh(earned.at, "R1"))
    run_due(earned)

    assert earned.state("R1") is State.POSTED
    assert earned.scheduling.all()[0].clean_runs == before


def test_what_was_ever_held_waits_for_a_person(earned: Firm) -> None:
    earned.pull(fresh(earned.at, "R1"), fresh(earned.at, "R2"))
    earned.holding.hold([earned.posting("R1").id], "Let me look.")
    earned.holding.release([earned.posting("R1").id])
    assert earned.state("R1") is State.READY

    run_due(earned)

    assert earned.state("R1") is State.READY
    assert earned.state("R2") is State.POSTED


def test_what_was_reversed_is_never_posted_again(earned: Firm) -> None:
    earned.pull(fresh(earned.at, "R1"))
    earned.post("R1")
    earned.reverse("R1")

    run_due(earned)

    assert earned.state("R1") is State.REVERSED
    assert not any("R1 " in x for x in earned.ledger.live)


def test_what_changed_after_it_was_posted_is_left_alone(earned: Firm) -> None:
    earned.pull(fresh(earned.at, "R1"))
    earned.post("R1")
    changed = fresh(earned.at, "R1")
    twice = tuple(replace(x, amount=2 * x.amount) for x in changed.expenses)
    earned.source.put(replace(changed, total=2 * changed.total, expenses=twice))

    run_due(earned)

    assert earned.state("R1") is State.CHANGED
    assert sum("R1 " in x for x in earned.ledger.live) == 1


def test_a_schedule_may_post_as_draft(firm: Firm) -> None:
    firm.scheduling.set(C1, DAILY, Permission.DRAFT)
    firm.source.put(report())
    firm.at += timedelta(days=1)

    run_due(firm)

    assert firm.state("R1") is State.DRAFT
    (journal,) = firm.ledger.journals.values()
    assert journal.status == "DRAFT"
    assert firm.look() == 0


def test_what_was_refused_as_a_draft_is_what_it_was_before(firm: Firm) -> None:
    firm.scheduling.set(C1, DAILY, Permission.DRAFT)
    firm.source.put(report())
    firm.ledger.refuse = lambda _journal: "Odd."
    firm.at += timedelta(days=1)

    (run,) = run_due(firm)

    posting = firm.posting("R1")
    assert run.outcome is Outcome.ATTENTION
    assert posting.state is State.FAILED
    assert posting.why == "Odd."
    assert posting.journal
    assert posting.journal.status is JournalStatus.POSTED


def test_a_run_without_a_connection_is_tried_again_and_then_given_up(
    daily: Firm,
) -> None:
    daily.source.broken = OfflineError("cable pulled")
    outcomes = []
    for _ in range(12):
        outcomes += [run.outcome for run in run_due(daily)]
        daily.at += timedelta(minutes=15)

    assert outcomes == [Outcome.LATER] * 3 + [Outcome.FAILED]
    assert daily.scheduled.due() == ()


def test_a_run_that_is_tried_again_succeeds(daily: Firm) -> None:
    daily.source.broken = OfflineError("cable pulled")
    run_due(daily)
    daily.source.broken = None
    assert run_due(daily) == ()
    daily.at += timedelta(minutes=6)

    (run,) = run_due(daily)

    assert run.outcome is Outcome.DONE
    assert daily.state("R1") is State.READY


def test_a_lapsed_sign_in_fails_at_once_and_says_so(daily: Firm) -> None:
    daily.source.broken = SignInNeededError("It has lapsed.")

    (run,) = run_due(daily)

    assert run.outcome is Outcome.SIGN_IN
    assert run.said.startswith("Sign-in needed. It has lapsed.")
    assert daily.scheduled.due() == ()


def test_a_run_that_is_stopped_is_due_again(daily: Firm) -> None:
    daily.stop.set()
    with pytest.raises(CancelledError):
        run_due(daily)
    daily.stop.clear()

    assert daily.scheduling.all()[0].last == _like(daily, Outcome.CUT_OFF)
    assert len(run_due(daily)) == 1


def test_what_another_process_runs_is_left_to_it(daily: Firm) -> None:
    class Taken:
        def hold(self, _name: str) -> AbstractContextManager[None]:
            raise BusyError("Another.")

        def is_held(self, _name: str) -> bool:
            return True

    elsewhere = ScheduledRunning(
        daily.work, Taken(), lambda: daily.doing, daily.scribe, daily.diary.append
    )

    assert elsewhere.run_due(tell=daily.told.append, stop=Event()) == ()
    assert len(run_due(daily)) == 1


def test_wherever_a_process_ends_the_run_is_caught_up_and_nothing_doubled(
    earned: Firm,
) -> None:
    """End the process at every moment between two durable steps, one after another."""
    ends = 0
    for number in range(60):
        earned.source.put(fresh(earned.at, f"R{number}"))
        earned.at += timedelta(days=1)
        restarted = earned.restarted()
        restarted.killer.at = number + 1
        try:
            run_due(restarted)
        except Killed:
            ends += 1
        else:
            break
        again = earned.restarted()
        again.at = restarted.at + timedelta(minutes=15)
        run_due(again)
        assert again.scheduled.due() == ()
        assert sum(f"R{number} " in x for x in again.ledger.live) == 1

    assert ends > 10


@pytest.mark.parametrize("began", [date(2026, 11, 20), date(2026, 12, 2)])
def test_a_period_that_began_before_the_connection_is_pulled_from_its_first_day(
    firm: Firm, began: date
) -> None:
    young = replace(CONNECTION, start_on=began)
    with firm.store.work() as work:
        work.connections.save(young, firm.scribe.event(What.SETUP_CHANGED))
        work.commit()
    firm.scheduling.set(C1, Rhythm(Rate.CLOSE, nth=3))
    firm.source.put(approved_on(report("R1"), date(2026, 11, 19)))
    firm.source.put(approved_on(report("R2"), began))
    firm.at = datetime(2026, 12, 4, tzinfo=UTC)

    [run] = run_due(firm)

    assert run.outcome is Outcome.DONE
    assert firm.state("R2") is State.READY
    with pytest.raises(IndexError):
        firm.posting("R1")


def test_run_now_does_what_the_schedule_would(firm: Firm) -> None:
    firm.scheduling.set(C1, DAILY)
    firm.source.put(report())

    run = firm.scheduled.run_now(C1, tell=firm.told.append, stop=firm.stop)

    assert run.outcome is Outcome.DONE
    assert firm.state("R1") is State.READY


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Auckland", 8), ("America/Los_Angeles", 7)]
)
def test_run_now_pulls_the_period_that_ended_last_where_the_schedule_is(
    firm: Firm, zone: str, day: int
) -> None:
    firm.scheduling.set(C1, Rhythm(Rate.CLOSE, nth=3), zone=zone)
    firm.at = datetime(2026, 8, 31, 20, tzinfo=UTC)  # the first of September there
    ended = {7: date(2026, 7, 31), 8: date(2026, 8, 31)}
    for month, last in ended.items():
        firm.source.put(approved_on(report(f"R{month}"), last))

    firm.scheduled.run_now(C1, tell=firm.told.append, stop=firm.stop)

    assert firm.state(f"R{day}") is State.READY


def test_how_far_a_run_is_can_be_seen_by_others(daily: Firm) -> None:
    run_due(daily)

    with daily.work() as work:
        (run,) = work.schedules.runs(C1)
    assert daily.told
    assert run.ended


def _like(firm: Firm, outcome: Outcome) -> ScheduledRun:
    last = firm.scheduling.all()[0].last
    assert last
    return replace(last, outcome=outcome)
