"""Writes history into files for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.history import FIRST_LINK, HistoryFile, Kept
from app.domain.listing import HistoryQuery
from app.domain.runs import Progress
from app.errors import CancelledError, InputError
from app.ports.running import Clock, Stop, Tell
from app.ports.tables import FileWriter, Sheet

HEADINGS = (
    "Number",
    "Time (UTC)",
    "Who",
    "What",
    "Said",
    "Connection",
    "Report",
    "Posting",
    "Run",
    "Before",
    "After",
    "Link",
)
_SHEET = "Vouch"
_NEWS = 1000

TextWriter = Callable[[Path, Iterable[str]], None]
"""Writes text into a file, or leaves none behind."""


class Past(Protocol):
    """Where events are read."""

    def events(self, query: HistoryQuery) -> Iterator[Kept]:
        """Everything that matches, newest first."""
        ...


@dataclass(slots=True)
class _Counted:
    """Events that are counted as they go by."""

    events: Iterator[Kept]
    tell: Tell | None
    stop: Stop | None
    count: int = 0

    def __iter__(self) -> Iterator[Kept]:
        for kept in self.events:
            self.count += 1
            if self.count % _NEWS == 0:
                self._pause()
            yield kept

    def _pause(self) -> None:
        if self.stop is not None and self.stop.is_set():
            raise CancelledError
        if self.tell is not None:
            self.tell(Progress("Writing the history", self.count))


class Exporting:
    """Gives out what Vouch knows as tables and documents."""

    def __init__(
        self, past: Past, files: FileWriter, write_text: TextWriter, now: Clock
    ) -> None:
        self._past = past
        self._files = files
        self._write_text = write_text
        self._now = now

    def history(
        self,
        query: HistoryQuery,
        file: Path,
        *,
        tell: Tell | None = None,
        stop: Stop | None = None,
    ) -> HistoryFile:
        """Write every event that ``query`` finds, newest first.

        The file's ending says how: .csv, .xlsx or .json; the last two hold the head of
        the chain too. InputError for another ending.
        """
        newest = next(self._past.events(HistoryQuery()), None)
        number, head = (newest.number, newest.link) if newest else (0, FIRST_LINK)
        events = _Counted(self._past.events(query), tell, stop)
        at = self._now().isoformat()
        rows = map(_row, events)
        match file.suffix.lower():
            case ".csv":
                self._files.table(file, Sheet(_SHEET, HEADINGS, rows))
            case ".xlsx":
                chain = [("Written", at), ("Events", str(number)), ("Head", head)]
                sheets = (
                    Sheet(_SHEET, HEADINGS, rows),
                    Sheet("Chain", ("What", "Value"), chain),
                )
                self._files.book(file, sheets)
            case ".json":
                facts = {"at": at, "events": number, "head": head}
                self._write_text(file, _document(events, facts))
            case _:
                raise InputError(f"{file.name} must end in .csv, .xlsx or .json.")
        return HistoryFile(events.count, number, head)


def _document(events: Iterable[Kept], facts: dict[str, object]) -> Iterator[str]:
    yield f'{{"chain": {json.dumps(facts)},\n"history": ['
    comma = "\n"
    for kept in events:
        yield comma + json.dumps(event_document(kept), ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


def event_document(kept: Kept) -> dict[str, object]:
    """An event as programs are told of it, with its place in the chain."""
    event = kept.event
    return {
        "number": kept.number,
        "at": event.at.isoformat(),
        "who": event.who,
        "what": event.what.value,
        "detail": event.detail,
        "connection_id": event.connection_id,
        "report_id": event.report_id,
        "posting_id": event.posting_id,
        "run_id": event.run_id,
        "before": dict(event.before),
        "after": dict(event.after),
        "link": kept.link,
    }


def _row(kept: Kept) -> Sequence[str]:
    event = kept.event
    return (
        str(kept.number),
        event.at.isoformat(),
        event.who,
        event.what,
        event.detail,
        event.connection_id,
        event.report_id,
        event.posting_id,
        event.run_id,
        _facts(event.before),
        _facts(event.after),
        kept.link,
    )


def _facts(facts: object) -> str:
    pairs = dict(facts) if isinstance(facts, dict) else {}
    return "; ".join(f"{name}: {value}" for name, value in sorted(pairs.items()))
