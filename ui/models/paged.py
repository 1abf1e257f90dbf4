"""A long table of which only the pieces that are looked at are held."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from ui.models.table import NOWHERE, Column, Index, R, Role, cell, heading

PIECE = 200
_HELD = 60
_IN_SIGHT = 2


class PagedModel(QAbstractTableModel, Generic[R]):
    """Holds pieces of a list that somebody else fetches.

    A row that is not there yet is blank; being looked at, it is announced. A stale
    piece goes on being shown until its fresh twin arrives.

    Signals:
        missed: A piece was looked at that is not there, or is stale; its number.
    """

    missed = Signal(int)

    def __init__(
        self, columns: Sequence[Column[R]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._total = 0
        self._pieces: OrderedDict[int, tuple[R, ...]] = OrderedDict()
        self._stale: set[int] = set()
        self._touched: deque[int] = deque(maxlen=_IN_SIGHT)

    def restart(self, total: int, piece: int, records: Sequence[R]) -> None:
        """Show another list, of which one piece is known."""
        self.beginResetModel()
        self._total = total
        self._pieces.clear()
        self._pieces[piece] = tuple(records)
        self._stale.clear()
        self.endResetModel()

    def put(self, total: int, piece: int, records: Sequence[R]) -> None:
        """Take a piece of the list that is shown; its length may have changed."""
        self._resize(total)
        fresh = tuple(records)
        self._stale.discard(piece)
        old = self._pieces.get(piece, ())
        self._pieces[piece] = fresh
        self._pieces.move_to_end(piece)
        while len(self._pieces) > _HELD:
            self._stale.discard(self._pieces.popitem(last=False)[0])
        both = enumerate(zip_longest(old, fresh))
        changed = [row for row, (was, now) in both if was != now]
        if changed:
            self._repaint(piece * PIECE + changed[0], piece * PIECE + changed[-1])

    def expire(self) -> None:
        """Have everything fetched again: what is in sight now, the rest later."""
        self._stale.update(self._pieces)
        for piece in self._touched:
            self.missed.emit(piece)

    def record(self, row: int) -> R | None:
        """Give the record in a row; None where there is none or it is not there yet."""
        piece = self._pieces.get(row // PIECE)
        place = row % PIECE
        return piece[place] if piece and place < len(piece) else None

    def held(self) -> Iterator[tuple[int, R]]:
        """Every record that is there, with its row."""
        for piece, records in self._pieces.items():
            first = piece * PIECE
            yield from enumerate(records[: max(0, self._total - first)], first)

    @property
    def awaited(self) -> bool:
        """Whether something that was just looked at is to be fetched again."""
        return any(piece in self._stale for piece in self._touched)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Override: a table has no children."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Override."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Override: titles along the top, nothing down the side."""
        return heading(self._columns, section, orientation, role)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Override: ask the column, and announce what is missing."""
        if not index.isValid():
            return None
        piece = index.row() // PIECE
        if piece not in self._touched:
            self._touched.append(piece)
        if piece not in self._pieces or piece in self._stale:
            self.missed.emit(piece)
        record = self.record(index.row())
        if record is None:
            return None
        place = (index.row(), self._total)
        return cell(self._columns[index.column()], record, place, role)

    def _resize(self, total: int) -> None:
        if total > self._total:
            self.beginInsertRows(NOWHERE, self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(NOWHERE, total, self._total - 1)
            self._total = total
            self.endRemoveRows()

    def _repaint(self, first: int, last: int) -> None:
        last = min(last, self._total - 1)
        if first <= last:
            right = len(self._columns) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, right))
