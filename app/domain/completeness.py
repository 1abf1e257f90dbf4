"""Whether everything that Expensify has is accounted for, to the minor unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial

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
    ATTENTION = "needs_attention"
    HELD = "held"
    NOTHING = "nothing_to_post"
    ELSEWHERE = "elsewhere"
    REVERSED = "reversed"
    ON_ITS_WAY = "on_its_way"
    OTHER = "posted_with_another_connection"

    @property
    def words(self) -> str:
        """The part as people read it."""
        return _WORDS.get(self, self.replace("_", " ").capitalize())


class Lack(StrEnum):
    """Why Expensify and Vouch do not agree on a report."""

    NOT_PULLED = "not_pulled"
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
class Here:
    """A report as Vouch knows it.

    ``withdrawn``: nothing of it is in the books, and Expensify need not have it.
    ``keeper`` is the name of another connection that has it, from the workspace it was
    in before; ``""`` for what is the connection's own. ``ended``: that one is removed.
    """

    report_id: ReportId
    name: str
    state: State
    currency: str
    minor: int
    withdrawn: bool = False
    keeper: str = ""
    ended: bool = False

    @property
    def settled(self) -> bool:
        """Whether it is in the books, on its way there, or to stay out of them."""
        return self.state not in _WAITING

    @property
    def part(self) -> Part:
        """Where its money belongs; what another connection only sent is not posted."""
        own = PARTS[self.state]
        return Part.OTHER if self.keeper and own is not Part.ON_ITS_WAY else own

    @property
    def message(self) -> str:
        """What became of it with the connection that has it."""
        money = f"{plain(self.minor, self.currency)} {self.currency}"
        return f"{self.state.words} with “{self.keeper}”: {money}."


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
    ``others`` are the reports that another connection has posted or sent, one by one.
    """

    connection_id: ConnectionId
    first: date
    last: date
    fresh: bool
    expensify: Tally
    parts: Mapping[Part, Tally]
    differences: tuple[Difference, ...]
    others: tuple[Here, ...] = ()

    def words(self, part: Part) -> str:
        """One of its parts as people read it, with the names of other connections."""
        others = (each for each in self.others if each.part is part)
        keepers = sorted({f"“{each.keeper}”" for each in others})
        if part is Part.OTHER and keepers:
            return f"Posted with {', '.join(keepers)}"
        return part.words

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

_WORDS = {Part.ELSEWHERE: "Posted elsewhere"}
_WAITING = frozenset({State.BLOCKED, State.READY, State.HELD, State.FAILED})
_WITHDRAWN = frozenset({Code.NOT_APPROVED, Code.CHANGED_IN_EXPENSIFY})


def told_of(report: Report) -> Told:
    """What counts of a report."""
    return Told(report.id, report.name, report.currency, report.total)


def here_of(posting: Posting) -> Here:
    """What counts of a posting."""
    in_books = posting.state in IN_XERO | IN_FLIGHT | {State.ELSEWHERE}
    withdrawn = not in_books and bool(_WITHDRAWN & set(posting.codes))
    return Here(
        report_id=posting.report_id,
        name=posting.report_name,
        state=posting.state,
        currency=posting.currency,
        minor=posting.total,
        withdrawn=withdrawn or posting.state is State.REVERSED,
    )


def accounted(
    told: Iterable[Told], known: Iterable[Here]
) -> tuple[Tally, Mapping[Part, Tally], tuple[Difference, ...]]:
    """What Expensify has, what is in each part, and every difference.

    A report that Expensify took back before it was posted, or after it was reversed,
    is in no book and on no side. One that only waits with another connection is not
    accounted for.
    """
    there = {each.report_id: each for each in told}
    kept: defaultdict[Part, list[tuple[str, int]]] = defaultdict(list)
    found: list[Difference] = []
    missing = dict(there)
    for here in known:
        expected = missing.pop(here.report_id, None)
        if expected is None and here.withdrawn:
            continue
        if here.keeper and expected and not here.settled:
            found.append(_kept_waiting(here, expected))
            continue
        kept[here.part].append(_worth(here, expected))
        found += _differences(here, expected)
    found += [_not_pulled(each) for each in missing.values()]
    parts = {part: _tally(kept[part]) for part in Part if part in kept}
    return _tally((x.currency, x.minor) for x in there.values()), parts, tuple(found)


def _worth(here: Here, told: Told | None) -> tuple[str, int]:
    """What a report counts; one that was reversed, whatever it is today."""
    if told and here.state is State.REVERSED:
        return told.currency, told.minor
    return here.currency, here.minor


def _differences(here: Here, told: Told | None) -> Iterator[Difference]:
    currency, minor = _worth(here, told)
    ours = f"{plain(minor, currency)} {currency}"
    made = partial(Difference, here.report_id, here.name)
    if told is None:
        said = f"Expensify no longer has it, approved in these days; here it is {ours}."
        yield made(Lack.GONE, currency, -1, -minor, said)
        return
    theirs = f"{plain(told.minor, told.currency)} {told.currency}"
    said = f"It is {theirs} in Expensify, {ours} here."
    if told.currency != currency:
        yield made(Lack.CURRENCY, currency, -1, -minor, said)
        yield made(Lack.CURRENCY, told.currency, 1, told.minor, said)
    elif told.minor != minor:
        yield made(Lack.AMOUNT, currency, 0, told.minor - minor, said)


def _not_pulled(told: Told) -> Difference:
    said = (
        f"It is {plain(told.minor, told.currency)} {told.currency} in Expensify "
        "and was not pulled yet: sync these days."
    )
    return Difference(
        told.report_id, told.name, Lack.NOT_PULLED, told.currency, 1, told.minor, said
    )


def _kept_waiting(here: Here, told: Told) -> Difference:
    keeper = f"“{here.keeper}”"
    first = f"Add {keeper} again and sync it" if here.ended else f"Sync {keeper}"
    said = (
        f"It is {plain(told.minor, told.currency)} {told.currency} in Expensify and "
        f"not posted: {keeper} has it, from the workspace it was in before "
        f"({here.state.words}). {first}, then these days."
    )
    return replace(_not_pulled(told), message=said)


def _tally(amounts: Iterable[tuple[str, int]]) -> Tally:
    count = 0
    totals: defaultdict[str, int] = defaultdict(int)
    for currency, minor in amounts:
        count += 1
        totals[currency] += minor
    return Tally(count, dict(totals))
