"""A table of frozen records, said column by column."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from ui.models.words import number

R = TypeVar("R")

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight


class Roles(IntEnum):
    """What a view may ask beyond Qt's own roles."""

    RECORD = Role.UserRole + 1
    COPIED = Role.UserRole + 2
    TONE = Role.UserRole + 3
    SAMPLE = Role.UserRole + 4
    FIRM = Role.UserRole + 5


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: its heading and what it says of a record.

    ``copied`` is what the clipboard gets, ``spoken`` what a screen reader says, both
    ``text`` where they are left out. ``tone`` names a colour. ``sample`` is as wide as
    the column wants to be, ``firm`` one that is not to be narrower; without a sample it
    takes what the others leave.
    """

    title: str
    text: Callable[[R], str]
    tooltip: Callable[[R], str] | None = None
    copied: Callable[[R], str] | None = None
    spoken: Callable[[R], str] | None = None
    tone: Callable[[R], str] | None = None
    sample: str = ""
    firm: bool = False
    align: Qt.AlignmentFlag = LEFT

    def answer(self, record: R, role: int) -> Any:  # noqa: ANN401 - Qt's variant
        """Say what ``record`` is in ``role``; None for no opinion."""
        if role == Role.TextAlignmentRole:
            return self.align | Qt.AlignmentFlag.AlignVCenter
        if role == Roles.RECORD:
            return record
        if role == Role.AccessibleTextRole:
            said = (self.spoken or self.text)(record) or "empty"
            return f"{self.title} {said}".strip()
        say = {
            int(Role.DisplayRole): self.text,
            int(Role.ToolTipRole): self.tooltip,
            int(Roles.COPIED): self.copied or self.text,
            int(Roles.TONE): self.tone,
        }.get(role)
        return say(record) if say else None


class TableModel(QAbstractTableModel, Generic[R]):
    """Shows a sequence of frozen records; knows nothing of what they are."""

    def __init__(
        self, columns: Sequence[Column[R]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._records: tuple[R, ...] = ()

    @property
    def records(self) -> tuple[R, ...]:
        """What is shown."""
        return self._records

    def show(
        self, records: Sequence[R], columns: Sequence[Column[R]] | None = None
    ) -> None:
        """Replace every row and, where given, every column."""
        self.beginResetModel()
        self._records = tuple(records)
        if columns is not None:
            self._columns = tuple(columns)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Override: a table has no children."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Override."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Override: titles along the top, nothing down the side."""
        return heading(self._columns, section, orientation, role)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Override: ask the column."""
        if not index.isValid():
            return None
        column, record = self._columns[index.column()], self._records[index.row()]
        return cell(column, record, (index.row(), len(self._records)), role)


def cell(column: Column[R], record: R, place: tuple[int, int], role: int) -> Any:  # noqa: ANN401 - Qt's variant
    """Say what a cell is in a role; ``place`` is its row and how many there are."""
    said = column.answer(record, role)
    if role != Role.AccessibleTextRole:
        return said
    row, rows = place
    return f"{said}, row {number(row + 1)} of {number(rows)}"


def heading(
    columns: Sequence[Column[R]], section: int, orientation: Qt.Orientation, role: int
) -> Any:  # noqa: ANN401 - Qt's variant
    """Say what stands over a column."""
    if orientation is not Qt.Orientation.Horizontal or section >= len(columns):
        return None
    column = columns[section]
    return {
        int(Role.DisplayRole): column.title,
        int(Role.AccessibleTextRole): column.title,
        int(Role.ToolTipRole): column.title,
        int(Role.TextAlignmentRole): column.align | Qt.AlignmentFlag.AlignVCenter,
        int(Roles.SAMPLE): column.sample,
        int(Roles.FIRM): column.firm,
    }.get(role)
