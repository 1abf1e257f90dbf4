"""What a run takes of Xero's day, said before it begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from app.domain.forecast import postings
from app.domain.listing import PostingRow
from app.domain.overview import Overview


def takes(
    rows: Sequence[PostingRow], overview: Overview | None, now: datetime
) -> tuple[str, ...]:
    """Say for each organisation how many calls posting takes, and until when."""
    if overview is None:
        return ()
    counts = Counter(row.connection_id for row in rows)
    foretold = postings(counts, overview)
    if len(foretold) == 1:
        return (foretold[0][1].words(now),)
    return tuple(f"{name}: {forecast.words(now)}" for name, forecast in foretold)
