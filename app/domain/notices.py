"""What a person is told without having asked: only what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from app.domain.setup import ConnectionId


class About(StrEnum):
    """What a notice is about, the most pressing first."""

    SIGN_IN = "sign-in"
    FAILED = "failed run"
    PARKED = "daily limit"
    LOCK = "lock date"
    PROBLEM = "problem"
    DONE = "done"

    @property
    def page(self) -> str:
        """The page where it can be seen to."""
        return _PAGES[self]


_PAGES = {
    About.SIGN_IN: "connections",
    About.FAILED: "schedules",
    About.PARKED: "today",
    About.LOCK: "connections",
    About.PROBLEM: "problems",
    About.DONE: "review",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell; ``keys`` are what it is remembered by once told."""

    about: About
    title: str
    words: str
    keys: frozenset[str]
    connection_id: ConnectionId | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What is shown at once: a title with numbers, words, and where a click leads.

    ``line`` is all of it where there is room for one line, ``""`` for the title.
    """

    title: str
    words: str
    about: About
    connection_id: ConnectionId | None = None
    line: str = ""


@dataclass(frozen=True, slots=True)
class Preferences:
    """When and of what a person wants to be told.

    Between ``quiet_from`` and ``quiet_to`` (the same: never) nothing is; it is told
    afterwards. ``success``: also of runs in which nothing was amiss.
    """

    quiet_from: time = time(0)
    quiet_to: time = time(0)
    success: bool = False

    def is_quiet(self, at: datetime) -> bool:
        """Whether nothing is told at a time of this computer's clock."""
        now = at.astimezone().time()
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= now < self.quiet_to
        return now >= self.quiet_from or now < self.quiet_to


def message(notices: Sequence[Notice]) -> Message | None:
    """One message for all of them; None where there is nothing to tell."""
    if not notices:
        return None
    order = list(About)
    first, *others = sorted(notices, key=lambda x: order.index(x.about))
    if not others:
        return Message(first.title, first.words, first.about, first.connection_id)
    lines = [first.title, *(x.title for x in others)]
    same = {x.connection_id for x in notices} == {first.connection_id}
    return Message(
        f"{len(notices)} things are new",
        "\n".join(lines),
        first.about,
        first.connection_id if same else None,
        f"{first.title}, and {len(others)} more",
    )
