"""Which exports to ask Expensify for, so that no approved report can slip through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.expenses import Report
from app.domain.setup import Connection
from app.ports.expensify import Pull

LOOK_BACK = timedelta(days=30)
FIRST_LOOK_BACK = timedelta(days=90)
_YEAR = timedelta(days=364)
_MARGIN = timedelta(days=2)
_DAY = timedelta(days=1)
_UNAPPROVED = "ARCHIVED"


@dataclass(frozen=True, slots=True)
class Span:
    """The days of approval that are wanted, both included."""

    first: date
    last: date

    def holds(self, report: Report) -> bool:
        """Whether ``report`` belongs here, by approval or, without one, submission."""
        when = report.approved or report.submitted or report.created
        return when is None or self.first <= when <= self.last


def span(
    connection: Connection,
    synced: date | None,
    today: date,
    since: date | None,
    until: date | None,
) -> Span:
    """What to look at: as told, else a month behind the last sync, else all of it.

    Unless told, nothing from before the connection's first day: that is in the books.
    """
    start, first = connection.start_on, since
    if first is None and synced is not None:
        first = max(synced - LOOK_BACK, start or date.min)
    if first is None:
        first = start or today - FIRST_LOOK_BACK
    return Span(first, until or today + _DAY)


def pulls(connection: Connection, wanted: Span, today: date) -> Iterator[Pull]:
    """The exports that together hold every report of ``wanted``.

    By approval, since a report may be approved long after it was submitted; and by day
    of submission, since a closed report may have no approval. Neither spans over a
    year. Both reach further than asked (whether the days themselves are included and
    in which time zone is not documented); what comes twice is dropped later.
    """
    workspace, states = connection.workspace_id, connection.states
    spans = list(windows(wanted.first - _MARGIN, wanted.last + _DAY))
    for first, last in spans:
        recent = first > today - _YEAR
        yield Pull(
            workspace, states, approved_after=first - _DAY, end=None if recent else last
        )
    by_day = spans if _UNAPPROVED in states else spans[-1:]
    for first, last in by_day:
        yield Pull(workspace, states, start=first, end=last)


def windows(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days from ``first`` to ``last`` in spans of at most a year."""
    while first <= last:
        end = min(first + _YEAR, last)
        yield first, end
        first = end + _DAY
