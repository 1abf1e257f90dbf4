"""The right column: targets under their groups, onto which sources can be dropped."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel

from ui.models.board import SOURCES, TARGETS, Pairing, Target, carrying, keys_of
from ui.models.table import NOWHERE, Index, Role, Roles


class TargetsModel(QStandardItemModel):
    """Targets under their groups; takes sources.

    Signals:
        paired: Sources were dropped on a target; the Pairing.
    """

    paired = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._targets: tuple[Target, ...] = ()
        self._shown: tuple[Target, ...] | None = None
        self._text = ""

    @property
    def targets(self) -> tuple[Target, ...]:
        """Everything that there is, searched for or not."""
        return self._targets

    def show(self, targets: Sequence[Target]) -> bool:
        """Show these, as far as they match the search; whether anything changed."""
        self._targets = tuple(targets)
        return self._fill()

    def search(self, text: str) -> bool:
        """Show what has all of these words; whether anything changed."""
        self._text = text
        return self._fill()

    def place(self, key: str) -> Index:
        """Find where a target is shown."""
        for item in self._leaves():
            if item.data(Roles.RECORD).key == key:
                return item.index()
        return NOWHERE

    def first(self) -> str:
        """Find the first shown target that can be used; ``""`` for none."""
        shown = (item.data(Roles.RECORD) for item in self._leaves())
        return next((x.key for x in shown if x.usable), "")

    def supportedDropActions(self) -> Qt.DropAction:
        """Override: nothing moves."""
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Override: what a view lets in at all, its own rows included."""
        return [SOURCES, TARGETS]

    def mimeData(self, indexes: Sequence[Any]) -> QMimeData:
        """Override: the key of what is dragged."""
        found = (index.data(Roles.RECORD) for index in indexes)
        return carrying(TARGETS, [x.key for x in found if isinstance(x, Target)])

    def canDropMimeData(
        self,
        data: QMimeData,
        _action: Qt.DropAction,
        _row: int,
        _column: int,
        parent: Index,
    ) -> bool:
        """Override: onto a target that can be used, not between two."""
        target = parent.data(Roles.RECORD) if parent.isValid() else None
        usable = isinstance(target, Target) and target.usable
        return usable and bool(keys_of(data, SOURCES))

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
        target = parent.data(Roles.RECORD)
        self.paired.emit(Pairing(keys_of(data, SOURCES), target.key))
        return True

    def _leaves(self) -> list[QStandardItem]:
        tops = [self.item(row) for row in range(self.rowCount())]
        found = []
        for top in tops:
            if top.data(Roles.RECORD) is not None:
                found.append(top)
            found.extend(top.child(row) for row in range(top.rowCount()))
        return found

    def _fill(self) -> bool:
        words = self._text.casefold().split()
        found = tuple(
            x
            for x in self._targets
            if all(word in f"{x.name} {x.group}".casefold() for word in words)
        )
        if found == self._shown:
            return False
        self._shown = found
        self.clear()
        tops: dict[str, QStandardItem] = {}
        for target in found:
            if not target.group:
                tops[target.name] = _item(target)
                self.appendRow(tops[target.name])
                continue
            if target.group not in tops:
                tops[target.group] = _heading(target.group)
                self.appendRow(tops[target.group])
            tops[target.group].appendRow(_item(target))
        return True


def _heading(words: str) -> QStandardItem:
    made = QStandardItem(words)
    made.setFlags(Qt.ItemFlag.NoItemFlags)  # walked over by the keyboard
    return made


def _item(target: Target) -> QStandardItem:
    made = QStandardItem(target.name)
    made.setData(target, Roles.RECORD)
    said = f"{target.name}, {target.note}" if target.note else target.name
    made.setData(said, Role.AccessibleTextRole)
    made.setToolTip(said)
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    if target.usable:
        flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
    made.setFlags(flags)
    return made
