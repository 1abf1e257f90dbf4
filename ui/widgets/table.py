"""A table that copies like a spreadsheet and remembers its columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
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

_ROOM = 10
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

    def __init__(self, name: str, memory: Memory, *, stretch: int) -> None:
        super().__init__()
        self._name = name
        self._memory = memory
        self._stretch = stretch
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

    def fit(self, samples: Sequence[str]) -> None:
        """Give each column the width of its sample until a person drags it."""
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        self._recalled = "-"
        for column, sample in enumerate(samples):
            header.resizeSection(column, metrics.horizontalAdvance(sample) + 24)
        self._recalled = ""
        self.recall()

    def recall(self) -> None:
        """Bring back the widths and the order of these columns."""
        key = self._key()
        header = self.horizontalHeader()
        if key == self._recalled or not header.count():
            return
        self._recalled = ""
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        state = self._memory.state(key)
        if state is not None:
            header.restoreState(state)
        header.setSectionResizeMode(self._stretch, QHeaderView.ResizeMode.Stretch)
        self._recalled = key

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

    def _keep(self) -> None:
        if self._recalled == self._key():
            self._memory.keep(self._recalled, self.horizontalHeader().saveState())

    def _key(self) -> str:
        model = self.model()
        if model is None:
            return "-"
        titles = [
            str(model.headerData(i, Qt.Orientation.Horizontal) or "")
            for i in range(model.columnCount())
        ]
        return f"columns/{self._name}-{'-'.join(titles).replace(' ', '_')}"
