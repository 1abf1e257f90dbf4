"""What waits follows books and set-up, whoever saw that these changed, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.books import AccountCode, Books
from app.domain.expenses import ReportId, WorkspaceId
from app.domain.history import What
from app.domain.postings import State
from app.domain.setup import ConnectionId
from app.ports.expensify import Pull
from app.services.reading_books import read_books
from tests.app.services.conftest import Firm
from tests.fakes.examples import (
    BOOKS,
    CONNECTION,
    ORGANISATION,
    SETUP,
    WORKSPACE,
    report,
)
from tests.fakes.killing import Killed

OTHER = replace(
    CONNECTION,
    id=ConnectionId("c2"),
    name="Beta",
    workspace_id=WorkspaceId("W2"),
)
LOCKED = replace(
    BOOKS, organisation=replace(ORGANISATION, period_lock=date(2026, 10, 31))
)


def _signed_in_again(firm: Firm) -> Books:
    return read_books(firm.ledger, firm.work, firm.scribe, ORGANISATION.id)


def test_what_a_sign_in_read_of_xero_counts_in_the_next_sync(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.now_books = LOCKED
    _signed_in_again(firm)

    firm.pull()

    assert firm.state() is State.BLOCKED


def test_what_a_sign_in_read_of_xero_counts_when_it_is_posted(firm: Firm) -> None:
    firm.pull(report())
    firm.ledger.now_books = LOCKED
    _signed_in_again(firm)

    firm.post()

    assert firm.ledger.live == []


def test_a_lock_that_one_connection_saw_keeps_the_other_from_posting(
    firm: Firm,
) -> None:
    firm.pull(report("R1"))
    with firm.store.work() as work:
        work.connections.save(OTHER, firm.scribe.event(What.CONNECTED))
        event = firm.scribe.event(What.SETUP_CHANGED)
        work.connections.save_setup(OTHER.id, SETUP, event)
        work.commit()
    firm.source.now_workspace = replace(WORKSPACE, id=OTHER.workspace_id)
    firm.source.reports = {ReportId("R2"): report("R2")}
    firm.sync.run([OTHER.id], tell=firm.told.append, stop=firm.stop)
    assert firm.state("R2") is State.READY
    firm.ledger.now_books = LOCKED

    firm.post("R1", "R2")

    assert firm.ledger.live == []
    assert firm.state("R1") is firm.state("R2") is State.BLOCKED


@pytest.mark.parametrize("at", [2, 3, 4])
def test_what_was_cut_off_while_it_was_computed_is_computed_next_time(
    firm: Firm, at: int
) -> None:
    firm.pull(report())
    firm.ledger.now_books = LOCKED
    firm.killer.at = firm.killer.passed + 2 + at
    with pytest.raises(Killed):
        firm.pull()
    again = firm.restarted()

    again.pull()

    assert again.state() is State.BLOCKED


def test_a_set_up_that_changes_during_a_sync_counts_for_what_comes_in(
    firm: Firm,
) -> None:
    rules = replace(SETUP.posting, clearing_account=AccountCode("802"))

    def changed_meanwhile(_pull: Pull) -> None:
        with firm.store.work() as work:
            changed = replace(SETUP, posting=rules)
            event = firm.scribe.event(What.SETUP_CHANGED)
            work.connections.save_setup(CONNECTION.id, changed, event)
            work.commit()

    firm.source.asked = changed_meanwhile

    firm.pull(report())

    journal = firm.posting().journal
    assert journal is not None
    assert journal.lines[-1].account == "802"
    assert firm.posting().setup_version == 2


def test_nothing_is_computed_anew_where_nothing_changed(firm: Firm) -> None:
    firm.pull(report())
    before = firm.killer.passed
    _signed_in_again(firm)
    read = firm.killer.passed - before

    firm.preparation.keep_up(CONNECTION.id)

    assert read > 0
    assert firm.killer.passed == before + read
