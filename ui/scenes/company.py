"""A practice company in which a bookkeeper has been at work."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

from app.domain.postings import How, PostingId
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
    _schedule(services)
    services.close()


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
