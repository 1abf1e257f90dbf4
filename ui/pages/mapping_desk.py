"""Asks for mappings and has them changed; remembers the way back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.mapping_changes import Change
from app.domain.mapping_outcomes import Proposal, Saved, VersionView
from app.domain.mapping_view import MappingView
from app.domain.postings import PostingId
from app.domain.setup import ConnectionId
from ui.engine import Engine
from ui.models.course import Course
from ui.workers.mapping import (
    CatchUp,
    ChangeMapping,
    MappingQuestion,
    ProposeCopy,
    ProposeFile,
    RestoreMapping,
    ShowMapping,
    ShowVersions,
    WriteMapping,
)
from ui.workers.questions import Answer, Failure

_PIECES_BETWEEN_NEWS = 10


class MappingDesk(QObject):
    """One connection at a time.

    Signals:
        shown: The mapping as it stands; the MappingView, or None before a sync.
        said: What an edit did, in words.
        travelled: What can be undone or redone changed.
        proposed: Changes to be looked at; the Proposal.
        versions_shown: Every version; a tuple of VersionView.
        written: A table was written; how many rows it has.
        failed: An edit did not happen.
    """

    shown = Signal(object)
    said = Signal(str)
    travelled = Signal()
    proposed = Signal(object)
    versions_shown = Signal(object)
    written = Signal(int)
    failed = Signal()

    def __init__(self, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._connection: ConnectionId | None = None
        self._courses: dict[ConnectionId, Course] = {}
        self._sent: list[str] = []
        self._pieces = 0
        self._looking = engine.inquiry(self)
        self._beside = engine.inquiry(self)
        self._catching = engine.inquiry(self)
        self._looking.answered.connect(self._looked)
        self._beside.answered.connect(self._answered)
        self._catching.answered.connect(self._caught)
        engine.edited.connect(self._edited)
        engine.failed.connect(self._failed)

    @property
    def connection(self) -> ConnectionId | None:
        """The connection that is shown."""
        return self._connection

    @property
    def can_undo(self) -> bool:
        """Whether there is a step back, and nothing is under way."""
        return bool(self._course and self._course.past) and not self._sent

    @property
    def can_redo(self) -> bool:
        """Whether there is a step forth, and nothing is under way."""
        return bool(self._course and self._course.future) and not self._sent

    def show(self, connection_id: ConnectionId | None) -> None:
        """Have a connection in view from the next refresh on."""
        self._connection = connection_id
        self.travelled.emit()

    def refresh(self) -> None:
        """Look again."""
        if self._connection is not None:
            self._looking.ask(ShowMapping(self._connection))

    def change(self, changes: Sequence[Change]) -> None:
        """Make changes."""
        if self._connection is not None and changes:
            self._send("done", ChangeMapping(self._connection, tuple(changes)))

    def undo(self) -> None:
        """Take the last edit back."""
        if self._course is not None and self.can_undo:
            self._restore("undone", self._course.past[-1])

    def redo(self) -> None:
        """Make the edit again that was taken back."""
        if self._course is not None and self.can_redo:
            self._restore("redone", self._course.future[-1])

    def restore(self, version: int) -> None:
        """Take an older version up again."""
        self._restore("done", version)

    def propose_file(self, file: Path) -> None:
        """Look what a file would change."""
        if self._connection is not None:
            self._beside.ask(ProposeFile(self._connection, file))

    def propose_copy(self, other: ConnectionId) -> None:
        """Look what another connection's mapping would change."""
        if self._connection is not None:
            self._beside.ask(ProposeCopy(self._connection, other))

    def write(self, file: Path) -> None:
        """Write a table."""
        if self._connection is not None:
            self._beside.ask(WriteMapping(self._connection, file))

    def versions(self) -> None:
        """Ask for every version."""
        if self._connection is not None:
            self._beside.ask(ShowVersions(self._connection))

    @property
    def _course(self) -> Course | None:
        return self._courses.get(self._connection) if self._connection else None

    def _restore(self, step: str, version: int) -> None:
        if self._connection is not None and self._course is not None:
            expected = self._course.newest
            self._send(step, RestoreMapping(self._connection, version, expected))

    def _send(self, step: str, edit: ChangeMapping | RestoreMapping) -> None:
        self._sent.append(step)
        self.travelled.emit()
        self._engine.edit(edit)

    @Slot(object, object)
    def _looked(self, asked: ShowMapping, view: MappingView | None) -> None:
        if asked.connection_id != self._connection:
            return
        if view is not None and not self._sent:
            course = self._courses.get(asked.connection_id, Course.at(view.version))
            self._courses[asked.connection_id] = course.met(view.version)
            self.travelled.emit()
        self.shown.emit(view)

    @Slot(object)
    def _edited(self, answer: Answer) -> None:
        saved = answer.value
        if not isinstance(saved, Saved):
            return
        step = self._sent.pop(0) if self._sent else "done"
        of = saved.connection_id
        course = self._courses.get(of, Course.at(saved.before))
        match step:
            case "undone":
                self._courses[of] = course.undone(saved.version)
            case "redone":
                self._courses[of] = course.redone(saved.version)
            case _:
                self._courses[of] = course.met(saved.before).done(saved.version)
        words = {"undone": "Undone", "redone": "Done again"}.get(step, saved.words)
        self.travelled.emit()
        self.said.emit(words)
        self.refresh()
        self._catch_up(of, saved.later)

    @Slot(object)
    def _failed(self, failure: Failure) -> None:
        if isinstance(failure.request, ChangeMapping | RestoreMapping):
            self._sent = self._sent[1:]
            self.travelled.emit()
            self.failed.emit()
            self.refresh()

    def _catch_up(self, of: ConnectionId, ids: tuple[PostingId, ...]) -> None:
        if ids:
            self._catching.ask(CatchUp(of, ids))

    @Slot(object, object)
    def _caught(self, asked: CatchUp, found: tuple[int, tuple[PostingId, ...]]) -> None:
        _, rest = found
        self._pieces += 1
        if not rest or self._pieces % _PIECES_BETWEEN_NEWS == 0:
            self._engine.changed.emit()
        self._catch_up(asked.connection_id, rest)

    @Slot(object, object)
    def _answered(self, asked: MappingQuestion, value: object) -> None:
        match value:
            case Proposal():
                self.proposed.emit(value)
            case int():
                self.written.emit(value)
            case tuple() if asked.connection_id == self._connection:
                self.versions_shown.emit(
                    tuple(x for x in value if isinstance(x, VersionView))
                )
            case _:
                return
