"""Two journals of one report side by side: then and now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.journals import Journal, JournalLine, Tracking
from app.domain.money import plain
from app.domain.narration import day
from app.domain.postings import Posting, State
from app.domain.problems import Problem
from app.domain.reversing import ReversalPlan

_Key = tuple[str, Tracking, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A line then and now, on one account with one tracking and tax; None for none."""

    then: JournalLine | None
    now: JournalLine | None

    @property
    def differs(self) -> bool:
        """Whether the money on this line is another."""
        return _minor(self.then) != _minor(self.now)


@dataclass(frozen=True, slots=True)
class Replay:
    """What was posted beside what today's computation gives.

    ``state`` is what the report would be today, with ``problems``; ``why_not`` says why
    it cannot be posted again, ``plan`` how the posted journal would be undone (None
    where that was done already).
    """

    posting: Posting
    then: Journal | None
    then_version: int
    now: Journal | None
    now_version: int
    pairs: tuple[Pair, ...]
    state: State
    problems: tuple[Problem, ...] = ()
    why_not: str = ""
    plan: ReversalPlan | None = None

    @property
    def same(self) -> bool:
        """Whether both say the same of money: day, accounts, tracking and amounts."""
        days = {journal.dated for journal in (self.then, self.now) if journal}
        return len(days) <= 1 and not any(pair.differs for pair in self.pairs)


def pairs(then: Journal | None, now: Journal | None) -> tuple[Pair, ...]:
    """The lines of both, each beside its counterpart; lines that went come last."""
    olds = then.lines if then else ()
    waiting: defaultdict[_Key, list[int]] = defaultdict(list)
    for at, line in enumerate(olds):
        waiting[_key(line)].append(at)
    found = []
    for line in now.lines if now else ():
        like = waiting[_key(line)]
        found.append(Pair(olds[like.pop(0)] if like else None, line))
    left = sorted(at for like in waiting.values() for at in like)
    return (*found, *(Pair(olds[at], None) for at in left))


def words(then: Journal | None, now: Journal | None) -> Iterator[str]:
    """The differences line by line, each a sentence."""
    if then and now and then.dated != now.dated:
        yield f"Dated {day(then.dated)} then, {day(now.dated)} now."
    either = now or then
    currency = either.currency if either else ""
    for pair in pairs(then, now):
        line = pair.now or pair.then
        if line is None or not pair.differs:
            continue
        where = "".join(f", {name} {option}" for name, option in line.tracking)
        was, now_is = (
            plain(x.minor, currency) if x else "nothing" for x in (pair.then, pair.now)
        )
        yield f"Account {line.account}{where}: {was} then, {now_is} now."


def _key(line: JournalLine) -> _Key:
    return line.account, line.tracking, line.tax_type


def _minor(line: JournalLine | None) -> int:
    return line.minor if line else 0
