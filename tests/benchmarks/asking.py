"""Asks everything that a list and the history can be asked, and times each answer.

Run as ``python -m tests.benchmarks.asking HOME``. Prints one JSON document: seconds by
what was asked, of the list, and of the history for each stretch that is looked through.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event

from app.bootstrap import Place, Services, build
from app.domain.listing import HistoryQuery, PostingQuery, PostingRow, Sort
from app.domain.postings import State
from app.paths import Home
from app.settings import Addresses

_ROUNDS = 3


def main(home: Path) -> None:
    """Ask, and say how long each took at best."""
    place = Place(
        Home.of({"VOUCH_HOME": str(home)}), Addresses.of(os.environ), practice=True
    )
    services = build(place, Event())
    try:
        some = services.review.page(PostingQuery()).rows[0]
        listed = {
            name: _best(services.review.page, query)
            for name, query in _lists(some).items()
        }
        found = {
            name: _longest(services, query) for name, query in _pasts(some).items()
        }
    finally:
        services.close()
    print(json.dumps({"list": listed, "history": found}))  # noqa: T201 - the answer


def _lists(some: PostingRow) -> Mapping[str, PostingQuery]:
    every = PostingQuery()
    blocked = replace(every, states=frozenset({State.BLOCKED}))
    text = some.submitter.lower()
    first = (some.dated or date(2026, 1, 1)).replace(day=1)
    sorts = {
        f"by {sort}, {'down' if down else 'up'}": replace(
            every, sort=sort, descending=down
        )
        for sort in Sort
        for down in (True, False)
    }
    return sorts | {
        "a letter": replace(every, text="e"),
        "a name": replace(every, text=text),
        "a report": replace(every, text=some.report_id),
        "what is not there": replace(every, text="what is not there"),
        "a state": blocked,
        "a state by name": replace(blocked, sort=Sort.REPORT),
        "some that are meant": replace(every, ids=frozenset({some.id})),
        "a month": replace(every, first=first, last=first.replace(day=28)),
        "a name by name": replace(
            every, text=text, sort=Sort.SUBMITTER, connection_id=some.connection_id
        ),
        "the end by name": replace(every, sort=Sort.REPORT, offset=99_000),
    }


def _pasts(some: PostingRow) -> Mapping[str, HistoryQuery]:
    return {
        "everything": HistoryQuery(),
        "a report": HistoryQuery(report_id=some.report_id),
        "what is not there": HistoryQuery(text="what is not there"),
        "a text": HistoryQuery(text=some.report_id),
        "a person": HistoryQuery(who="nobody"),
        "a state": HistoryQuery(state=State.BLOCKED),
        "a kind": HistoryQuery(what=frozenset({"synced"})),
        "days": HistoryQuery(since=datetime(2100, 1, 1, tzinfo=UTC)),
    }


def _best(ask: Callable[[PostingQuery], object], query: PostingQuery) -> float:
    times = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        ask(query)
        times.append(time.perf_counter() - began)
    return min(times)


def _longest(services: Services, query: HistoryQuery) -> float:
    """The longest time that one stretch of the history takes, at best."""
    rounds = [list(_stretches(services, query)) for _ in range(_ROUNDS)]
    best: list[float] = [min(times) for times in zip(*rounds, strict=True)]
    return max(best)


def _stretches(services: Services, query: HistoryQuery) -> Iterator[float]:
    below: int | None = None
    while below != 0:
        began = time.perf_counter()
        found = services.history.find(query, below)
        services.history.read(found.numbers[:100])
        yield time.perf_counter() - began
        below = found.below


if __name__ == "__main__":
    main(Path(sys.argv[1]))
