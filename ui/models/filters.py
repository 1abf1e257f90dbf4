"""The few groups that postings are filtered by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.listing import Sort, Tally
from app.domain.postings import PostingId, State
from app.domain.reversing import REVERSIBLE

ALL = "all"
CHIPS = (
    (ALL, "All"),
    ("ready", "Ready"),
    ("attention", "Attention"),
    ("changed", "Changed"),
    ("posted", "Posted"),
    ("held", "Held"),
    ("moving", "On the way"),
    ("closed", "Closed"),
)
ALWAYS = frozenset({ALL, "ready", "attention", "changed", "posted"})

GROUPS: Mapping[str, frozenset[State]] = {
    ALL: frozenset(),
    "ready": frozenset({State.READY}),
    "attention": frozenset({State.BLOCKED, State.FAILED}),
    "changed": frozenset({State.CHANGED}),
    "posted": frozenset({State.POSTED, State.DRAFT}),
    "held": frozenset({State.HELD}),
    "moving": frozenset({State.SENDING, State.UNKNOWN, State.REVERSING}),
    "closed": frozenset({State.REVERSED, State.ELSEWHERE, State.NOTHING_TO_POST}),
}

POSTABLE = frozenset({State.READY, State.FAILED})
HOLDABLE = frozenset({State.READY, State.BLOCKED, State.FAILED, State.NOTHING_TO_POST})
RELEASABLE = frozenset({State.HELD, State.ELSEWHERE})
REPLAYABLE = REVERSIBLE | {State.REVERSED}

SORTS = (
    (Sort.DATE, "Date"),
    (Sort.REPORT, "Report name"),
    (Sort.SUBMITTER, "Submitter"),
    (Sort.TOTAL, "Amount"),
    (Sort.STATE, "State"),
)


@dataclass(frozen=True, slots=True)
class Slice:
    """Some reports that another page leads to, in words and in facts.

    ``first`` and ``last`` are days that journals are dated, ``version`` that of the
    mapping, ``ids`` the postings that are meant; None is for any. No ``states`` means
    all of them.
    """

    words: str
    first: date | None = None
    last: date | None = None
    account: str | None = None
    states: frozenset[State] = frozenset()
    version: int | None = None
    currency: str = ""
    ids: frozenset[PostingId] | None = None


def counts(tallies: Mapping[State, Tally]) -> dict[str, int]:
    """Count what each chip would show."""
    found = {
        key: sum(tally.count for state, tally in tallies.items() if state in states)
        for key, states in GROUPS.items()
    }
    found[ALL] = sum(tally.count for tally in tallies.values())
    return found


def group(tallies: Mapping[State, Tally], key: str) -> Tally:
    """Sum up what one chip would show."""
    totals: dict[str, int] = {}
    count = 0
    for state, tally in tallies.items():
        if state in GROUPS[key] or key == ALL:
            count += tally.count
            for currency, minor in tally.totals.items():
                totals[currency] = totals.get(currency, 0) + minor
    return Tally(count, totals)
