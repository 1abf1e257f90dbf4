"""A table that copies like a spreadsheet and remembers its columns."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.models.table import Roles
from ui.widgets.memory import Memory
from ui.widgets.palette import Tone, tokens
from ui.widgets.parts import Size, sized

_ROOM = 10
_SIDES = 24
_LEAST = 56
_REST = 0.66
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
    """Whole rows, one of them current; nothing can be edited."""

    def __init__(self, name: str, memory: Memory) -> None:
        super().__init__()
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
        header.setMinimumSectionSize(48)
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
        if self._memory.state(self._key()) is None:
            self._share()

    def recall(self) -> None:
        """Bring back the widths and the order of these columns."""
        key = self._key()
        header = self.horizontalHeader()
        if key == self._recalled or not header.count():
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
        lines = [
            "\t".join(str(model.index(r, c).data(Roles.COPIED) or "") for c in shown)
            for r in chosen
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _share(self) -> None:
        """Give firm columns their room, and the sampled ones two thirds of the rest."""
        width_of = QFontMetrics(sized(self.font(), Size.STRONG)).horizontalAdvance
        titles = self._said(Qt.ItemDataRole.DisplayRole)
        wanted = {
            column: max(width_of(str(sample)), width_of(str(titles[column]))) + _SIDES
            for column, sample in enumerate(self._said(Roles.SAMPLE))
            if sample
        }
        firm = {column for column, yes in enumerate(self._said(Roles.FIRM)) if yes}
        taken = sum(width for column, width in wanted.items() if column in firm)
        others = sum(wanted.values()) - taken
        room = max(0.0, (self.viewport().width() - taken) * _REST)
        part = min(1.0, room / others) if others else 1.0
        for column, width in wanted.items():
            given = width if column in firm else max(_LEAST, round(width * part))
            self.horizontalHeader().resizeSection(column, given)

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
