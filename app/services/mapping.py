"""Works on the mapping of a connection: shows it, changes it, keeps every version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.books import AccountCode, Books
from app.domain.books_changes import at_account
from app.domain.expenses import Workspace
from app.domain.history import Kept, What
from app.domain.listing import HistoryQuery
from app.domain.mapping_changes import (
    Change,
    MappingError,
    changed,
    differences,
    mapping_of,
    target_of,
)
from app.domain.mapping_outcomes import Proposal, Saved, VersionView
from app.domain.mapping_view import MappingView
from app.domain.mapping_viewing import mapping_view, moved_by
from app.domain.postings import PostingId
from app.domain.setup import Connection, ConnectionId, Setup, SetupVersion
from app.domain.suggesting import Precedent, Suggester
from app.errors import InputError
from app.ports.tables import TableWriter
from app.ports.work import UnitOfWork, Work
from app.services.book_news import news
from app.services.mapping_exchange import MappingExchange, TableReader
from app.services.mapping_weights import Scales
from app.services.mapping_words import refusal, sentence
from app.services.pieces import PIECE
from app.services.preparation import WAITING, Preparation
from app.services.scribe import Scribe

_LOOKED_BACK = 30
_EVENTS = 500


@dataclass(frozen=True, slots=True)
class _Desk:
    """Everything that is known of one connection."""

    connection: Connection
    version: SetupVersion
    books: Books
    workspace: Workspace


class Mappings:
    """The mapping of every connection; used on one thread."""

    def __init__(  # noqa: PLR0913 - its collaborators
        self,
        work: Work,
        preparation: Preparation,
        scales: Scales,
        scribe: Scribe,
        write: TableWriter,
        read: TableReader,
    ) -> None:
        self._work = work
        self._exchange = MappingExchange(work, self.view, write, read)
        self._preparation = preparation
        self._scales = scales
        self._scribe = scribe

    def view(self, connection_id: ConnectionId) -> MappingView | None:
        """The mapping as it stands; None before the first sync."""
        with self._work() as work:
            desk = _desk(work, connection_id)
            if desk is None:
                return None
            currency = desk.books.organisation.base_currency
            weights = self._scales.weigh(work, desk.connection, currency)
            told = news(work, self._scribe, connection_id)
            made = mapping_view(
                desk.connection,
                desk.version,
                desk.books,
                desk.workspace,
                weights.spending,
                told,
            )
            precedents = (*_moved(desk, told), *self._precedents(work, desk))
            suggester = Suggester(desk.books.accounts, precedents)
            return made(weights.since, weights.until, suggester)

    def change(self, connection_id: ConnectionId, changes: Sequence[Change]) -> Saved:
        """Make these as one new version; InputError where one makes no sense."""
        with self._work() as work:
            desk = _known(work, connection_id)
            old = desk.version.setup
            try:
                new = changed(old, changes)
            except MappingError as error:
                raise InputError(str(error)) from error
            for change in changes:
                said = refusal(change, new, desk.books)
                if said:
                    raise InputError(said)
            return self._save(work, desk, new, sentence(changes, desk.books))

    def restore(
        self, connection_id: ConnectionId, version: int, expected: int | None = None
    ) -> Saved:
        """Take up the mapping of an older version again, as a new version.

        The rules for posting stay. InputError where the newest version is not the one
        that is ``expected``.
        """
        with self._work() as work:
            desk = _known(work, connection_id)
            if expected not in {None, desk.version.version}:
                raise InputError("Somebody changed the mapping meanwhile.")
            try:
                older = work.connections.setup_version(connection_id, version).setup
            except LookupError as error:
                raise InputError(f"There is no version {version}.") from error
            new = mapping_of(desk.version.setup, older)
            return self._save(work, desk, new, f"As in version {version} again")

    def catch_up(
        self, connection_id: ConnectionId, ids: Sequence[PostingId]
    ) -> tuple[int, tuple[PostingId, ...]]:
        """Compute some of these anew: how many came out differently, and the rest."""
        done = self._preparation.refresh_some(connection_id, ids[:PIECE])
        return done, tuple(ids[PIECE:])

    def versions(self, connection_id: ConnectionId) -> tuple[VersionView, ...]:
        """Every version, the newest first."""
        query = HistoryQuery(
            connection_id=connection_id,
            what=frozenset({What.SETUP_CHANGED, What.CONNECTED}),
            limit=_EVENTS,
        )
        with self._work() as work:
            newest = work.connections.setup(connection_id).version
            kept = work.history.page(query).events
            journals = work.postings.by_setup(connection_id)
        events = {x.event.after.get("version"): x.event for x in kept}
        found = ((at, events.get(str(at))) for at in range(newest, 0, -1))
        return tuple(
            VersionView(
                version,
                event.at if event else None,
                event.who if event else "",
                event.detail if event else "",
                journals.get(version, 0),
            )
            for version, event in found
        )

    def write(self, connection_id: ConnectionId, file: Path) -> int:
        """Write the mapping as a table; returns how many rows it has."""
        return self._exchange.write(connection_id, file)

    def propose_file(self, connection_id: ConnectionId, file: Path) -> Proposal:
        """What a table would change; nothing is changed yet."""
        return self._exchange.from_file(connection_id, file)

    def propose_copy(
        self, connection_id: ConnectionId, other: ConnectionId
    ) -> Proposal:
        """What another connection's mapping would change; nothing is changed yet."""
        return self._exchange.from_other(connection_id, other)

    def _save(self, work: UnitOfWork, desk: _Desk, new: Setup, words: str) -> Saved:
        old, of = desk.version.setup, desk.connection.id
        changes = differences(old, new)
        event = self._scribe.event(
            What.SETUP_CHANGED,
            f"{words}.",
            connection_id=of,
            after={_named(x): x.target for x in changes},
            before={_named(x): target_of(old, x) for x in changes},
        )
        saved = work.connections.save_setup(of, new, event)
        work.commit()
        before = desk.version.version
        if saved.version == before:
            return Saved(of, before, before, words)
        with self._work() as reading:
            waiting = reading.postings.ids(WAITING, of)
        refreshed, later = self.catch_up(of, waiting)
        return Saved(of, before, saved.version, words, refreshed, later)

    def _precedents(self, work: UnitOfWork, desk: _Desk) -> Iterator[Precedent]:
        yield from self._elsewhere(work, desk)
        mapped = set(desk.version.setup.categories)
        newest = desk.version.version
        for version in range(newest - 1, max(0, newest - _LOOKED_BACK), -1):
            older = work.connections.setup_version(desk.connection.id, version).setup
            for rule in older.categories:
                if rule not in mapped:
                    mapped.add(rule)
                    said = f"mapped so until version {version}"
                    yield Precedent(rule.category, rule.account, "", said)

    def _elsewhere(self, work: UnitOfWork, desk: _Desk) -> Iterator[Precedent]:
        """Where the other connections send their categories, and how often they did."""
        for other in work.connections.all():
            theirs = _desk(work, other.id) if other.id != desk.connection.id else None
            if theirs is None:
                continue
            currency = theirs.books.organisation.base_currency
            seen = self._scales.weigh(work, other, currency).spending.categories
            names = {a.code: a.name for a in theirs.books.accounts if a.code}
            for rule in theirs.version.setup.categories:
                used = seen.get(rule.category.strip().casefold())
                said = f"used {used.count} times" if used else "mapped so"
                yield Precedent(
                    rule.category,
                    rule.account,
                    names.get(rule.account, ""),
                    f"{said} in {other.name}",
                    other.organisation_id == desk.connection.organisation_id,
                )


def _moved(desk: _Desk, told: tuple[Kept, ...]) -> Iterator[Precedent]:
    """Where accounts that got another code in Xero are to be found now."""
    moved = moved_by(told)
    for rule in desk.version.setup.categories:
        to = moved.get(at_account(rule.account))
        if to:
            said = f"{rule.account} is {to} in Xero now"
            code = AccountCode(to)
            yield Precedent(rule.category, code, "", said, same_books=True)


def _desk(work: UnitOfWork, connection_id: ConnectionId) -> _Desk | None:
    try:
        connection = work.connections.get(connection_id)
        return _Desk(
            connection,
            work.connections.setup(connection_id),
            work.reference.books(connection.organisation_id),
            work.reference.workspace(connection.workspace_id),
        )
    except LookupError:
        return None


def _known(work: UnitOfWork, connection_id: ConnectionId) -> _Desk:
    desk = _desk(work, connection_id)
    if desk is None:
        raise InputError("The connection was never synced.")
    return desk


def _named(change: Change) -> str:
    level = f" {change.level}" if change.level else ""
    return f"{change.kind}{level} {change.source}"
