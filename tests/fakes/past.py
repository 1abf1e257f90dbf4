"""The past in memory: events found, journals explained, files remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.expenses import Report
from app.domain.explaining import Explanation, Sent, explained
from app.domain.history import HistoryFile, Kept
from app.domain.listing import Found, HistoryPage, HistoryQuery
from app.domain.postings import Posting, PostingId
from app.ports.running import Stop, Tell
from tests.fakes.examples import BOOKS, SETUP

STRETCH = 40


@dataclass(frozen=True)
class Telling:
    """Finds events, forty at a time."""

    events: list[Kept]

    def page(self, query: HistoryQuery) -> HistoryPage:
        """Filter and cut, newest first."""
        found = [kept for kept in reversed(self.events) if _fits(kept, query)]
        cut = found[query.offset : query.offset + query.limit]
        return HistoryPage(query, tuple(cut), len(found))

    def find(
        self, query: HistoryQuery, below: int | None = None, above: int = 0
    ) -> Found:
        """Look through one stretch."""
        top = len(self.events) if below is None else below - 1
        bottom = max(above, top - STRETCH)
        found = [x.number for x in self.events[bottom:top] if _fits(x, query)]
        going_on = bottom + 1 if bottom > above else 0
        return Found(tuple(reversed(found)), going_on, len(self.events))

    def read(self, numbers: Sequence[int]) -> tuple[Kept, ...]:
        """Read some."""
        return tuple(x for x in reversed(self.events) if x.number in set(numbers))


@dataclass(frozen=True)
class FakeExporting:
    """Remembers what was to be written."""

    written: list[tuple[HistoryQuery, Path]]

    def history(
        self,
        query: HistoryQuery,
        file: Path,
        *,
        tell: Tell | None = None,
        stop: Stop | None = None,
    ) -> HistoryFile:
        """Remember."""
        assert tell is not None
        assert stop is not None
        self.written.append((query, file))
        return HistoryFile(12, 34, "abcdef0123456789" * 4)


@dataclass(frozen=True)
class FakeExplaining:
    """Explains by the example set-up."""

    postings: Mapping[PostingId, Posting]
    report_of: Callable[[Posting], Report]
    events: tuple[Kept, ...]

    def explain(self, posting_id: PostingId) -> Explanation:
        """Explain."""
        posting = self.postings[posting_id]
        report = self.report_of(posting)
        journal = posting.journal
        return Explanation(
            posting,
            "Acme",
            "Acme Ltd",
            report,
            None,
            explained(journal, report, SETUP, BOOKS) if journal else (),
            tuple(Sent("key-1", x.event.at, x.event.at) for x in self.events[:1]),
            tuple(x for x in self.events if x.event.posting_id == posting_id),
            xero_link="https://go.xero.com/journal" if posting.xero_id else "",
            expensify_link="https://www.expensify.com/report",
        )


def _fits(kept: Kept, query: HistoryQuery) -> bool:
    said = f"{kept.event.detail} {kept.event.report_id}".casefold()
    return (
        query.text.casefold() in said
        and (not query.what or kept.event.what in query.what)
        and query.report_id in {"", kept.event.report_id}
        and query.connection_id in {"", kept.event.connection_id}
        and query.who.casefold() in kept.event.who.casefold()
        and query.state in {"", kept.event.after.get("state", "")}
        and (query.since is None or kept.event.at >= query.since)
        and (query.until is None or kept.event.at < query.until)
    )
