"""Months of postings that are held in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.postings import Posting
from app.domain.trends import NO_ACCOUNT, Flow, Month, Spent, month_of

CLEARING = frozenset({"801", "802"})


@dataclass(frozen=True)
class FakeTrends:
    """Adds up what it was given; 801 and 802 are clearing accounts."""

    postings: Iterable[Posting]
    names: dict[str, str]

    def month(self, day: date) -> Month:
        """Add one month up."""
        first = month_of(day)
        these = [x for x in self.postings if _dated(x) == first]
        flows = tuple(
            Flow(x.connection_id, x.currency, x.state, 1, x.total, x.version)
            for x in these
        )
        return Month(first, flows, tuple(y for x in these for y in self._spent(x)))

    def _spent(self, posting: Posting) -> Iterable[Spent]:
        of, currency = posting.connection_id, posting.currency
        if posting.journal is None:
            yield Spent(of, currency, NO_ACCOUNT, "", posting.total, 1)
            return
        for line in posting.journal.lines:
            if line.account not in CLEARING:
                name = self.names.get(line.account, "")
                yield Spent(of, currency, line.account, name, line.minor, 1)


def _dated(posting: Posting) -> date | None:
    day = posting.journal.dated if posting.journal else posting.approved
    return month_of(day) if day else None
