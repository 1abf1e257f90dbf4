"""Takes mappings in from files and other connections, and gives them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from app.domain.books import Books
from app.domain.mapping import key
from app.domain.mapping_changes import (
    Change,
    Kind,
    MappingError,
    changed,
    differences,
    place,
    whole,
)
from app.domain.mapping_copying import translated
from app.domain.mapping_outcomes import Proposal
from app.domain.mapping_view import MappingView
from app.domain.setup import Connection, ConnectionId, Setup
from app.errors import InputError
from app.ports.tables import TableWriter
from app.ports.work import UnitOfWork, Work
from app.services import mapping_table
from app.services.mapping_words import line, refusal

TableReader = Callable[[Path], Sequence[Sequence[str]]]
_NAMED = 8

Viewing = Callable[[ConnectionId], MappingView | None]


class MappingExchange:
    """Proposes; nothing is changed before somebody looked at the difference."""

    def __init__(
        self, work: Work, view: Viewing, write: TableWriter, read: TableReader
    ) -> None:
        self._work = work
        self._view = view
        self._write = write
        self._read = read

    def write(self, connection_id: ConnectionId, file: Path) -> int:
        """Write everything that can be mapped, with what it is mapped to."""
        rows = mapping_table.rows(self._known(connection_id))
        return self._write(file, mapping_table.HEADINGS, rows)

    def from_file(self, connection_id: ConnectionId, file: Path) -> Proposal:
        """What a file written like ``write`` does would change.

        An empty target takes a mapping away; what the file does not name stays.
        """
        misses: list[str] = []
        table = self._read(file)
        wanted = [change for _, change in mapping_table.changes(table, misses)]
        return self._proposal(connection_id, file.name, wanted, misses, {})

    def from_other(self, connection_id: ConnectionId, other: ConnectionId) -> Proposal:
        """What another connection's mapping would change, by account code, else name.

        Only what this connection's workspace has is looked at.
        """
        view = self._known(connection_id)
        with self._work() as work:
            theirs = work.connections.setup(other).setup
            connection = work.connections.get(other)
            books = _books(work, connection, view.books)
        ours = {key(x.name) for x in view.categories}
        found = [
            translated(change, books, view.books)
            for change in whole(theirs)
            if _meant(change, ours, inclusive=view.inclusive)
        ]
        notes = {place(change): note for change, note in found if note}
        misses = list(_unmapped(view, theirs, connection.name))
        wanted = [change for change, _ in found]
        return self._proposal(connection_id, connection.name, wanted, misses, notes)

    def _proposal(
        self,
        connection_id: ConnectionId,
        source: str,
        wanted: Iterable[Change],
        misses: list[str],
        notes: Mapping[tuple[Kind, int, str], str],
    ) -> Proposal:
        view = self._known(connection_id)
        with self._work() as work:
            old = work.connections.setup(connection_id).setup
        new, taken = old, 0
        for change in wanted:
            after = _tried(new, change, misses)
            said = "" if after == new else refusal(change, after, view.books)
            if said:
                misses.append(said)
            else:
                new, taken = after, taken + 1
        lines = tuple(
            line(change, old, view.books, notes.get(place(change), ""))
            for change in differences(old, new)
        )
        return Proposal(
            connection_id, source, lines, max(0, taken - len(lines)), tuple(misses)
        )

    def _known(self, connection_id: ConnectionId) -> MappingView:
        view = self._view(connection_id)
        if view is None:
            raise InputError("The connection was never synced.")
        return view


def _books(work: UnitOfWork, connection: Connection, otherwise: Books) -> Books:
    try:
        return work.reference.books(connection.organisation_id)
    except LookupError:
        return otherwise


def _unmapped(view: MappingView, theirs: Setup, name: str) -> Iterator[str]:
    """Say which categories go nowhere here, and will not by this."""
    known = {key(rule.category) for rule in theirs.categories}
    left = [x.name for x in view.categories if not x.rule and key(x.name) not in known]
    if left:
        some = ", ".join(left[:_NAMED])
        more = f" and {len(left) - _NAMED} more" if left[_NAMED:] else ""
        yield f"{name} maps nothing for {some}{more}."


def _meant(change: Change, ours: set[str], *, inclusive: bool) -> bool:
    """Whether a change of another connection's says anything about this one."""
    if change.kind is Kind.CATEGORY:
        return key(change.source) in ours
    return change.kind is not Kind.TAX or inclusive


def _tried(setup: Setup, change: Change, misses: list[str]) -> Setup:
    try:
        return changed(setup, [change])
    except MappingError as error:
        misses.append(str(error))
        return setup
