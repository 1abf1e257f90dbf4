"""The source of expense reports: Expensify's workspaces and exports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from app.clients.expensify.answers import file_names
from app.clients.expensify.export import given_out, listed, verified, wanted
from app.clients.expensify.jobs import ExportReports, GetPolicy, ListPolicies
from app.clients.expensify.line import ExpensifyLine
from app.clients.expensify.policies import with_lists, workspaces
from app.domain.expenses import ReportId, Workspace, WorkspaceId
from app.domain.runs import Progress
from app.errors import CancelledError, RefusedError, StoreError
from app.ports.expensify import NONE_SEEN, Pull, RawReport
from app.ports.running import Clock, Stop, Tell

_FRESH = timedelta(minutes=5)
_MEGABYTE = 1_000_000
_IN_MEMORY = 64 * _MEGABYTE
_NO_REPORTS = re.compile(
    r"\bno (?:\w+ )?reports (?:were |was )?(?:found|match|available|to export)",
    re.IGNORECASE,
)


class ExpensifySource:
    """Expense reports out of Expensify; exports pass through files in ``folder``."""

    def __init__(
        self, line: ExpensifyLine, *, folder: Path, clock: Clock, stop: Stop
    ) -> None:
        self._line = line
        self._folder = folder
        self._clock = clock
        self._stop = stop
        self._listed: tuple[datetime, tuple[Workspace, ...]] | None = None

    def workspaces(self) -> tuple[Workspace, ...]:
        """List all workspaces that the credentials can see, without their lists."""
        found = workspaces(self._line.ask(ListPolicies()))
        self._listed = (self._clock(), found)
        return found

    def workspace(self, workspace_id: WorkspaceId) -> Workspace:
        """Open one workspace; several opened in a row cost one listing."""
        listed = self._lately_listed() or self.workspaces()
        known = next((x for x in listed if x.id == workspace_id), None)
        if known is None:
            raise RefusedError(f"Expensify shows you no workspace {workspace_id}")
        found = with_lists(known, self._line.ask(GetPolicy(known.id)))
        if found is None:
            raise RefusedError(f"Expensify does not open workspace {known.name} to you")
        return found

    @contextmanager
    def pull(
        self, pull: Pull, tell: Tell, seen: Mapping[ReportId, str] = NONE_SEEN
    ) -> Iterator[Iterator[RawReport]]:
        """Give out the reports of an export that was verified as a whole."""
        with self._exported(ExportReports(pull), tell) as file:
            if file is None:
                yield iter(())
                return
            lines = wanted(verified(file, self._checking(tell)), pull)
            yield given_out(file, lines, seen)

    def listed(self, pull: Pull, tell: Tell) -> frozenset[ReportId]:
        """Ask which reports there are, without their content."""
        with self._exported(ExportReports(pull, whole=False), tell) as file:
            if file is None:
                return frozenset()
            return listed(file, self._checking(tell), pull)

    @contextmanager
    def _exported(self, job: ExportReports, tell: Tell) -> Iterator[IO[bytes] | None]:
        """Fetch what the job writes, from its beginning; None where that is nothing."""
        tell(Progress("Expensify is writing the reports"))
        names = self._written(job)
        if not names:
            yield None
            return
        with self._temporary() as file:
            with _disk_errors():
                for name in names:
                    self._line.fetch(name, file, lambda size: tell(_downloading(size)))
                    file.write(b"\n")  # a file may end without a line feed
                file.seek(0)
            yield file

    def _written(self, job: ExportReports) -> tuple[str, ...]:
        try:
            return file_names(self._line.ask(job))
        except RefusedError as error:
            if job.pull.report_ids or not _NO_REPORTS.search(error.detail):
                raise
            return ()

    def _checking(self, tell: Tell) -> Callable[[int, int], None]:
        def told(done: int, of: int) -> None:
            if self._stop.is_set():
                raise CancelledError
            tell(Progress("Checking the reports", done, of))

        return told

    def _lately_listed(self) -> tuple[Workspace, ...]:
        if self._listed is None:
            return ()
        at, found = self._listed
        return found if timedelta() <= self._clock() - at < _FRESH else ()

    @contextmanager
    def _temporary(self) -> Iterator[IO[bytes]]:
        """Open a file that is gone when it is closed, on disk only if it is large."""
        with ExitStack() as stack:
            with _disk_errors():
                self._folder.mkdir(parents=True, exist_ok=True)
                file = stack.enter_context(
                    SpooledTemporaryFile(_IN_MEMORY, dir=str(self._folder))
                )
            yield file


def _downloading(size: int) -> Progress:
    return Progress(f"Downloading the reports, {size / _MEGABYTE:.1f} MB")


@contextmanager
def _disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(f"the export cannot be kept: {error.strerror}") from error
