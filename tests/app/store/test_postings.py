"""Postings: kept whole, one live one for each report, and never overwritten unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.books import OrganisationId
from app.domain.expenses import ReportId
from app.domain.history import What
from app.domain.postings import PostingId, State
from app.domain.problems import Code, Problem, Severity
from app.domain.setup import ConnectionId
from app.domain.troubles import Alike, Troubled
from app.errors import ConflictError
from app.ports.work import Work
from tests.fakes.examples import CONNECTION
from tests.fakes.stored import event, journal, keep, posting

OTHER = replace(
    CONNECTION,
    id=ConnectionId("c2"),
    name="Other",
    organisation_id=OrganisationId("org-2"),
)


def test_a_posting_comes_back_as_it_was_kept(work: Work) -> None:
    whole = posting(
        state=State.BLOCKED,
        problems=(
            Problem(Code.TAG_UNKNOWN, "No option “Zürich”.", "Zürich"),
            Problem(Code.NATIVE_CONNECTION_ON, "It is on.", severity=Severity.WARNING),
        ),
        xero_id="x-1",
        why="Xero said no.",
        attempt=2,
        total=-1250,
    )

    with work() as begun:
        keep(begun, whole)

    with work() as later:
        assert later.postings.get(whole.id) == whole


def test_what_was_never_sent_and_is_gone_leaves_its_place_to_another_connection(
    work: Work,
) -> None:
    beside = replace(CONNECTION, id=ConnectionId("c2"), name="Beside")
    problem = Problem(Code.CHANGED_IN_EXPENSIFY, "It is gone.")
    gone = posting("R1", state=State.BLOCKED, problems=(problem,))
    moved = replace(gone, connection_id=beside.id, id=PostingId("c2/R1/1"))
    with work() as begun:
        begun.connections.save(beside, event(What.CONNECTED))
        keep(begun, gone, posting("R3"))

    with work() as later:
        asked = [ReportId("R1"), ReportId("R3")]
        assert later.postings.taken(beside, asked) == {"R3"}
        assert later.postings.taken(CONNECTION, asked) == frozenset()
        keep(later, replace(moved, state=State.READY, problems=()))

    with work() as last:
        assert last.postings.taken(CONNECTION, asked) == {"R1"}


def test_what_others_hold_in_the_same_organisation_is_told_with_the_reason(
    work: Work,
) -> None:
    beside = replace(CONNECTION, id=ConnectionId("c3"), name="Beside")
    with work() as begun:
        begun.connections.save(beside, event(What.CONNECTED))
        begun.connections.save(OTHER, event(What.CONNECTED))
        keep(begun, posting("R1", state=State.HELD, why="Wait."), posting("R2"))

    with work() as later:
        asked = [ReportId("R1"), ReportId("R2"), ReportId("R3")]
        assert later.postings.held(beside, asked) == {"R1": "Wait."}
        assert later.postings.held(CONNECTION, asked) == {}
        assert later.postings.held(OTHER, asked) == {}


def test_what_is_troubled_is_given_out_without_its_journal(work: Work) -> None:
    problem = Problem(Code.TAG_UNKNOWN, "No option “Zürich”.", "Zürich")
    blocked = posting("R1", state=State.BLOCKED, problems=(problem,))
    failed = posting("R2", state=State.FAILED, why="No such account.")
    ready = posting("R3")

    with work() as begun:
        keep(begun, blocked, failed, ready)

    with work() as later:
        found = list(later.postings.troubled({State.BLOCKED, State.FAILED}))
    assert sorted(found, key=lambda x: x.id) == [
        Troubled(x.id, x.connection_id, x.state, "GBP", x.total, x.why, x.problems)
        for x in (blocked, failed)
    ]


def test_what_waits_for_the_same_causes_is_given_out_together(work: Work) -> None:
    unknown = (Problem(Code.TAG_UNKNOWN, "No option “Zürich”.", "Zürich"),)
    one = posting("R1", state=State.BLOCKED, problems=unknown)
    other = posting("R2", state=State.BLOCKED, problems=unknown)
    failed = posting("R3", state=State.FAILED, why="No such account.")

    with work() as begun:
        keep(begun, one, other, failed, posting("R4"))

    with work() as later:
        found = later.postings.alike({State.BLOCKED, State.FAILED}, CONNECTION.id)
        nothing = later.postings.alike({State.CHANGED}, CONNECTION.id)
    assert sorted(found, key=lambda x: x.state) == [
        Alike(State.BLOCKED, (Code.TAG_UNKNOWN,), (one.id, other.id)),
        Alike(State.FAILED, (), (failed.id,)),
    ]
    assert nothing == ()


def test_a_posting_may_have_neither_journal_nor_day(work: Work) -> None:
    bare = posting(journal=None, approved=None, state=State.NOTHING_TO_POST)

    with work() as begun:
        keep(begun, bare)

    with work() as later:
        assert later.postings.get(bare.id) == bare


def test_a_report_has_one_live_posting_in_an_organisation(work: Work) -> None:
    with work() as begun:
        keep(begun, posting())

    with work() as later, pytest.raises(ConflictError):
        later.postings.add([(posting(revision=2), event())])


def test_after_a_reversal_the_report_may_be_posted_again(work: Work) -> None:
    first = posting(state=State.REVERSED)
    second = posting(revision=2)

    with work() as begun:
        keep(begun, first)
        keep(begun, second)

    with work() as later:
        assert later.postings.newest(ReportId("R1")) == (second,)
        assert later.postings.get(first.id) == first


def test_an_older_revision_that_changes_stays_an_older_one(work: Work) -> None:
    first = posting(state=State.REVERSED)
    second = posting(revision=2)
    with work() as begun:
        keep(begun, first)
        keep(begun, second)

    with work() as changing:
        changing.postings.save([replace(first, why="Looked at again.")], [event()])
        changing.commit()

    with work() as later:
        assert later.postings.newest(ReportId("R1")) == (second,)
        assert later.postings.get(first.id).why == "Looked at again."


def test_revisions_before_the_newest_that_were_in_xero_are_told(work: Work) -> None:
    voided = posting(state=State.REVERSED, xero_id="x-1")
    never_sent = posting("R2", state=State.REVERSED)
    with work() as begun:
        begun.connections.save(OTHER, event(What.CONNECTED))
        keep(begun, voided, never_sent, posting("R3", xero_id="x-3"))
        keep(begun, posting(revision=2), posting("R2", revision=2))

    with work() as later:
        assert later.postings.superseded() == (voided.id,)
        assert later.postings.superseded(CONNECTION.id) == (voided.id,)
        assert later.postings.superseded(OTHER.id) == ()


def test_the_same_report_may_go_to_two_organisations(work: Work) -> None:
    with work() as begun:
        begun.connections.save(OTHER, event(What.CONNECTED))
        keep(begun, posting(), posting(connection=OTHER))

    with work() as later:
        both = later.postings.newest(ReportId("R1"))
        one = later.postings.newest(ReportId("R1"), OTHER.id)

    assert [x.connection_id for x in both] == [CONNECTION.id, OTHER.id]
    assert [x.connection_id for x in one] == [OTHER.id]


def test_a_refused_addition_leaves_nothing_behind(work: Work) -> None:
    with work() as begun:
        keep(begun, posting("R2"))

    with work() as later:
        with pytest.raises(ConflictError):
            later.postings.add([(posting("R1"), event()), (posting("R2"), event())])
        later.postings.add([(posting("R3"), event(report_id="R3"))])
        later.commit()

    with work() as last:
        assert set(last.postings.digests(CONNECTION.id)) == {"R2", "R3"}
        assert [x.event.report_id for x in last.history.walk()] == ["", "R2", "R3"]


def test_a_posting_needs_a_connection(work: Work) -> None:
    with work() as begun, pytest.raises(LookupError):
        begun.postings.add([(posting(connection=OTHER), event())])


def test_saving_keeps_the_change_and_counts_the_version(work: Work) -> None:
    with work() as begun:
        keep(begun, posting())
        sending = posting().moved(State.SENDING)
        begun.postings.save([sending], [event(What.SENDING)])
        begun.commit()

    with work() as later:
        assert later.postings.get(sending.id) == replace(sending, version=1)


def test_what_somebody_else_changed_is_not_overwritten(work: Work) -> None:
    with work() as begun:
        keep(begun, posting("R1"), posting("R2"))
        begun.postings.save([posting("R1", why="theirs")], [event(What.HELD)])
        begun.commit()

    with work() as later:
        with pytest.raises(ConflictError):
            later.postings.save(
                [posting("R2", why="mine"), posting("R1", why="mine")],
                [event(What.HELD), event(What.HELD)],
            )
        later.commit()

    with work() as last:
        assert last.postings.get(posting("R1").id).why == "theirs"
        assert last.postings.get(posting("R2").id).why == ""
        assert len(list(last.history.walk())) == 4


def test_a_posting_that_is_not_kept_cannot_be_changed(work: Work) -> None:
    with work() as begun, pytest.raises(ConflictError):
        begun.postings.save([posting()], [event()])


def test_a_new_journal_replaces_the_old_one(work: Work) -> None:
    with work() as begun:
        keep(begun, posting())
        other = posting(journal=journal(900), total=900)
        begun.postings.save([other], [event(What.REPREPARED)])
        begun.commit()

    with work() as later:
        assert later.postings.get(other.id).journal == journal(900)


def test_saving_nothing_is_nothing(work: Work) -> None:
    with work() as begun:
        begun.postings.save([], [])
        begun.postings.add([])
        begun.commit()

        assert len(list(begun.history.walk())) == 1


def test_postings_are_selected_oldest_day_first(work: Work) -> None:
    with work() as begun:
        keep(
            begun,
            posting("R1", journal=journal(dated=date(2026, 10, 3))),
            posting("R2", journal=journal(dated=date(2026, 10, 1))),
            posting("R3", journal=None, approved=None),
            posting("R4", state=State.POSTED),
            posting("R5", journal=None, approved=date(2026, 10, 2)),
        )

    with work() as later:
        found = [x.report_id for x in later.postings.select([State.READY])]
        elsewhere = later.postings.select(State, organisation_id=OTHER.organisation_id)

        assert found == ["R3", "R2", "R5", "R1"]
        assert list(elsewhere) == []


def test_postings_may_move_on_while_they_are_selected(work: Work) -> None:
    ids = [f"R{number:03}" for number in range(250)]
    with work() as begun:
        keep(begun, *(posting(x) for x in ids))

    seen = []
    with work() as later:
        for found in later.postings.select([State.READY], CONNECTION.id):
            seen.append(found.report_id)
            later.postings.save([found.moved(State.SENDING)], [event(What.SENDING)])
            later.commit()

    assert seen == ids


def test_what_is_no_longer_in_the_state_is_not_given_out(work: Work) -> None:
    ids = [f"R{number:03}" for number in range(250)]
    with work() as begun:
        keep(begun, *(posting(x) for x in ids))

    with work() as later:
        ready = later.postings.select([State.READY])
        next(ready)
        last = later.postings.get(posting(ids[-1]).id)
        later.postings.save([last.moved(State.HELD)], [event(What.HELD)])

        assert len(list(ready)) == len(ids) - 2


def test_many_come_in_the_order_asked_for(work: Work) -> None:
    with work() as begun:
        keep(begun, posting("R1"), posting("R2"))

        found = begun.postings.many(
            [posting("R2").id, PostingId("nobody/knows/1"), posting("R1").id]
        )

        assert [x.report_id for x in found] == ["R2", "R1"]


def test_more_can_be_asked_for_than_a_statement_takes(work: Work) -> None:
    ids = [f"R{number:04}" for number in range(1200)]
    with work() as begun:
        keep(begun, *(posting(x) for x in ids))

        found = begun.postings.many([posting(x).id for x in ids])

        assert [x.report_id for x in found] == ids


def test_digests_tell_what_the_newest_revision_was_computed_from(work: Work) -> None:
    with work() as begun:
        keep(begun, posting(state=State.REVERSED, digest="old"))
        keep(begun, posting(revision=2, digest="new"))

        found = begun.postings.digests(CONNECTION.id)

        assert found == {"R1": (posting(revision=2).id, "new")}
