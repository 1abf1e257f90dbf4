"""Every connection at a glance, as far as it is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.domain.runs import Run, RunId, RunKind
from app.domain.setup import ConnectionId
from app.ports.xero import Allowances
from app.services.glancing import Glances
from tests.fakes.examples import BOOKS, CONNECTION, WORKSPACE
from tests.fakes.store import FakeStore
from tests.fakes.stored import event


def test_a_workspace_and_an_organisation_are_named_once_they_were_read() -> None:
    store = FakeStore()
    with store.work() as work:
        work.connections.save(CONNECTION, event())
        work.commit()
    glances = Glances(
        store.work,
        lambda _: True,
        lambda: datetime(2026, 10, 31, tzinfo=UTC),
        practice=False,
        other_addresses=(),
    )

    (before,) = glances.now().glances
    with store.work() as work:
        work.reference.save_workspace(WORKSPACE)
        work.reference.save_books(BOOKS)
        work.commit()
    (after,) = glances.now().glances

    assert (before.workspace_name, before.organisation) == ("", None)
    assert after.workspace_name == WORKSPACE.name
    assert after.organisation == BOOKS.organisation


def test_a_run_that_failed_is_told_however_many_others_ran_since() -> None:
    store, at = FakeStore(), datetime(2026, 10, 31, 22, tzinfo=UTC)
    failed = Run(RunId("0"), RunKind.SYNC, CONNECTION.id, at, at, error="No answer.")
    with store.work() as work:
        work.connections.save(CONNECTION, event())
        work.runs.save(failed)
        for number in range(1, 30):
            later = at + timedelta(minutes=number)
            other = ConnectionId("c2")
            work.runs.save(Run(RunId(f"{number}"), RunKind.SYNC, other, later, later))
        work.commit()
    glances = Glances(
        store.work, lambda _: True, lambda: at, practice=False, other_addresses=()
    )

    (glance,) = glances.now().glances

    assert glance.last_run == failed


def test_what_xero_said_of_one_day_is_not_told_of_the_next() -> None:
    store, at = FakeStore(), datetime(2026, 10, 31, 22, tzinfo=UTC)
    with store.work() as work:
        work.connections.save(CONNECTION, event())
        said = Allowances(4980, 55, said=at)
        work.reference.save_allowances(CONNECTION.organisation_id, said)
        work.commit()
    now = [at + timedelta(hours=2) - timedelta(seconds=1)]
    glances = Glances(
        store.work, lambda _: True, lambda: now[0], practice=False, other_addresses=()
    )

    (today,) = glances.now().glances
    now[0] = at + timedelta(hours=2)
    (tomorrow,) = glances.now().glances

    assert (today.calls_left, tomorrow.calls_left) == (4980, None)


def test_a_day_that_was_used_up_is_over_when_it_is_over() -> None:
    store, at = FakeStore(), datetime(2026, 10, 31, 22, tzinfo=UTC)
    resumes = at + timedelta(hours=2)
    with store.work() as work:
        work.connections.save(CONNECTION, event())
        spent = Allowances(0, None, resumes)
        work.reference.save_allowances(CONNECTION.organisation_id, spent)
        work.commit()
    now = [at]
    glances = Glances(
        store.work, lambda _: True, lambda: now[0], practice=False, other_addresses=()
    )

    (parked,) = glances.now().glances
    now[0] = resumes
    (over,) = glances.now().glances

    assert (parked.calls_left, parked.resumes) == (0, resumes)
    assert (over.calls_left, over.resumes) == (None, None)
