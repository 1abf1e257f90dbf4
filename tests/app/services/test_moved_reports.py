"""A report that moves between the workspaces of one organisation is posted once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from app.domain.expenses import ReportId, WorkspaceId
from app.domain.history import What
from app.domain.postings import PostingId, State
from app.domain.runs import Run
from app.domain.setup import Connection, ConnectionId
from app.services.regaining import Regaining
from tests.app.services.conftest import Firm
from tests.fakes.examples import CONNECTION, SETUP, WORKSPACE, report

OTHER = replace(
    CONNECTION,
    id=ConnectionId("c2"),
    name="Beta",
    workspace_id=WorkspaceId("W2"),
)


@dataclass
class Two:
    """Two workspaces that post into one organisation, and the reports of each."""

    firm: Firm

    def sync(self, connection: Connection, *report_ids: str) -> Run:
        """Sync a workspace that has these reports."""
        source = self.firm.source
        source.now_workspace = replace(WORKSPACE, id=connection.workspace_id)
        source.reports = {ReportId(x): report(x) for x in report_ids}
        told, stop = self.firm.told.append, self.firm.stop
        [run] = self.firm.sync.run([connection.id], tell=told, stop=stop)
        return run

    def postings(self, report_id: str) -> list[PostingId]:
        """The newest posting of a report by both connections."""
        with self.firm.store.work() as work:
            return [x.id for x in work.postings.newest(ReportId(report_id))]

    def states(self, report_id: str) -> list[State]:
        """Where a report stands, by both connections."""
        with self.firm.store.work() as work:
            return [x.state for x in work.postings.newest(ReportId(report_id))]


@pytest.fixture
def two(firm: Firm) -> Two:
    """Both, and a report of the first."""
    with firm.store.work() as work:
        work.connections.save(OTHER, firm.scribe.event(What.CONNECTED))
        event = firm.scribe.event(What.SETUP_CHANGED)
        work.connections.save_setup(OTHER.id, SETUP, event)
        work.commit()
    made = Two(firm)
    made.sync(CONNECTION, "R1")
    return made


def test_a_report_that_moved_keeps_no_other_from_coming_in(two: Two) -> None:
    run = two.sync(OTHER, "R1", "R2")

    assert run.counts["with another connection"] == 1
    assert two.states("R1") == two.states("R2") == [State.READY]


def test_a_report_that_moved_is_posted_by_its_new_workspace(two: Two) -> None:
    two.sync(CONNECTION)

    two.sync(OTHER, "R1", "R2")
    two.firm.post()

    assert two.states("R1") == [State.BLOCKED, State.POSTED]
    assert len(two.firm.ledger.live) == 2


def test_a_report_that_moved_after_it_was_posted_is_not_posted_again(two: Two) -> None:
    two.firm.post()
    two.sync(CONNECTION)

    two.sync(OTHER, "R1", "R2")
    two.firm.post()

    assert two.states("R1") == [State.CHANGED]
    assert len(two.firm.ledger.live) == 2


@pytest.mark.parametrize("posted", [False, True])
def test_a_report_that_moved_back_is_posted_once(two: Two, *, posted: bool) -> None:
    two.sync(CONNECTION)
    two.sync(OTHER, "R1")
    if posted:
        two.firm.post()

    two.sync(CONNECTION, "R1")
    two.sync(OTHER)
    two.sync(CONNECTION, "R1")
    two.firm.post()

    here, there = two.states("R1")
    assert (here, there) == (
        (State.BLOCKED, State.CHANGED) if posted else (State.POSTED, State.BLOCKED)
    )
    assert len(two.firm.ledger.live) == 1


def test_a_back_up_put_back_gives_no_journal_to_the_workspace_it_left(two: Two) -> None:
    two.sync(CONNECTION)
    two.sync(OTHER, "R1", "R2")
    [_, there] = two.postings("R1")
    two.firm.poster.post([there], tell=two.firm.told.append, stop=two.firm.stop)
    Regaining(two.firm.work, two.firm.scribe).mark("Put back.")

    two.firm.post()

    assert two.states("R1") == [State.BLOCKED, State.POSTED]
    assert two.states("R2") == [State.POSTED]
