"""The list of postings, and which of them are ticked."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.listing import PostingRow
from app.domain.postings import PostingId, State
from ui.models.clipboard import tsv_line
from ui.models.paged import PagedModel
from ui.models.table import Column, Index, Role
from ui.models.words import amount, bare_amount, day


def _copied(row: PostingRow) -> str:
    cells = (
        day(row.dated),
        row.report_id,
        row.submitter,
        row.report_name,
        bare_amount(row.total, row.currency),
        row.currency,
        row.state.words,
        row.headline,
    )
    return tsv_line(cells)


def _spoken(row: PostingRow) -> str:
    said = (
        row.report_name,
        row.submitter,
        f"{amount(row.total, row.currency)} {row.currency}",
        day(row.dated),
        row.state.words,
        row.headline,
    )
    return ", ".join(part for part in said if part)


POSTING_COLUMNS = (
    Column[PostingRow](
        "Report", lambda row: row.report_name, copied=_copied, spoken=_spoken
    ),
)


@dataclass(frozen=True, slots=True)
class Ticked:
    """What is ticked, in numbers; ``totals`` are minor units by currency."""

    count: int
    totals: Mapping[str, int]
    states: Mapping[State, int]


class PostingsModel(PagedModel[PostingRow]):
    """Postings that can be ticked; a tick outlives filters and pages.

    Signals:
        ticked: What is ticked changed.
    """

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(POSTING_COLUMNS, parent)
        self._ticks: dict[PostingId, PostingRow] = {}
        self._summary: Ticked | None = None

    @property
    def ticks(self) -> Mapping[PostingId, PostingRow]:
        """What is ticked, as last seen."""
        return self._ticks

    @property
    def summary(self) -> Ticked:
        """What is ticked, in numbers; summed once for each change."""
        if self._summary is None:
            totals: Counter[str] = Counter()
            for row in self._ticks.values():
                totals[row.currency] += row.total
            states = Counter(row.state for row in self._ticks.values())
            self._summary = Ticked(len(self._ticks), totals, states)
        return self._summary

    def tick(self, rows: Iterable[PostingRow], *, on: bool) -> None:
        """Tick these, or take the ticks away."""
        for row in rows:
            if on:
                self._ticks[row.id] = row
            else:
                self._ticks.pop(row.id, None)
        self._announce()

    def untick(self, ids: Iterable[PostingId]) -> None:
        """Take the ticks of these away."""
        for which in ids:
            self._ticks.pop(which, None)
        self._announce()

    def untick_all(self) -> None:
        """Take every tick away."""
        self._ticks.clear()
        self._announce()

    def put(self, total: int, piece: int, records: Iterable[PostingRow]) -> None:
        """Override: what is ticked is known as it is now."""
        fresh = tuple(records)
        super().put(total, piece, fresh)
        self.renew(fresh)

    def renew(self, rows: Iterable[PostingRow]) -> None:
        """Know those of these that are ticked as they are now, listed or not."""
        again = {row.id: row for row in rows if row.id in self._ticks}
        if any(self._ticks[which] != row for which, row in again.items()):
            self._ticks.update(again)
            self._summary = None
            self.ticked.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override: a row can be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Override: the tick, and all the rest as ever."""
        if role == Role.CheckStateRole and index.isValid():
            row = self.record(index.row())
            on = row is not None and row.id in self._ticks
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Override: set or take a tick."""
        row = self.record(index.row()) if index.isValid() else None
        if role != Role.CheckStateRole or row is None:
            return False
        self.tick((row,), on=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def _announce(self) -> None:
        self._summary = None
        if self.rowCount():
            last = self.index(self.rowCount() - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, [Role.CheckStateRole])
        self.ticked.emit()
