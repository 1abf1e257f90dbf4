"""What comes of working on a mapping: edits made, edits proposed, versions kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.mapping_changes import Change
from app.domain.postings import PostingId
from app.domain.setup import ConnectionId


@dataclass(frozen=True, slots=True)
class Saved:
    """An edit that is kept as ``version``; ``before`` was the newest until then.

    ``refreshed`` reports came out differently at once. ``later`` are those that are
    still to be computed anew, the blocked ones first.
    """

    connection_id: ConnectionId
    before: int
    version: int
    words: str
    refreshed: int = 0
    later: tuple[PostingId, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One change beside what it replaces, in words; ``note`` is to be looked at."""

    change: Change
    what: str
    now: str
    becomes: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Changes to be looked at before they are made.

    ``same`` were the same already; ``misses`` say in words what could not be taken.
    """

    connection_id: ConnectionId
    source: str
    lines: tuple[Line, ...]
    same: int = 0
    misses: tuple[str, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """What would be changed."""
        return tuple(line.change for line in self.lines)


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version: when it was made, by whom, what changed, how much went by it.

    ``at`` is None where that was not written down.
    """

    version: int
    at: datetime | None
    who: str
    words: str
    journals: int
