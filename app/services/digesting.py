"""Adds up how everything stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from app.domain.digests import Digest, DigestPart
from app.domain.listing import PostingQuery, Tally
from app.domain.notices import About, Notice
from app.domain.overview import Glance, Overview
from app.domain.postings import State
from app.domain.problems import CATALOGUE
from app.domain.scheduled_runs import Outcome
from app.ports.running import Clock
from app.ports.scheduling import SchedulingUnit, SchedulingWork

_ATTENTION = (State.BLOCKED, State.FAILED)
_POSTED = (State.POSTED, State.DRAFT)
_PRESSING = frozenset({About.SIGN_IN, About.PARKED, About.FAILED})
_MANY = 2000
_FEW = 5


class Digesting:
    """Makes a digest from the store alone."""

    def __init__(
        self,
        work: SchedulingWork,
        overview: Callable[[], Overview],
        notices: Callable[[], tuple[Notice, ...]],
        clock: Clock,
    ) -> None:
        self._work = work
        self._overview = overview
        self._notices = notices
        self._clock = clock

    def now(self) -> Digest:
        """How everything stands at this moment."""
        overview = self._overview()
        with self._work() as work:
            parts = tuple(_part(work, glance) for glance in overview.glances)
        pressing = tuple(
            (x.title, x.words) for x in self._notices() if x.about in _PRESSING
        )
        return Digest(self._clock(), parts, pressing, overview.practice)


def _part(work: SchedulingUnit, glance: Glance) -> DigestPart:
    query = PostingQuery(glance.connection.id, frozenset(_ATTENTION), limit=_MANY)
    rows = work.postings.page(query).rows
    causes = Counter(
        CATALOGUE[row.codes[0]].title if row.codes else row.state.words for row in rows
    )
    runs = work.schedules.runs(glance.connection.id, 5)
    last = next((r for r in runs if r.outcome is not Outcome.GOING_ON), None)
    return DigestPart(
        glance.connection.name,
        _sum(glance, State.READY),
        _sum(glance, *_ATTENTION),
        _sum(glance, State.CHANGED),
        _of(glance.month, *_POSTED),
        tuple(causes.most_common(_FEW)),
        _moment(glance.next_run) if glance.next_run else "",
        f"{_moment(last.begun)}, {last.outcome}. {last.said}" if last else "",
    )


def _sum(glance: Glance, *states: State) -> Tally:
    return _of(glance.tallies, *states)


def _of(tallies: Mapping[State, Tally], *states: State) -> Tally:
    found = [tallies[state] for state in states if state in tallies]
    totals: Counter[str] = Counter()
    for tally in found:
        totals.update(tally.totals)
    return Tally(sum(tally.count for tally in found), dict(totals))


def _moment(at: datetime) -> str:
    return f"{at.astimezone():%d %b %Y %H:%M}"
