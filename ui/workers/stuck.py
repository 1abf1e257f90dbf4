"""What waits for a person, gathered by cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.listing import PostingRow
from app.domain.postings import State
from app.domain.problems import Code

STUCK = frozenset({State.BLOCKED, State.FAILED, State.CHANGED})

_WARNINGS = frozenset({Code.NATIVE_CONNECTION_ON, Code.DROPPED_BY_XERO})


@dataclass(frozen=True, slots=True)
class Stuck:
    """Reports with one cause; ``code`` is None where Xero refused the journal.

    ``totals`` are minor units by currency. A report with several problems is counted
    under each of them.
    """

    code: Code | None
    about: str
    count: int
    totals: Mapping[str, int]


def stuck(rows: Iterable[PostingRow]) -> tuple[Stuck, ...]:
    """Gather rows by cause, the most frequent first."""
    found: dict[tuple[Code | None, str], dict[str, int]] = {}
    counts: dict[tuple[Code | None, str], int] = {}
    for row in rows:
        for cause in _causes(row):
            totals = found.setdefault(cause, {})
            totals[row.currency] = totals.get(row.currency, 0) + row.total
            counts[cause] = counts.get(cause, 0) + 1
    made = [Stuck(*cause, counts[cause], totals) for cause, totals in found.items()]
    return tuple(sorted(made, key=lambda x: (-x.count, x.code or "", x.about)))


def _causes(row: PostingRow) -> list[tuple[Code | None, str]]:
    if row.state is State.FAILED:
        return [(None, row.headline)]
    codes = [code for code in row.codes if code not in _WARNINGS] or [*row.codes]
    about = row.headline if len(row.codes) == 1 else ""
    return [(code, about) for code in codes]
