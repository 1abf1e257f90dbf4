"""Says how every connection is doing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.books import Organisation, OrganisationId
from app.domain.listing import PostingQuery
from app.domain.overview import Glance, Overview
from app.domain.setup import Connection
from app.domain.trends import month_end, month_of
from app.ports.running import Clock
from app.ports.scheduling import SchedulingUnit, SchedulingWork
from app.services.scheduling import next_run


class Glances:
    """Makes the overview; nothing of it needs a service to answer."""

    def __init__(
        self,
        work: SchedulingWork,
        signed_in: Callable[[OrganisationId], bool],
        now: Clock,
        *,
        practice: bool,
        other_addresses: tuple[str, ...],
    ) -> None:
        self._work = work
        self._signed_in = signed_in
        self._now = now
        self._practice = practice
        self._other_addresses = other_addresses

    def now(self) -> Overview:
        """Every connection as it stands."""
        with self._work() as work:
            glances = tuple(self._glance(work, c) for c in work.connections.all())
        return Overview(glances, self._practice, self._other_addresses)

    def _glance(self, work: SchedulingUnit, connection: Connection) -> Glance:
        now = self._now()
        allowances = work.reference.allowances(connection.organisation_id).at(now)
        every = PostingQuery(connection_id=connection.id, limit=0)
        since = month_of(now.astimezone().date())
        lately = replace(every, first=since, last=month_end(since))
        return Glance(
            connection=connection,
            organisation=_organisation(work, connection),
            tallies=work.postings.page(every).tallies,
            last_sync=work.connections.synced(connection.id),
            last_run=work.runs.last(connection.id),
            calls_left=allowances.day_left,
            resumes=allowances.resumes,
            signed_in=self._signed_in(connection.organisation_id),
            since=since,
            month=work.postings.page(lately).tallies,
            next_run=next_run(work, connection.id, now),
            workspace_name=_workspace_name(work, connection),
        )


def _organisation(work: SchedulingUnit, connection: Connection) -> Organisation | None:
    try:
        return work.reference.books(connection.organisation_id).organisation
    except LookupError:
        return None


def _workspace_name(work: SchedulingUnit, connection: Connection) -> str:
    try:
        return work.reference.workspace(connection.workspace_id).name
    except LookupError:
        return ""
