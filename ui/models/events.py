"""A long table of events, of which only the numbers are held, and what is looked at."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from app.domain.history import Kept
from ui.models.history import HISTORY_COLUMNS
from ui.models.table import NOWHERE, Index, Role, heading

_HELD = 6_000


class EventsModel(QAbstractTableModel):
    """Newest first; a row whose event is not there yet is blank until it is.

    Signals:
        missed: A row was looked at whose event is not there.
    """

    missed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers: Sequence[int] = ()
        self._events: OrderedDict[int, Kept] = OrderedDict()

    def show(self, numbers: Sequence[int]) -> None:
        """Show other events."""
        self.beginResetModel()
        self._numbers = _own(numbers)
        self.endResetModel()

    def grow(self, numbers: Sequence[int]) -> None:
        """Add older events."""
        if numbers:
            first = len(self._numbers)
            self.beginInsertRows(NOWHERE, first, first + len(numbers) - 1)
            self._numbers = _joined(self._numbers, numbers)
            self.endInsertRows()

    def lead(self, numbers: Sequence[int]) -> None:
        """Add newer events on top."""
        if numbers:
            self.beginInsertRows(NOWHERE, 0, len(numbers) - 1)
            self._numbers = _joined(numbers, self._numbers)
            self.endInsertRows()

    def put(self, events: Iterable[Kept]) -> None:
        """Take events that were missed."""
        for kept in events:
            self._events[kept.number] = kept
        while len(self._events) > _HELD:
            self._events.popitem(last=False)
        if self._numbers:
            last = self.index(len(self._numbers) - 1, len(HISTORY_COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def record(self, row: int) -> Kept | None:
        """Give the event in a row; None where there is none or it is not there yet."""
        if not 0 <= row < len(self._numbers):
            return None
        return self._events.get(self._numbers[row])

    def lacking(self, first: int, last: int) -> tuple[int, ...]:
        """Give the numbers of the events that are not there in these rows."""
        some = self._numbers[max(0, first) : last + 1]
        return tuple(number for number in some if number not in self._events)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Override: a table has no children."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Override."""
        return 0 if parent.isValid() else len(HISTORY_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Override: titles along the top, nothing down the side."""
        return heading(HISTORY_COLUMNS, section, orientation, role)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Override: ask the column, and announce what is missing."""
        if not index.isValid():
            return None
        kept = self.record(index.row())
        if kept is None:
            self.missed.emit(index.row())
            return None
        return HISTORY_COLUMNS[index.column()].answer(kept, role)


def _own(numbers: Sequence[int]) -> Sequence[int]:
    """Numbers as small as they can be: a range, or eight bytes each."""
    return numbers if isinstance(numbers, range) else array("q", numbers)


def _joined(upper: Sequence[int], lower: Sequence[int]) -> Sequence[int]:
    whole = isinstance(upper, range) and isinstance(lower, range)
    if whole and upper and lower and upper[-1] == lower[0] + 1:
        return range(upper[0], lower[-1] - 1, -1)
    made = array("q", upper)
    made.extend(lower)
    return made
