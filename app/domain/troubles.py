"""What waits for a person, gathered by cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.postings import PostingId, State
from app.domain.problems import Code, Problem, Severity
from app.domain.setup import ConnectionId
from app.domain.values import value

STUCK = frozenset({State.BLOCKED, State.FAILED, State.CHANGED})

_ONLY_IN_XERO = frozenset({Code.CHANGED_IN_XERO, Code.DROPPED_BY_XERO})


@value
class Troubled:
    """A posting that waits for a person, without its journal."""

    id: PostingId
    connection_id: ConnectionId
    state: State
    currency: str
    total: int
    why: str
    problems: tuple[Problem, ...]


@value
class Alike:
    """The postings of one connection that wait in one state for the same causes."""

    state: State
    codes: tuple[Code, ...]
    ids: tuple[PostingId, ...]


@dataclass(frozen=True, slots=True)
class Stuck:
    """Reports of one connection with one cause; ``code`` is None where Xero refused.

    ``about`` names what is wrong, ``words`` say it where all of them say the same.
    ``totals`` are minor units by currency. A report with several problems is counted
    under each of them.
    """

    code: Code | None
    about: str
    connection_id: ConnectionId
    words: str
    ids: tuple[PostingId, ...]
    totals: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many reports there are."""
        return len(self.ids)

    @property
    def can_retry(self) -> bool:
        """Whether reading just these again may show that it is mended."""
        return self.code not in _ONLY_IN_XERO


@dataclass(slots=True)
class _Found:
    ids: list[PostingId] = field(default_factory=list)
    totals: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)


def stuck(postings: Iterable[Troubled]) -> tuple[Stuck, ...]:
    """Gather postings by cause, the most frequent first."""
    groups: dict[tuple[Code | None, str, ConnectionId], _Found] = {}
    for posting in postings:
        for code, about, words in dict.fromkeys(_causes(posting)):
            found = groups.setdefault((code, about, posting.connection_id), _Found())
            if found.ids[-1:] != [posting.id]:
                found.ids.append(posting.id)
                found.totals[posting.currency] += posting.total
            found.words.add(words)
    made = [
        Stuck(
            *cause,
            next(iter(found.words)) if len(found.words) == 1 else "",
            tuple(found.ids),
            dict(found.totals),
        )
        for cause, found in groups.items()
    ]
    return tuple(sorted(made, key=lambda x: (-x.count, x.code or "", x.about)))


def _causes(posting: Troubled) -> Iterator[tuple[Code | None, str, str]]:
    """What stops it, or where nothing does, what deserves a look."""
    if posting.state is State.FAILED:
        yield None, posting.why, posting.why
        return
    blocking = [x for x in posting.problems if x.severity is Severity.BLOCKING]
    for problem in blocking or posting.problems:
        yield problem.code, problem.about, problem.message
