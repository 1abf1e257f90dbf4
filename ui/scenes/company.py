"""A practice company in which a bookkeeper has been at work."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

from app.domain.postings import How, PostingId
from app.domain.runs import Progress
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
    services.close()


def _undo(services: Services, ready: Sequence[PostingId]) -> None:
    """Reverse some by another journal, and post one anew."""
    stop, mirror = Event(), How.MIRROR
    plans = services.reversal.plan(ready[:2], mirror)
    services.reversal.run(plans, tell=_quietly, stop=stop)
    services.replay.run(ready[2:3], mirror, tell=_quietly, stop=stop)


def _quietly(_progress: Progress) -> None:
    """Tell nobody."""
