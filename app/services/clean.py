"""What may be posted without a person, and whether it was earned."""

from __future__ import annotations

from app.domain.history import What
from app.domain.postings import Posting, PostingId, State
from app.domain.runs import Run
from app.domain.setup import ConnectionId
from app.ports.work import UnitOfWork, Work

_TOUCHED = frozenset(
    {
        What.HELD,
        What.ELSEWHERE,
        What.CHANGED,
        What.CHANGED_BY_HAND,
        What.REVERSING,
        What.REVERSED,
        What.NOT_REVERSED,
        What.CORRECTED,
        What.RESTORED,
    }
)
"""What has a report wait for a person, for good."""

_MANY = 50


class Clean:
    """Tells what nobody has to look at."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def ready(self, connection_id: ConnectionId) -> tuple[PostingId, ...]:
        """What may be posted by itself, oldest day first.

        Nothing that has as much as a warning, was ever reversed, held, changed (in
        Expensify, in Xero or by hand) or set aside.
        """
        with self._work() as work:
            touched = work.history.touched(connection_id, _TOUCHED)
            return tuple(
                posting.id
                for posting in work.postings.select([State.READY], connection_id)
                if posting.report_id not in touched and _is_clean(posting)
            )

    def runs(self, connection_id: ConnectionId) -> int:
        """How many runs by hand, up to the newest, posted all they were given."""
        with self._work() as work:
            return clean_runs(work, connection_id)


def clean_runs(work: UnitOfWork, connection_id: ConnectionId) -> int:
    """How many runs by hand, up to the newest, posted all they were given."""
    count = 0
    for run in work.runs.posted(connection_id, _MANY):
        if not _went_well(run):
            break
        count += 1
    return count


def _is_clean(posting: Posting) -> bool:
    return (
        posting.revision == 1 and not posting.problems and posting.journal is not None
    )


def _went_well(run: Run) -> bool:
    posted, of = run.counts.get("posted", 0), run.counts.get("of", 0)
    return not run.error and 0 < of == posted and not run.counts.get("not as sent", 0)
