"""Whether everything that Expensify has is accounted for, to the minor unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.expenses import Report, ReportId
from app.domain.listing import Tally
from app.domain.money import plain
from app.domain.postings import IN_FLIGHT, IN_XERO, Posting, State
from app.domain.problems import Code
from app.domain.setup import ConnectionId


class Part(StrEnum):
    """Where the money of a report is."""

    POSTED = "posted"
    READY = "ready"
    ATTENTION = "needs attention"
    HELD = "held"
    NOTHING = "nothing to post"
    ELSEWHERE = "posted elsewhere"
    REVERSED = "reversed"
    ON_ITS_WAY = "on its way"


class Lack(StrEnum):
    """Why Expensify and Vouch do not agree on a report."""

    NOT_PULLED = "not pulled"
    GONE = "gone"
    AMOUNT = "amount"
    CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Told:
    """A report as Expensify tells of it; ``minor`` is its total."""

    report_id: ReportId
    name: str
    currency: str
    minor: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One report on which both do not agree.

    ``count`` and ``minor`` are what Expensify has more than Vouch, in ``currency``.
    """

    report_id: ReportId
    name: str
    lack: Lack
    currency: str
    count: int
    minor: int
    message: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """The reports of some days in Expensify, and where the money of each is.

    What Expensify has, less all parts, is the sum of the differences: in every
    currency, in reports and in minor units. ``fresh``: Expensify was asked just now.
    """

    connection_id: ConnectionId
    first: date
    last: date
    fresh: bool
    expensify: Tally
    parts: Mapping[Part, Tally]
    differences: tuple[Difference, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing and nothing is too much."""
        return not self.differences


PARTS: Mapping[State, Part] = {
    State.BLOCKED: Part.ATTENTION,
    State.READY: Part.READY,
    State.HELD: Part.HELD,
    State.SENDING: Part.ON_ITS_WAY,
    State.UNKNOWN: Part.ON_ITS_WAY,
    State.POSTED: Part.POSTED,
    State.DRAFT: Part.POSTED,
    State.FAILED: Part.ATTENTION,
    State.CHANGED: Part.POSTED,
    State.REVERSING: Part.ON_ITS_WAY,
    State.REVERSED: Part.REVERSED,
    State.ELSEWHERE: Part.ELSEWHERE,
    State.NOTHING_TO_POST: Part.NOTHING,
}
"""The part that a posting's money belongs to."""

_WITHDRAWN = frozenset({Code.NOT_APPROVED, Code.CHANGED_IN_EXPENSIFY})


def told_of(report: Report) -> Told:
    """What counts of a report."""
    return Told(report.id, report.name, report.currency, report.total)


def settled_parts(
    told: Iterable[Told], postings: Iterable[Posting]
) -> tuple[Tally, Mapping[Part, Tally], tuple[Difference, ...]]:
    """What Expensify has, what is in each part, and every difference.

    A report that Expensify took back before it was posted, or after it was reversed,
    is in no book and on no side.
    """
    here = {posting.report_id: posting for posting in postings}
    there = {each.report_id: each for each in told}
    kept: defaultdict[Part, list[tuple[str, int]]] = defaultdict(list)
    found: list[Difference] = []
    for posting in here.values():
        expected = there.get(posting.report_id)
        if expected is None and _withdrawn(posting):
            continue
        kept[PARTS[posting.state]].append(_worth(posting, expected))
        found += _differences(posting, expected)
    found += [_not_pulled(x) for x in there.values() if x.report_id not in here]
    parts = {part: _tally(kept[part]) for part in Part if part in kept}
    source = _tally((x.currency, x.minor) for x in there.values())
    return source, parts, tuple(found)


def _withdrawn(posting: Posting) -> bool:
    if posting.state is State.REVERSED:
        return True
    in_books = posting.state in IN_XERO | IN_FLIGHT | {State.ELSEWHERE}
    return not in_books and bool(_WITHDRAWN & set(posting.codes))


def _worth(posting: Posting, told: Told | None) -> tuple[str, int]:
    """What a posting counts; one that was reversed, whatever its report is today."""
    if told and posting.state is State.REVERSED:
        return told.currency, told.minor
    return posting.currency, posting.total


def _differences(posting: Posting, told: Told | None) -> Iterator[Difference]:
    currency, minor = _worth(posting, told)
    name, report_id = posting.report_name, posting.report_id
    here = f"{plain(minor, currency)} {currency}"
    if told is None:
        said = (
            f"Expensify no longer has it as approved in these days; here it is {here}."
        )
        yield Difference(report_id, name, Lack.GONE, currency, -1, -minor, said)
        return
    there = f"{plain(told.minor, told.currency)} {told.currency}"
    said = f"It is {there} in Expensify, {here} here."
    if told.currency != currency:
        lack = Lack.CURRENCY
        yield Difference(report_id, name, lack, currency, -1, -minor, said)
        yield Difference(report_id, name, lack, told.currency, 1, told.minor, said)
    elif told.minor != minor:
        more = told.minor - minor
        yield Difference(report_id, name, Lack.AMOUNT, currency, 0, more, said)


def _not_pulled(told: Told) -> Difference:
    said = (
        f"It is {plain(told.minor, told.currency)} {told.currency} in Expensify "
        "and was not pulled yet: sync these days."
    )
    return Difference(
        told.report_id, told.name, Lack.NOT_PULLED, told.currency, 1, told.minor, said
    )


def _tally(amounts: Iterable[tuple[str, int]]) -> Tally:
    count = 0
    totals: defaultdict[str, int] = defaultdict(int)
    for currency, minor in amounts:
        count += 1
        totals[currency] += minor
    return Tally(count, dict(totals))
