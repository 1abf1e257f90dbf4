"""A table that copies like a spreadsheet and remembers its columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.models.clipboard import tsv
from ui.models.table import Roles
from ui.widgets.memory import Memory
from ui.widgets.palette import Tone, tokens
from ui.widgets.parts import Size, sized

_ROOM = 10
_SIDES = 23
_REST = 0.7
_NARROW = 48
_NARROWEST = 40
_LINK = "link"


class ToneDelegate(QStyledItemDelegate):
    """Writes a cell in the colour of its tone."""

    def initStyleOption(  # noqa: N802 - Qt's name
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Override: the model names the tone."""
        super().initStyleOption(option, index)
        tone = index.data(Roles.TONE)
        if not tone:
            return
        colours = tokens(option.palette)
        ink = colours.ink(Tone.READY if tone == _LINK else tone)
        option.palette.setColor(QPalette.ColorRole.Text, QColor(ink))


class Table(QTableView):
    """Whole rows, one of them current; nothing can be edited.

    Where it ``yields``, even titles give way before a firm column is out of sight.
    """

    def __init__(self, name: str, memory: Memory, *, yields: bool = False) -> None:
        super().__init__()
        self._yields = yields
        self._name = name
        self._memory = memory
        self._recalled = ""
        self.setItemDelegate(ToneDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ROOM)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(_NARROWEST if yields else _NARROW)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.sectionResized.connect(self._keep)
        header.sectionMoved.connect(self._keep)

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802
        """Override: columns come back as they were left."""
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self.recall)
        self.recall()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Override: share the room anew where nobody chose the widths."""
        super().resizeEvent(event)
        self._share_unless_chosen()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Override: copy also where no menu does, as in a dialog."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
            return
        super().keyPressEvent(event)

    def recall(self) -> None:
        """Bring back the widths and the order of these columns."""
        key = self._key()
        header = self.horizontalHeader()
        if not header.count():
            return
        if key == self._recalled:
            self._share_unless_chosen()
            return
        self._recalled = key
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        state = self._memory.state(key)
        if state is not None:
            header.restoreState(state)
        for column, sample in enumerate(self._said(Roles.SAMPLE)):
            if not sample:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        if state is None:
            self._share()

    def copy(self) -> None:
        """Put the selected cells on the clipboard, tabs between them."""
        model = self.model()
        header = self.horizontalHeader()
        shown = [header.logicalIndex(i) for i in range(header.count())]
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = (
            [str(model.index(r, c).data(Roles.COPIED) or "") for c in shown]
            for r in chosen
        )
        QGuiApplication.clipboard().setText(tsv(rows))

    def _share_unless_chosen(self) -> None:
        if self._memory.state(self._key()) is None:
            self._share()

    def _share(self) -> None:
        """Give firm columns their room, and the others between title and sample."""
        width_of = QFontMetrics(sized(self.font(), Size.STRONG)).horizontalAdvance
        titles = self._said(Qt.ItemDataRole.DisplayRole)
        titled = [width_of(str(title)) + _SIDES for title in titles]
        wanted = {
            column: max(width_of(str(sample)) + _SIDES, titled[column])
            for column, sample in enumerate(self._said(Roles.SAMPLE))
            if sample
        }
        firm = {column for column, yes in enumerate(self._said(Roles.FIRM)) if yes}
        room = self.viewport().width() - sum(
            width for column, width in wanted.items() if column in firm
        )
        least = _squeezed(titled, firm, room) if self._yields else titled
        left = sum(x for column, x in enumerate(least) if column not in wanted)
        elastic = [column for column in wanted if column not in firm]
        given = min(room * _REST, room - left) - sum(least[x] for x in elastic)
        more = sum(wanted[x] - least[x] for x in elastic)
        part = min(1.0, max(0.0, given / more)) if more else 0.0
        header = self.horizontalHeader()
        for column, width in wanted.items():
            grown = round(least[column] + (width - least[column]) * part)
            header.resizeSection(column, width if column in firm else grown)

    def _keep(self) -> None:
        dragged = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if dragged and self.horizontalHeader().underMouse():
            self._memory.keep(self._key(), self.horizontalHeader().saveState())

    def _said(self, role: int) -> list[object]:
        model, across = self.model(), Qt.Orientation.Horizontal
        columns = range(self.horizontalHeader().count())
        return [model.headerData(column, across, role) for column in columns]

    def _key(self) -> str:
        titles = [str(title) for title in self._said(Qt.ItemDataRole.DisplayRole)]
        return f"columns/{self._name}-{'-'.join(titles).replace(' ', '_')}"


def _squeezed(titled: Sequence[int], firm: Collection[int], room: int) -> list[int]:
    """The least widths of columns, below their titles where only that fits the room."""
    loose = [x for column, x in enumerate(titled) if column not in firm]
    needed, narrowest = sum(loose), len(loose) * _NARROWEST
    if not narrowest <= room < needed:
        return list(titled)
    part = (room - narrowest) / (needed - narrowest)
    return [int(_NARROWEST + (x - _NARROWEST) * part) for x in titled]
