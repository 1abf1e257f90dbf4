"""A practice company in which a bookkeeper has been at work."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

from app.domain.listing import PostingQuery
from app.domain.overrides import Recode
from app.domain.postings import How, PostingId, State
from app.domain.runs import Progress
from app.domain.schedules import Rate, Rhythm
from ui.windows.opening import PracticeCompany
from ui.workers.services import Services

_POSTED = 90


def live(practice: PracticeCompany) -> None:
    """Do what a bookkeeper would have done by now."""
    stop = Event()
    services = practice.build(stop)
    services.sync.run(tell=_quietly, stop=stop)
    ready = services.poster.ready()
    services.poster.post(ready[:_POSTED], tell=_quietly, stop=stop)
    services.holding.hold(ready[_POSTED : _POSTED + 3], "Receipt asked for")
    services.holding.elsewhere(ready[_POSTED + 3 : _POSTED + 5], "Paid by bill 1042")
    _undo(services, ready)
    _change_by_hand(services)
    _schedule(services)
    services.close()


def _change_by_hand(services: Services) -> None:
    """Change the second of the ready journals, the newest first."""
    page = services.review.page(PostingQuery(states=frozenset({State.READY}), limit=2))
    posting = services.review.detail(page.rows[1].id).posting
    accounts = services.overriding.choices(posting.id).accounts
    if posting.journal is not None:
        behind = posting.journal.lines[0].expenses
        what = Recode(behind, account=accounts[-1].code)
        services.overriding.recode(posting.id, what, "Belongs to the other project")


def _schedule(services: Services) -> None:
    """Have one connection run by itself, and show what came of it."""
    first, *others = services.scheduling.all()
    monthly = Rhythm(Rate.CLOSE)
    services.scheduling.set(first.connection_id, monthly, zone="Europe/London")
    services.scheduled.run_now(first.connection_id, tell=_quietly, stop=Event())
    for other in others[:1]:
        daily = Rhythm(Rate.WEEK, days=(0, 3))
        services.scheduling.set(other.connection_id, daily, zone="Europe/London")
        services.scheduling.pause(other.connection_id)


def _undo(services: Services, ready: Sequence[PostingId]) -> None:
    """Reverse some by another journal, and post one anew."""
    stop, mirror = Event(), How.MIRROR
    plans = services.reversal.plan(ready[:2], mirror)
    services.reversal.run(plans, tell=_quietly, stop=stop)
    services.replay.run(ready[2:3], mirror, tell=_quietly, stop=stop)


def _quietly(_progress: Progress) -> None:
    """Tell nobody."""
