"""Writes history into files for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from app.domain.history import Kept
from app.domain.listing import HistoryQuery
from app.ports.tables import TableWriter
from app.ports.work import Work

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
_PIECE = 1000


class Exporting:
    """Gives out what Vouch knows as tables."""

    def __init__(self, work: Work, write: TableWriter) -> None:
        self._work = work
        self._write = write

    def history(self, query: HistoryQuery, file: Path) -> int:
        """Write every event that ``query`` finds, newest first; returns how many."""
        return self._write(file, HEADINGS, (_row(kept) for kept in self._events(query)))

    def _events(self, query: HistoryQuery) -> Iterator[Kept]:
        offset = 0
        while True:
            with self._work() as work:
                page = work.history.page(replace(query, offset=offset, limit=_PIECE))
            yield from page.events
            offset += len(page.events)
            if not page.events or offset >= page.matching:
                return


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
