"""Two workspaces that post into one organisation."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.expenses import ReportId, WorkspaceId
from app.domain.history import What
from app.domain.postings import PostingId, State
from app.domain.runs import Run
from app.domain.setup import Connection, ConnectionId
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


def two_workspaces(firm: Firm) -> Two:
    """Both, and a report of the first."""
    with firm.store.work() as work:
        work.connections.save(OTHER, firm.scribe.event(What.CONNECTED))
        event = firm.scribe.event(What.SETUP_CHANGED)
        work.connections.save_setup(OTHER.id, SETUP, event)
        work.commit()
    made = Two(firm)
    made.sync(CONNECTION, "R1")
    return made
