"""The left column: sources in the order given, onto which targets can be dropped."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QObject, Qt, Signal

from ui.models.board import SOURCES, TARGETS, Pairing, Source, carrying, keys_of
from ui.models.clipboard import tsv_line
from ui.models.table import NOWHERE, Index, Role, Roles


class SourcesModel(QAbstractListModel):
    """Sources in the order given; takes targets.

    Signals:
        paired: A target was dropped on a source; the Pairing.
    """

    paired = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sources: tuple[Source, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """What is shown."""
        return self._sources

    def show(self, sources: Sequence[Source]) -> bool:
        """Show these; whether rows came, went or moved."""
        fresh = tuple(sources)
        moved = [x.key for x in fresh] != [x.key for x in self._sources]
        if moved:
            self.beginResetModel()
            self._sources = fresh
            self.endResetModel()
        elif fresh != self._sources:
            self._sources = fresh
            self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
        return moved

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Override: a list has no children."""
        return 0 if parent.isValid() else len(self._sources)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Override: the record, and its words."""
        if not index.isValid():
            return None
        source = self._sources[index.row()]
        return {
            int(Role.DisplayRole): source.name,
            int(Role.AccessibleTextRole): source.spoken,
            int(Role.ToolTipRole): source.trouble or source.reason or source.name,
            int(Roles.RECORD): source,
            int(Roles.COPIED): tsv_line((source.name, source.money, source.chip)),
        }.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override: every source can be dragged and takes targets."""
        flags = super().flags(index)
        if not index.isValid():
            return flags
        return flags | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Override: nothing moves, so nothing is taken away where it was."""
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Override: what a view lets in at all, its own rows included."""
        return [SOURCES, TARGETS]

    def mimeData(self, indexes: Sequence[Any]) -> QMimeData:
        """Override: the keys of what is dragged."""
        rows = sorted({index.row() for index in indexes})
        return carrying(SOURCES, [self._sources[row].key for row in rows])

    def canDropMimeData(
        self,
        data: QMimeData,
        _action: Qt.DropAction,
        _row: int,
        _column: int,
        parent: Index,
    ) -> bool:
        """Override: onto a source, not between two."""
        return bool(keys_of(data, TARGETS)) and parent.isValid()

    def dropMimeData(
        self,
        data: QMimeData,
        action: Qt.DropAction,
        row: int,
        column: int,
        parent: Index,
    ) -> bool:
        """Override: announce, do not apply."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        (target,) = keys_of(data, TARGETS)[:1]
        self.paired.emit(Pairing((self._sources[parent.row()].key,), target))
        return True
