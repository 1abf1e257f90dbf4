"""A check finds what was lost, doubled, changed or tampered with, and settles."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from app.domain.postings import State
from app.errors import AppError, CancelledError, OfflineError
from tests.app.services.conftest import Firm
from tests.fakes.examples import CONNECTION, approved_on, expense, report, unmapped
from tests.fakes.killing import Killed

SWAP = """
UPDATE audit SET number = CASE number WHEN 4 THEN -5 ELSE -4 END WHERE number IN (4, 5);
UPDATE audit SET number = -number WHERE number < 0
"""
CUT = """
DELETE FROM audit WHERE number >=
(SELECT number FROM audit WHERE report_id = 'R2' AND what = 'posted')
"""
UNLOCK = "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete"


@pytest.fixture
def posted(firm: Firm) -> Firm:
    """The firm after R1 and R2 were posted; R3 needs attention."""
    firm.pull(report("R1"), report("R2", expense(990, "Meals")), unmapped("R3"))
    firm.post()
    return firm


def test_a_sound_firm_is_found_sound(posted: Firm) -> None:
    found = posted.check()

    assert found.ok
    assert found.audit.events == len(_links(posted))
    assert found.audit.head == _links(posted)[-1]
    assert found.completeness[0].complete
    assert (found.settled, found.open, found.changed) == (0, (), ())


def test_what_waits_for_a_person_is_listed_and_no_fault(posted: Firm) -> None:
    posted.pull(approved_on(report("R4"), date(2026, 11, 2)))
    posted.holding.hold([posted.posting("R4").id], "ask")

    found = posted.check()

    assert found.ok
    assert [p.report_id for p in found.held] == ["R4"]


@pytest.mark.parametrize(
    ("tampering", "bad"),
    [
        ("UPDATE audit SET detail = 'x' WHERE number = 4", 4),
        ("UPDATE audit SET who = 'Mallory' WHERE number = 1", 1),
        ("UPDATE audit SET link = upper(link) WHERE number = 3", 3),
        ("UPDATE audit SET what = 'dreamt' WHERE number = 2", 2),
        ("UPDATE audit SET at = 'noon' WHERE number = 2", 2),
        ("DELETE FROM audit WHERE number = 5", 5),
        ("DELETE FROM audit WHERE number = 1", 1),
        (SWAP, 4),
    ],
)
def test_tampering_with_the_history_is_found(
    posted: Firm, tampering: str, bad: int
) -> None:
    _tamper(posted, tampering)

    found = posted.check()

    assert not found.ok
    assert found.audit.bad == bad
    assert str(bad) in found.audit.said


def test_an_end_cut_off_the_history_is_found(posted: Firm) -> None:
    _tamper(posted, CUT)

    found = posted.check()

    assert not found.ok
    assert "later events are missing" in found.audit.said


def test_what_was_interrupted_is_settled(posted: Firm) -> None:
    posted.pull(approved_on(report("R4"), date(2026, 11, 2)))
    posted.ledger.lose.append(Killed())
    with pytest.raises(Killed):
        posted.post()

    found = posted.check()

    assert found.settled == 1
    assert found.ok
    assert posted.state("R4") is State.POSTED


def test_a_journal_edited_in_xero_is_not_ok(posted: Firm) -> None:
    posted.ledger.edit(posted.posting("R1").xero_id, status="VOIDED")

    found = posted.check()

    assert not found.ok
    assert found.drift[0].in_xero == 1
    assert [p.report_id for p in found.changed] == ["R1"]


def test_a_report_edited_in_expensify_is_not_ok(posted: Firm) -> None:
    posted.source.put(report("R1", expense(700)))

    found = posted.check()

    assert not found.ok
    assert found.drift[0].in_expensify == 1
    assert posted.state("R1") is State.CHANGED


def test_a_double_in_xero_is_not_ok(posted: Firm) -> None:
    held = posted.ledger.journals[posted.posting("R1").xero_id]
    posted.ledger.journals["x-9"] = replace(held, xero_id="x-9")

    found = posted.check()

    assert not found.ok
    assert [double.narration for double in found.drift[0].doubles] == [held.narration]


def test_a_report_that_was_not_pulled_is_not_ok(posted: Firm) -> None:
    posted.source.put(report("R9"))

    found = posted.check()

    assert not found.ok
    assert [x.report_id for x in found.completeness[0].differences] == ["R9"]


def test_a_mirror_voided_in_xero_is_not_ok(posted: Firm) -> None:
    [outcome] = posted.reverse("R1", on=posted.at.date())
    assert outcome.posting.reversal is not None
    posted.ledger.edit(outcome.posting.reversal.xero_id, status="VOIDED")

    found = posted.check()

    assert not found.ok
    assert [p.report_id for p in found.changed] == ["R1"]


def test_a_service_out_of_reach_does_not_hide_the_rest(posted: Firm) -> None:
    posted.source.broken = OfflineError("no line")
    posted.ledger.edit(posted.posting("R1").xero_id, status="VOIDED")
    told: list[AppError] = []

    found = posted.checker.check(
        tell=posted.told.append, stop=posted.stop, failed=told.append
    )

    assert not found.ok
    assert found.audit.bad == 0
    assert [type(error) for error in told] == [OfflineError, OfflineError]
    assert len(found.failures) == 2
    assert [p.report_id for p in found.changed] == ["R1"]


def test_a_check_can_be_stopped(posted: Firm) -> None:
    posted.stop.set()

    with pytest.raises(CancelledError):
        posted.check()


def test_a_connection_that_was_never_synced_is_said_so(firm: Firm) -> None:
    found = firm.check()

    assert not found.ok
    assert "not set up yet" in found.failures[0]


def test_only_the_chosen_connection_is_checked(posted: Firm) -> None:
    found = posted.checker.check(
        [CONNECTION.id], tell=posted.told.append, stop=posted.stop
    )

    assert [x.connection_id for x in found.completeness] == [CONNECTION.id]


def test_a_damaged_store_is_not_ok(posted: Firm) -> None:
    posted.faults = ("row 3 missing from index",)

    found = posted.check()

    assert not found.ok
    assert found.faults == posted.faults


def _tamper(firm: Firm, statements: str) -> None:
    """Change the history as nobody can through the program."""
    with closing(sqlite3.connect(firm.store.path)) as bare:
        bare.executescript(f"{UNLOCK}; {statements};")


def _links(firm: Firm) -> list[str]:
    with firm.store.work() as work:
        return [kept.link for kept in work.history.walk()]
