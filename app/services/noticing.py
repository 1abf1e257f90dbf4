"""Notices what is new, and tells each of it once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import time

from app.domain.notices import About, Message, Notice, Preferences, message
from app.errors import KeyLockedError
from app.ports.preferences import Choices
from app.ports.running import Clock
from app.ports.scheduling import SchedulingUnit, SchedulingWork
from app.ports.sign_in import Lasting
from app.services.news import (
    FOREVER,
    SIGN_INS,
    limits,
    locks,
    problems,
    runs,
    sign_ins,
)

_QUIET_FROM = "notices/quiet-from"
_QUIET_TO = "notices/quiet-to"
_SUCCESS = "notices/success"
_BASELINE = "baseline"
_KNOWN_AT_FIRST = frozenset({About.PROBLEM, About.FAILED, About.DONE})


@dataclass(frozen=True, slots=True)
class Noticing:
    """Looks at the store and the sign-ins; what was told is remembered there too.

    What there was before the first look is taken as known. What goes away and comes
    back is new again.
    """

    work: SchedulingWork
    lasting: Callable[[], tuple[Lasting, ...]]
    choices: Choices
    clock: Clock

    def preferences(self) -> Preferences:
        """When and of what a person wants to be told."""
        return Preferences(
            _time(self.choices.get(_QUIET_FROM)),
            _time(self.choices.get(_QUIET_TO)),
            self.choices.get(_SUCCESS) == "yes",
        )

    def prefer(self, preferences: Preferences) -> None:
        """Keep what a person prefers."""
        self.choices.put(_QUIET_FROM, f"{preferences.quiet_from:%H:%M}")
        self.choices.put(_QUIET_TO, f"{preferences.quiet_to:%H:%M}")
        self.choices.put(_SUCCESS, "yes" if preferences.success else "no")

    def news(self) -> Message | None:
        """What is new, in one message; from now on it has been told.

        None in quiet hours: what is new then is told afterwards.
        """
        preferences, now = self.preferences(), self.clock()
        if preferences.is_quiet(now):
            return None
        with self.work() as work:
            told = work.told.all()
            current = list(self._current(work, told))
            fresh = [x for x in current if not x.keys <= told]
            gone = _gone(told, current)
            keys = frozenset(key for x in fresh for key in x.keys) | {_BASELINE}
            if not keys <= told:
                work.told.note(keys, now)
            if gone:
                work.told.forget(gone)
            work.commit()
        return message([x for x in fresh if _is_told(x, told, preferences)])

    def seen(self) -> tuple[Notice, ...]:
        """All that is worth telling as it stands, told before or not."""
        with self.work() as work:
            current = list(self._current(work, work.told.all()))
        return tuple(x for x in current if x.title)

    def _current(self, work: SchedulingUnit, told: frozenset[str]) -> Iterator[Notice]:
        now = self.clock()
        yield from runs(work, now)
        yield from limits(work, now, told)
        yield from locks(work)
        yield from problems(work, told)
        try:
            lasting = self.lasting()
        except KeyLockedError:  # the window says so by itself; they are as they were
            still = frozenset(key for key in told if key.startswith(SIGN_INS))
            yield Notice(About.SIGN_IN, "", "", still)
        else:
            yield from sign_ins(lasting, now)


def _is_told(notice: Notice, told: frozenset[str], preferences: Preferences) -> bool:
    if _BASELINE not in told and notice.about in _KNOWN_AT_FIRST:
        return False
    if notice.about is About.LOCK:  # the first that is seen did not move
        places = {key.rpartition("=")[0] for key in notice.keys}
        return any(key.rpartition("=")[0] in places for key in told)
    return notice.about is not About.DONE or preferences.success


def _gone(told: frozenset[str], current: Iterable[Notice]) -> frozenset[str]:
    """What was told and is no longer so; runs and the like are over for good."""
    still = frozenset(key for notice in current for key in notice.keys)
    passing = (key for key in told if not key.startswith(FOREVER) and key != _BASELINE)
    return frozenset(passing) - still


def _time(text: str | None) -> time:
    return time.fromisoformat(text) if text else time(0)
