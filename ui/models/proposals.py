"""Proposals of a mapping as rows that can be ticked."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.mapping_changes import Change
from app.domain.proposing import Proposal
from ui.models.table import NOWHERE, RIGHT, Column, Index, Role, TableModel
from ui.models.words import amount, number


class Proposals(TableModel[Proposal]):
    """Every proposal, and which of them are accepted.

    Signals:
        ticked: Others are accepted now.
    """

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_columns(""), parent)
        self._accepted: set[Change] = set()

    @property
    def accepted(self) -> tuple[Change, ...]:
        """What is ticked, in the order of the rows."""
        return tuple(
            record.change for record in self.records if record.change in self._accepted
        )

    def show_proposals(
        self, found: Sequence[Proposal], accepted: set[Change], currency: str
    ) -> None:
        """Show others."""
        self._accepted = set(accepted)
        self.show(found, _columns(currency))

    def tick(self, rows: Sequence[int]) -> None:
        """Tick these rows, or take the ticks off where all of them have one."""
        changes = {self.records[row].change for row in rows}
        if changes <= self._accepted:
            self._accepted -= changes
        else:
            self._accepted |= changes
        self._tell()

    def tick_above(self, bar: int) -> int:
        """Tick all that are as sure as this; gives how many there are."""
        sure = [x.change for x in self.records if x.confidence >= bar]
        self._accepted |= set(sure)
        self._tell()
        return len(sure)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Override: the first column has the tick."""
        if role == Role.CheckStateRole and index.isValid() and not index.column():
            on = self.records[index.row()].change in self._accepted
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(
        self,
        index: Index,
        value: Any,  # noqa: ANN401
        role: int = Role.EditRole,
    ) -> bool:
        """Override: a tick was clicked."""
        if role != Role.CheckStateRole:
            return super().setData(index, value, role)
        self.tick([index.row()])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override: the first column can be ticked."""
        found = super().flags(index)
        return found if index.column() else found | Qt.ItemFlag.ItemIsUserCheckable

    def _tell(self) -> None:
        last = self.rowCount(NOWHERE) - 1
        self.dataChanged.emit(self.index(0, 0), self.index(max(0, last), 0))
        self.ticked.emit()


def _columns(currency: str) -> tuple[Column[Proposal], ...]:
    return (
        Column("In Expensify", lambda x: x.source, tooltip=lambda x: x.source),
        Column(
            f"90 days {currency}".strip(),
            lambda x: amount(x.minor, currency) if x.count else "",
            sample="99,999.00",
            align=RIGHT,
        ),
        Column(
            "In Xero",
            lambda x: x.target,
            tooltip=lambda x: x.target,
            sample="493 Travel - National",
        ),
        Column("Because", lambda x: x.reason, sample="same code 493, same name"),
        Column("Sure", _sure, sample="100 %", align=RIGHT, firm=True),
    )


def _sure(proposal: Proposal) -> str:
    return f"{number(proposal.confidence)}\N{NO-BREAK SPACE}%"
