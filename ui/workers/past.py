"""What the window may ask about the past, as values, and who answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.explaining import Explanation
from app.domain.history import HistoryFile, Kept
from app.domain.listing import Found, HistoryPage, HistoryQuery
from app.domain.postings import PostingId
from app.ports.running import Stop, Tell
from ui.workers.undo import Checking


@dataclass(frozen=True, slots=True)
class FindEvents:
    """Which events match in the next stretch of the history; answered by a Found."""

    query: HistoryQuery
    below: int | None = None
    above: int = 0


@dataclass(frozen=True, slots=True)
class ReadEvents:
    """Events by their numbers; answered by a tuple of Kept."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Explain:
    """Why a journal is as it is; answered by an Explanation."""

    posting_id: PostingId


@dataclass(frozen=True, slots=True)
class HistoryRun:
    """Write what a query finds into a file; answered by a HistoryFile."""

    query: HistoryQuery
    file: Path


@dataclass(frozen=True, slots=True)
class ChainRun:
    """Walk the chain of events from its beginning; answered by an Audit."""


PastQuestion = FindEvents | ReadEvents | Explain
PastErrand = HistoryRun | ChainRun


class History(Protocol):
    """Tells what happened."""

    def page(self, query: HistoryQuery) -> HistoryPage:
        """List some of it, newest first."""
        ...

    def find(
        self, query: HistoryQuery, below: int | None = None, above: int = 0
    ) -> Found:
        """Find what matches in the next stretch."""
        ...

    def read(self, numbers: Sequence[int]) -> tuple[Kept, ...]:
        """Read events by their numbers."""
        ...


class Explaining(Protocol):
    """Explains journals."""

    def explain(self, posting_id: PostingId) -> Explanation:
        """Explain one."""
        ...


class Exporting(Protocol):
    """Writes the history into files."""

    def history(
        self,
        query: HistoryQuery,
        file: Path,
        *,
        tell: Tell | None = None,
        stop: Stop | None = None,
    ) -> HistoryFile:
        """Write what a query finds."""
        ...


class Past(Protocol):
    """The use cases about the past."""

    @property
    def history(self) -> History:
        """Tells what happened."""
        ...

    @property
    def checking(self) -> Checking:
        """Walks the chain."""
        ...

    @property
    def explaining(self) -> Explaining:
        """Explains."""
        ...

    @property
    def exporting(self) -> Exporting:
        """Writes files."""
        ...


def past_answer(services: Past, asked: PastQuestion) -> object:
    """Ask the use case."""
    match asked:
        case FindEvents(query, below, above):
            return services.history.find(query, below, above)
        case ReadEvents(numbers):
            return services.history.read(numbers)
        case Explain(posting_id):
            return services.explaining.explain(posting_id)


def past_done(
    services: Past, errand: PastErrand, tell: Tell, stop: Stop
) -> tuple[object, ...]:
    """Have the use case do it."""
    match errand:
        case HistoryRun(query, file):
            made = services.exporting.history(query, file, tell=tell, stop=stop)
            return (made,)
        case ChainRun():
            return (services.checking.audit(tell=tell, stop=stop),)
