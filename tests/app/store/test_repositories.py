"""Connections, reference data, payloads, attempts and runs: each comes back as kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.books import Organisation, OrganisationId
from app.domain.expenses import Category, ReportId, TagLevel
from app.domain.history import What
from app.domain.postings import PostingId
from app.domain.runs import Run, RunId, RunKind
from app.domain.setup import Connection, ConnectionId
from app.errors import ConflictError
from app.ports.expensify import RawReport
from app.ports.postings import Attempt
from app.ports.work import UnitOfWork, Work
from app.ports.xero import Allowances
from tests.fakes.examples import BOOKS, CONNECTION, SETUP, WORKSPACE
from tests.fakes.stored import AT, event

NOBODY = ConnectionId("nobody")


def test_connections_are_listed_by_name(work: Work) -> None:
    first = replace(
        CONNECTION, id=ConnectionId("c0"), name="aardvark", start_on=date(2026, 1, 1)
    )
    with work() as begun:
        begun.connections.save(first, event(What.CONNECTED))
        begun.commit()

    with work() as later:
        assert later.connections.all() == (first, CONNECTION)
        assert later.connections.get(first.id) == first


def test_a_connection_is_changed_in_place(work: Work) -> None:
    changed = replace(CONNECTION, name="Renamed", states=("APPROVED",), start_on=None)

    with work() as begun:
        begun.connections.note_synced(CONNECTION.id, AT)
        begun.connections.save(changed, event(What.CONNECTED))
        begun.commit()

    with work() as later:
        assert later.connections.all() == (changed,)
        assert later.connections.synced(CONNECTION.id) == AT


@pytest.mark.parametrize(
    "changes",
    [{"start_on": date(2026, 1, 1)}, {"states": ("APPROVED", "ARCHIVED")}],
    ids=["day", "states"],
)
def test_a_connection_that_takes_up_other_reports_was_not_synced_yet(
    work: Work, changes: dict[str, Any]
) -> None:
    with work() as begun:
        begun.connections.note_synced(CONNECTION.id, AT)
        begun.connections.save(replace(CONNECTION, name="A"), event(What.CONNECTED))
        before = begun.connections.synced(CONNECTION.id)
        other = replace(CONNECTION, **changes)
        begun.connections.save(other, event(What.CONNECTED))

        assert before == AT
        assert begun.connections.synced(CONNECTION.id) is None


def test_before_the_first_sync_there_is_no_time_of_one(work: Work) -> None:
    with work() as begun:
        assert begun.connections.synced(CONNECTION.id) is None


def test_an_unknown_connection_is_a_lookup_error(work: Work) -> None:
    with work() as begun:
        for asked in (
            begun.connections.get,
            begun.connections.setup,
            begun.connections.synced,
        ):
            with pytest.raises(LookupError):
                asked(NOBODY)
        with pytest.raises(LookupError):
            begun.connections.setup_version(CONNECTION.id, 1)
        with pytest.raises(LookupError):
            begun.connections.note_synced(NOBODY, AT)


def test_every_version_of_a_set_up_is_kept(work: Work) -> None:
    other = replace(SETUP, categories=())
    with work() as begun:
        begun.connections.save_setup(CONNECTION.id, SETUP, event(What.SETUP_CHANGED))
        begun.connections.save_setup(CONNECTION.id, other, event(What.SETUP_CHANGED))
        begun.commit()

    with work() as later:
        newest = later.connections.setup(CONNECTION.id)
        first = later.connections.setup_version(CONNECTION.id, 1)

    assert (newest.version, newest.setup) == (2, other)
    assert (first.version, first.setup) == (1, SETUP)


def test_what_journals_are_computed_by_is_counted_when_it_becomes_another(
    work: Work,
) -> None:
    archived = replace(BOOKS, accounts=BOOKS.accounts[:1])
    counts = []
    steps: tuple[Callable[[UnitOfWork], object], ...] = (
        lambda x: x.reference.save_books(BOOKS),
        lambda x: x.reference.save_books(replace(BOOKS, fetched=AT)),
        lambda x: x.reference.save_books(archived),
        lambda x: x.reference.save_workspace(WORKSPACE),
        lambda x: x.reference.save_workspace(WORKSPACE),
        lambda x: x.connections.save_setup(CONNECTION.id, SETUP, event(What.CHECKED)),
        lambda x: x.connections.save_setup(CONNECTION.id, SETUP, event(What.CHECKED)),
    )
    with work() as begun:
        first = begun.connections.changes(CONNECTION.id)
        for step in steps:
            step(begun)
            counts.append(begun.connections.changes(CONNECTION.id) - first)

    assert counts == [1, 1, 2, 3, 3, 4, 4]


def test_what_was_computed_by_the_newest_change_stays_so(work: Work) -> None:
    with work() as begun:
        before = begun.connections.computed(CONNECTION.id)
        begun.connections.note_computed(CONNECTION.id, 3)
        begun.connections.note_computed(CONNECTION.id, 2)

        assert before == 0
        assert begun.connections.computed(CONNECTION.id) == 3


def test_how_far_xero_was_looked_through_is_remembered(work: Work) -> None:
    with work() as begun:
        before = begun.connections.looked(CONNECTION.id)
        begun.connections.note_looked(CONNECTION.id, AT)
        begun.commit()

    with work() as later:
        assert before is None
        assert later.connections.looked(CONNECTION.id) == AT


def test_an_equal_set_up_is_no_new_version(work: Work) -> None:
    with work() as begun:
        begun.connections.save_setup(CONNECTION.id, SETUP, event(What.SETUP_CHANGED))
        again = begun.connections.save_setup(
            CONNECTION.id, SETUP, event(What.SETUP_CHANGED)
        )

        assert again.version == 1
        assert len(list(begun.history.walk())) == 2


def test_books_and_workspaces_replace_the_old(work: Work) -> None:
    newer = replace(BOOKS, accounts=BOOKS.accounts[:1], fetched=AT)
    fuller = replace(
        WORKSPACE,
        categories=(Category("Meals", enabled=False, gl_code="420"),),
        tag_levels=(TagLevel("Department", (Category("Sales"),)),),
    )
    with work() as begun:
        begun.reference.save_books(BOOKS)
        begun.reference.save_books(newer)
        begun.reference.save_workspace(WORKSPACE)
        begun.reference.save_workspace(fuller)
        begun.commit()

    with work() as later:
        assert later.reference.books(BOOKS.organisation.id) == newer
        assert later.reference.workspace(WORKSPACE.id) == fuller


def test_organisations_are_listed_by_name(work: Work) -> None:
    zebra = replace(
        BOOKS, organisation=Organisation(OrganisationId("org-0"), "Zebra", "EUR")
    )
    with work() as begun:
        begun.reference.save_books(zebra)
        begun.reference.save_books(BOOKS)

        assert begun.reference.all_books() == (BOOKS, zebra)


def test_what_was_never_fetched_is_a_lookup_error(work: Work) -> None:
    with work() as begun:
        with pytest.raises(LookupError):
            begun.reference.books(BOOKS.organisation.id)
        with pytest.raises(LookupError):
            begun.reference.workspace(WORKSPACE.id)


def test_allowances_are_unknown_until_xero_says(work: Work) -> None:
    said = Allowances(12, 3, AT, AT - timedelta(hours=1))
    with work() as begun:
        before = begun.reference.allowances(BOOKS.organisation.id)
        begun.reference.save_allowances(BOOKS.organisation.id, said)
        begun.commit()

    with work() as later:
        assert before == Allowances(None, None)
        assert later.reference.allowances(BOOKS.organisation.id) == said


def test_a_payload_is_kept_once_for_each_content(work: Work) -> None:
    first, second = (
        RawReport(ReportId("R1"), "d1", b"1"),
        RawReport(ReportId("R1"), "d2", b"2"),
    )
    with work() as begun:
        begun.payloads.keep(CONNECTION.id, [first, second, first], AT)
        begun.payloads.keep(CONNECTION.id, [replace(first, raw=b"other")], AT)
        begun.commit()

    with work() as later:
        assert later.payloads.raw(CONNECTION.id, ReportId("R1"), "d1") == b"1"
        assert later.payloads.raw(CONNECTION.id, ReportId("R1"), "d2") == b"2"


def test_a_payload_that_is_not_there_is_told(work: Work) -> None:
    key = (CONNECTION.id, ReportId("R1"), "d1")
    with work() as begun:
        assert begun.payloads.raws([key]) == {}
        with pytest.raises(LookupError):
            begun.payloads.raw(*key)
        with pytest.raises(LookupError):
            begun.payloads.keep(NOBODY, [RawReport(ReportId("R1"), "d1", b"1")], AT)


def test_many_payloads_come_at_once(work: Work) -> None:
    reports = [
        RawReport(ReportId(f"R{x}"), f"d{x}", f"{x}".encode()) for x in range(900)
    ]
    keys = [(CONNECTION.id, x.id, x.digest) for x in reports]
    with work() as begun:
        begun.payloads.add(CONNECTION.id, reports[:600], AT)
        begun.payloads.keep(CONNECTION.id, reports, AT)

        found = begun.payloads.raws([*keys, (CONNECTION.id, ReportId("R1"), "d2")])

        assert found == {key: x.raw for key, x in zip(keys, reports, strict=True)}


def test_attempts_are_open_until_they_are_settled(work: Work) -> None:
    mine = Attempt("k1", OrganisationId("org-1"), (PostingId("c1/R1/1"),), b"{}", AT)
    older = Attempt("k2", OrganisationId("org-2"), (), b"", AT - timedelta(minutes=1))
    with work() as begun:
        begun.attempts.add(mine)
        begun.attempts.add(older)
        begun.commit()

    with work() as later:
        assert later.attempts.open() == (older, mine)
        assert later.attempts.open(OrganisationId("org-1")) == (mine,)
        later.attempts.settle("k1", AT)
        assert later.attempts.open() == (older,)
        with pytest.raises(LookupError):
            later.attempts.settle("k3", AT)


def test_an_attempt_is_made_once_under_its_key(work: Work) -> None:
    once = Attempt("k1", OrganisationId("org-1"), (), b"", AT)
    with work() as begun:
        begun.attempts.add(once)
        with pytest.raises(ConflictError):
            begun.attempts.add(once)


def test_a_run_is_kept_as_it_begins_and_again_as_it_ends(work: Work) -> None:
    begun_run = Run(RunId("r1"), RunKind.SYNC, CONNECTION.id, AT)
    ended = replace(
        begun_run, ended=AT + timedelta(seconds=9), counts={"ready": 3}, error="No."
    )
    newer = Run(RunId("r2"), RunKind.POST, CONNECTION.id, AT + timedelta(hours=1))
    with work() as begun:
        begun.runs.save(begun_run)
        begun.runs.save(ended)
        begun.runs.save(newer)
        begun.commit()

    with work() as later:
        assert later.runs.get(ended.id) == ended
        assert later.runs.last(CONNECTION.id) == newer
        assert later.runs.last(ConnectionId("c2")) is None
        with pytest.raises(LookupError):
            later.runs.get(RunId("r3"))


def test_a_connection_can_be_read_before_it_is_saved_again(work: Work) -> None:
    with work() as begun:
        known: Connection = begun.connections.get(CONNECTION.id)
        begun.connections.save(replace(known, name="B"), event(What.CONNECTED))
        begun.commit()

    with work() as later:
        assert later.connections.get(CONNECTION.id).name == "B"
