"""Postings in memory that keep the promises of the port."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.domain.books import AccountCode, OrganisationId
from app.domain.expenses import ReportId
from app.domain.history import Event
from app.domain.listing import PostingPage, PostingQuery, PostingRow, Sort, Tally
from app.domain.postings import OPEN, Posting, PostingId, State, posting_id
from app.domain.problems import Code
from app.domain.setup import Connection, ConnectionId
from app.domain.trends import SPENT, Flow, OnAccount
from app.domain.troubles import Alike, Troubled
from app.errors import ConflictError
from tests.fakes.tables import FakeHistory, Part, require


@dataclass
class FakePostings(Part):
    """Postings in a dict."""

    history: FakeHistory

    def get(self, posting_id: PostingId) -> Posting:
        """One posting."""
        return self.work.read().postings[posting_id]

    def newest(
        self, report_id: ReportId, connection_id: ConnectionId | None = None
    ) -> tuple[Posting, ...]:
        """The newest revision of a report, in each connection that has it."""
        found = [
            x
            for x in self._newest()
            if x.report_id == report_id and connection_id in {None, x.connection_id}
        ]
        return tuple(sorted(found, key=lambda x: x.connection_id))

    def select(
        self,
        states: Iterable[State],
        connection_id: ConnectionId | None = None,
        organisation_id: OrganisationId | None = None,
    ) -> Iterator[Posting]:
        """Newest revisions in these states, oldest day first."""
        asked = frozenset(states)
        found = [
            x
            for x in self._newest()
            if x.state in asked
            and connection_id in {None, x.connection_id}
            and organisation_id in {None, x.organisation_id}
        ]
        for posting in sorted(found, key=lambda x: _dated(x) or date.min):
            now = self.get(posting.id)
            if now.state in asked:
                yield now

    def troubled(self, states: Iterable[State]) -> Iterator[Troubled]:
        """Newest revisions in these states without their journals."""
        for x in self.select(states):
            yield Troubled(
                x.id,
                x.connection_id,
                x.state,
                x.currency,
                x.total,
                x.why,
                x.problems,
            )

    def alike(
        self, states: Iterable[State], connection_id: ConnectionId
    ) -> tuple[Alike, ...]:
        """Newest revisions in these states, together by state and causes."""
        found: dict[tuple[State, tuple[Code, ...]], list[PostingId]] = {}
        for which in self.ids(states, connection_id):
            x = self.get(which)
            found.setdefault((x.state, x.codes), []).append(x.id)
        return tuple(Alike(*cause, tuple(ids)) for cause, ids in found.items())

    def many(self, ids: Sequence[PostingId]) -> tuple[Posting, ...]:
        """These postings, in the order given."""
        kept = self.work.read().postings
        return tuple(kept[x] for x in ids if x in kept)

    def digests(
        self, connection_id: ConnectionId
    ) -> Mapping[ReportId, tuple[PostingId, str]]:
        """Of every report: its newest posting and the digest."""
        newest = (x for x in self._newest() if x.connection_id == connection_id)
        return {x.report_id: (x.id, x.digest) for x in newest}

    def ids(
        self, states: Iterable[State], connection_id: ConnectionId
    ) -> tuple[PostingId, ...]:
        """The newest revisions in these states, those of a state together."""
        asked = frozenset(states)
        found = [
            x
            for x in self._newest()
            if x.state in asked and x.connection_id == connection_id
        ]
        return tuple(x.id for x in sorted(found, key=lambda x: x.state))

    def tried(self, connection_id: ConnectionId) -> tuple[PostingId, ...]:
        """The newest revisions that were sent once and wait again."""
        waiting = OPEN | {State.HELD, State.ELSEWHERE}
        return tuple(
            x.id
            for x in self._newest()
            if x.connection_id == connection_id and x.attempt and x.state in waiting
        )

    def taken(
        self, by: Connection, report_ids: Sequence[ReportId]
    ) -> frozenset[ReportId]:
        """Which of these another connection has live in the same organisation."""
        theirs = self._of_others(by, report_ids)
        return frozenset(x.report_id for x in theirs if x.live)

    def held(
        self, by: Connection, report_ids: Sequence[ReportId]
    ) -> Mapping[ReportId, str]:
        """Why another connection into the same organisation holds some of these."""
        theirs = self._of_others(by, report_ids)
        return {x.report_id: x.why for x in theirs if x.state is State.HELD}

    def _of_others(
        self, by: Connection, report_ids: Sequence[ReportId]
    ) -> list[Posting]:
        return [
            x
            for x in self.work.read().postings.values()
            if x.report_id in report_ids
            and x.organisation_id == by.organisation_id
            and x.connection_id != by.id
        ]

    def superseded(
        self, connection_id: ConnectionId | None = None
    ) -> tuple[PostingId, ...]:
        """The revisions before the newest that Xero has journals of."""
        newest = {x.id for x in self._newest()}
        return tuple(
            x.id
            for x in self.work.read().postings.values()
            if x.id not in newest
            and x.xero_id
            and connection_id in {None, x.connection_id}
        )

    def approved_since(
        self, connection_id: ConnectionId, day: date
    ) -> Mapping[ReportId, str]:
        """Of every report approved since: its newest posting's digest."""
        return {
            x.report_id: x.digest
            for x in self._newest()
            if x.connection_id == connection_id and x.approved and x.approved >= day
        }

    def last_approved(self, connection_id: ConnectionId) -> date | None:
        """The latest day of approval."""
        days = (
            x.approved
            for x in self._newest()
            if x.connection_id == connection_id and x.approved
        )
        return max(days, default=None)

    def by_setup(self, connection_id: ConnectionId) -> Mapping[int, int]:
        """How many journals Xero has of each version of the set-up."""
        kept = self.work.read().postings.values()
        return Counter(
            x.setup_version
            for x in kept
            if x.connection_id == connection_id and x.xero_id
        )

    def flows(self, first: date, last: date) -> tuple[Flow, ...]:
        """Newest revisions dated in these days, by connection, currency and state."""
        groups: dict[tuple[ConnectionId, str, State], list[Posting]] = {}
        for x in self._newest():
            if _within(first, last, x):
                at = (x.connection_id, x.currency, x.state)
                groups.setdefault(at, []).append(x)
        return tuple(
            Flow(*at, len(some), sum(x.total for x in some), hash(tuple(some)))
            for at, some in sorted(groups.items())
        )

    def on_accounts(self, first: date, last: date) -> Sequence[OnAccount]:
        """What the journals dated in these days leave on each account."""
        sums: Counter[tuple[ConnectionId, int, str, str]] = Counter()
        journals: Counter[tuple[ConnectionId, int, str, str]] = Counter()
        for x in self._newest():
            if not _within(first, last, x) or x.state not in SPENT:
                continue
            for account in _accounts(x):
                at = (x.connection_id, x.setup_version, x.currency, account)
                lines = x.journal.lines if x.journal else ()
                on_it = sum(y.minor for y in lines if y.account == account)
                sums[at] += on_it if x.journal else x.total
                journals[at] += 1
        return [
            OnAccount(*at[:3], AccountCode(at[3]), sums[at], journals[at])
            for at in sorted(sums)
        ]

    def add(self, new: Iterable[tuple[Posting, Event]]) -> None:
        """Keep new postings, each with its event."""
        added = list(new)
        tables = self.work.write()
        kept = dict(tables.postings)
        for posting, _ in added:
            require(tables, posting.connection_id)
            if posting.id in kept or any(_collide(posting, x) for x in kept.values()):
                raise ConflictError(posting.id)
            kept[posting.id] = posting
        tables.postings = kept
        self.history.add([event for _, event in added])

    def save(self, postings: Sequence[Posting], because: Sequence[Event]) -> None:
        """Keep changed postings, each with its event."""
        tables = self.work.write()
        kept = dict(tables.postings)
        for posting in postings:
            if posting.id not in kept or kept[posting.id].version != posting.version:
                raise ConflictError(posting.id)
            kept[posting.id] = replace(posting, version=posting.version + 1)
        tables.postings = kept
        self.history.add(because)

    def page(self, query: PostingQuery) -> PostingPage:
        """Part of the list, with the tallies by state."""
        among = [x for x in self._newest() if _listed(query, x)]
        found = [x for x in among if not query.states or x.state in query.states]
        kept = list(self.work.read().postings)
        found.sort(
            key=lambda x: (_SORTED[query.sort](x), kept.index(x.id)),
            reverse=query.descending,
        )
        part = found[query.offset : query.offset + query.limit]
        rows = tuple(_row(x) for x in part)
        return PostingPage(query, rows, len(found), _tallies(among))

    def _newest(self) -> list[Posting]:
        revisions: dict[tuple[str, str], Posting] = {}
        for x in self.work.read().postings.values():
            known = revisions.get((x.connection_id, x.report_id))
            if known is None or known.revision < x.revision:
                revisions[x.connection_id, x.report_id] = x
        return list(revisions.values())


_SORTED: dict[Sort, Callable[[Posting], Any]] = {
    Sort.DATE: lambda x: _dated(x) or date.min,
    Sort.REPORT: lambda x: x.report_name.lower(),
    Sort.SUBMITTER: lambda x: x.submitter.lower(),
    Sort.TOTAL: lambda x: x.total,
    Sort.STATE: lambda x: list(State).index(x.state),
}


def _collide(one: Posting, other: Posting) -> bool:
    """Whether both are live for one report in one organisation."""
    reports = {(x.report_id, x.organisation_id) for x in (one, other)}
    return len(reports) == 1 and one.live and other.live


def _dated(posting: Posting) -> date | None:
    return posting.journal.dated if posting.journal else posting.approved


def _within(first: date | None, last: date | None, posting: Posting) -> bool:
    dated = _dated(posting)
    if dated is None:
        return first is last is None
    return (first or date.min) <= dated <= (last or date.max)


def _accounts(posting: Posting) -> set[str]:
    return {x.account for x in posting.journal.lines} if posting.journal else {""}


def _revisions(posting: Posting) -> set[PostingId]:
    of, report, newest = posting.connection_id, posting.report_id, posting.revision
    return {posting_id(of, report, x + 1) for x in range(newest)}


def _listed(query: PostingQuery, posting: Posting) -> bool:
    said = (
        posting.report_id,
        posting.report_name,
        posting.submitter,
        posting.submitter_email,
        posting.xero_id,
    )
    return (
        query.connection_id in {None, posting.connection_id}
        and (query.ids is None or not query.ids.isdisjoint(_revisions(posting)))
        and _within(query.first, query.last, posting)
        and query.currency in {"", posting.currency}
        and query.setup_version in {None, posting.setup_version}
        and (query.account is None or query.account in _accounts(posting))
        and any(query.text.casefold() in x.casefold() for x in said)
    )


def _tallies(postings: Sequence[Posting]) -> dict[State, Tally]:
    tallies: dict[State, Tally] = {}
    for x in postings:
        old = tallies.get(x.state, Tally(0))
        total = old.totals.get(x.currency, 0) + x.total
        tallies[x.state] = Tally(old.count + 1, {**old.totals, x.currency: total})
    return tallies


def _row(x: Posting) -> PostingRow:
    return PostingRow(
        id=x.id,
        connection_id=x.connection_id,
        report_id=x.report_id,
        report_name=x.report_name,
        submitter=x.submitter,
        state=x.state,
        dated=_dated(x),
        currency=x.currency,
        total=x.total,
        headline=x.problems[0].message if x.problems else x.why,
        codes=x.codes,
        revision=x.revision,
        xero_id=x.xero_id,
    )
