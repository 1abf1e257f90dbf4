"""What one run by itself does: settle, pull, prepare, and post what it may."""

from __future__ import annotations

from datetime import date

from app.domain.listing import PostingQuery
from app.domain.postings import IN_FLIGHT, Posting, State
from app.domain.runs import Run
from app.domain.scheduled_runs import Outcome, Upshot
from app.domain.schedules import Due, Permission
from app.domain.setup import ConnectionId
from app.errors import BusyError
from app.ports.running import Stop, Tell
from app.ports.work import Work
from app.services.clean import Clean
from app.services.posting import Poster, Terms
from app.services.settling import Settling
from app.services.sync import Sync

_ATTENTION = frozenset({State.BLOCKED, State.FAILED, State.CHANGED}) | IN_FLIGHT
_POSTED = {
    State.POSTED: "posted",
    State.DRAFT: "saved as draft in Xero",
    State.FAILED: "refused by Xero",
}


class ScheduledWork:
    """Does what a schedule allows, and nothing more."""

    def __init__(
        self, settling: Settling, sync: Sync, poster: Poster, clean: Clean, work: Work
    ) -> None:
        self._settling = settling
        self._sync = sync
        self._poster = poster
        self._clean = clean
        self._work = work

    def do(self, due: Due, *, tell: Tell, stop: Stop) -> Upshot:
        """Do it; AppError where it cannot be done, after all that was done is kept."""
        schedule, occurrence = due.schedule, due.occurrence
        with self._work() as work:
            into = work.connections.get(schedule.connection_id).organisation_id
        try:
            self._settling.run(into, stop=stop)
        except BusyError:  # somebody posts, and settles what is theirs
            if schedule.permission is not Permission.PREPARE:
                raise
        since, until = self._days(due)
        (run,) = self._sync.run(
            [schedule.connection_id],
            since=since,
            until=until,
            tell=tell,
            stop=stop,
        )
        posted: tuple[Posting, ...] = ()
        if schedule.permission is not Permission.PREPARE:
            as_draft = schedule.permission is Permission.DRAFT
            if ids := self._clean.ready(schedule.connection_id):
                terms = Terms(as_draft, occurrence.at)
                posted = self._poster.post(ids, tell=tell, stop=stop, terms=terms)
        return self._upshot(due, run, posted)

    def _days(self, due: Due) -> tuple[date | None, date | None]:
        """The days of a period, without those before the connection's first."""
        first, last = due.occurrence.first, due.occurrence.last
        with self._work() as work:
            start = work.connections.get(due.schedule.connection_id).start_on
        if first is None or last is None or start is None:
            return first, last
        first = max(first, start)
        return first, max(first, last)

    def _upshot(self, due: Due, run: Run, posted: tuple[Posting, ...]) -> Upshot:
        waiting = self._waiting(due.schedule.connection_id)
        parts = [_counted(run.counts.get("ready", 0), "new report ready")]
        parts += [_counted(run.counts.get("blocked", 0), "new with problems")]
        parts += [_counted(run.counts.get("changed", 0), "changed")]
        for state, words in _POSTED.items():
            parts.append(_counted(sum(p.state is state for p in posted), words))
        said = ", ".join(filter(None, parts)) or "Nothing new"
        if waiting:
            said += f"; {waiting:,} in all need a person"
        outcome = Outcome.ATTENTION if waiting else Outcome.DONE
        return Upshot(outcome, f"{said[0].upper()}{said[1:]}.")

    def _waiting(self, connection_id: ConnectionId) -> int:
        with self._work() as work:
            query = PostingQuery(connection_id=connection_id, limit=0)
            tallies = work.postings.page(query).tallies
        return sum(tallies[s].count for s in _ATTENTION if s in tallies)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count else ""
