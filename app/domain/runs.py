"""Runs: one execution each of sync or post, with its counts and its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from app.domain.setup import ConnectionId

RunId = NewType("RunId", str)


class RunKind(StrEnum):
    """What a run does."""

    SYNC = "sync"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Run:
    """One run; ``ended`` is None while it goes on or when it was cut off.

    ``counts`` are words and numbers for people; ``error`` is the sentence it failed
    with. ``planned`` is what a schedule meant it for, None for a run by hand.
    """

    id: RunId
    kind: RunKind
    connection_id: ConnectionId
    begun: datetime
    ended: datetime | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    error: str = ""
    planned: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: ``done`` of ``of`` (0 while not known); ``eta`` in seconds."""

    words: str
    done: int = 0
    of: int = 0
    eta: float | None = None
