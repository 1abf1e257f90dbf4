"""What the window may ask about mappings, as values, and who answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.mapping_changes import Change
from app.domain.mapping_outcomes import Proposal, Saved, VersionView
from app.domain.mapping_view import MappingView
from app.domain.postings import PostingId
from app.domain.setup import ConnectionId


@dataclass(frozen=True, slots=True)
class ShowMapping:
    """The mapping of a connection; answered by a MappingView, None before a sync."""

    connection_id: ConnectionId


@dataclass(frozen=True, slots=True)
class ShowVersions:
    """Every version of a mapping; answered by a tuple of VersionView."""

    connection_id: ConnectionId


@dataclass(frozen=True, slots=True)
class ProposeFile:
    """What a file would change; answered by a Proposal."""

    connection_id: ConnectionId
    file: Path


@dataclass(frozen=True, slots=True)
class ProposeCopy:
    """What another connection's mapping would change; answered by a Proposal."""

    connection_id: ConnectionId
    other: ConnectionId


@dataclass(frozen=True, slots=True)
class WriteMapping:
    """Write the mapping into a file; answered by the number of its rows."""

    connection_id: ConnectionId
    file: Path


@dataclass(frozen=True, slots=True)
class CatchUp:
    """Compute some of these anew; answered by how many changed, and by the rest."""

    connection_id: ConnectionId
    ids: tuple[PostingId, ...]


@dataclass(frozen=True, slots=True)
class ChangeMapping:
    """Make these changes; answered by a Saved."""

    connection_id: ConnectionId
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class RestoreMapping:
    """Take an older version up again, if the newest is ``expected``; by a Saved."""

    connection_id: ConnectionId
    version: int
    expected: int | None = None


MappingQuestion = (
    ShowMapping | ShowVersions | ProposeFile | ProposeCopy | WriteMapping | CatchUp
)
MappingEdit = ChangeMapping | RestoreMapping


class Mappings(Protocol):
    """Shows and changes mappings."""

    def view(self, connection_id: ConnectionId) -> MappingView | None:
        """Show one as it stands."""
        ...

    def versions(self, connection_id: ConnectionId) -> tuple[VersionView, ...]:
        """List its versions, the newest first."""
        ...

    def change(self, connection_id: ConnectionId, changes: Sequence[Change]) -> Saved:
        """Make changes."""
        ...

    def restore(
        self, connection_id: ConnectionId, version: int, expected: int | None = None
    ) -> Saved:
        """Take an older version up again."""
        ...

    def catch_up(
        self, connection_id: ConnectionId, ids: Sequence[PostingId]
    ) -> tuple[int, tuple[PostingId, ...]]:
        """Compute some postings anew."""
        ...

    def propose_file(self, connection_id: ConnectionId, file: Path) -> Proposal:
        """Read a file without taking it in."""
        ...

    def propose_copy(
        self, connection_id: ConnectionId, other: ConnectionId
    ) -> Proposal:
        """Look what another connection's mapping would change."""
        ...

    def write(self, connection_id: ConnectionId, file: Path) -> int:
        """Write a table."""
        ...


def mapping_answer(mappings: Mappings, asked: MappingQuestion | MappingEdit) -> object:
    """Ask the use case."""
    found: object
    match asked:
        case ShowMapping(of):
            found = mappings.view(of)
        case ShowVersions(of):
            found = mappings.versions(of)
        case ProposeFile(of, file):
            found = mappings.propose_file(of, file)
        case ProposeCopy(of, other):
            found = mappings.propose_copy(of, other)
        case WriteMapping(of, file):
            found = mappings.write(of, file)
        case CatchUp(of, ids):
            found = mappings.catch_up(of, ids)
        case ChangeMapping(of, changes):
            found = mappings.change(of, changes)
        case RestoreMapping(of, version, expected):
            found = mappings.restore(of, version, expected)
    return found
