"""An Expensify workspace in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from app.domain.expenses import Report, ReportId, Workspace, WorkspaceId
from app.errors import AppError, RefusedError
from app.ports.expensify import NONE_SEEN, Pull, RawReport
from app.ports.running import Tell


class FakeSource:
    """Gives out reports; every content that it ever gave out can be read again.

    ``broken`` is raised in place of the next export. ``asked`` is called with each
    pull, and may be what happens elsewhere while Expensify thinks. Reports
    ``hidden_by_approval`` come in no pull by day of approval.
    """

    def __init__(self, workspace: Workspace, *reports: Report) -> None:
        self.now_workspace = workspace
        self.reports = {report.id: report for report in reports}
        self.pulls: list[Pull] = []
        self.lists: list[Pull] = []
        self.broken: AppError | None = None
        self.hidden_by_approval: set[ReportId] = set()
        self.asked: Callable[[Pull], None] = lambda _pull: None
        self._contents: dict[bytes, Report] = {}

    def put(self, report: Report) -> None:
        """Add or change a report."""
        self.reports[report.id] = report

    def workspaces(self) -> tuple[Workspace, ...]:
        """The one workspace."""
        return (self.now_workspace,)

    def workspace(self, workspace_id: WorkspaceId) -> Workspace:
        """The one workspace."""
        if workspace_id != self.now_workspace.id:
            raise RefusedError("no such workspace")
        return self.now_workspace

    @contextmanager
    def pull(
        self, pull: Pull, _tell: Tell, seen: Mapping[ReportId, str] = NONE_SEEN
    ) -> Iterator[Iterator[RawReport]]:
        """The reports that the pull asks for."""
        self.pulls.append(pull)
        self.asked(pull)
        if self.broken:
            raise self.broken
        raws = [self._raw(r) for r in self._asked(pull)]
        yield iter([raw for raw in raws if seen.get(raw.id) != raw.digest])

    def listed(self, pull: Pull, _tell: Tell) -> frozenset[ReportId]:
        """The ids of the reports that the pull asks for."""
        self.lists.append(pull)
        if self.broken:
            raise self.broken
        return frozenset(report.id for report in self._asked(pull))

    def read(self, raw: bytes, _workspace: Workspace) -> Report:
        """The report of a content that was given out."""
        return self._contents[raw]

    def _asked(self, pull: Pull) -> list[Report]:
        hidden = self.hidden_by_approval if pull.approved_after else frozenset()
        known = self.reports.values()
        return [r for r in known if r.id not in hidden and _asked(pull, r)]

    def _raw(self, report: Report) -> RawReport:
        raw = repr(report).encode()
        self._contents[raw] = report
        return RawReport(ReportId(report.id), hashlib.sha256(raw).hexdigest(), raw)


def _asked(pull: Pull, report: Report) -> bool:
    if pull.report_ids:
        return report.id in pull.report_ids
    if pull.states and report.status.upper() not in pull.states:
        return False
    if pull.approved_after:
        return report.approved is not None and report.approved > pull.approved_after
    latest = max(day for day in (report.created, report.submitted) if day)
    return (pull.start is None or latest >= pull.start) and (
        pull.end is None or latest <= pull.end
    )
