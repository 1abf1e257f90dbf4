"""The left column of a board: sources that can be dragged and take targets."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from ui.models.board import Source
from ui.models.sources import SourcesModel
from ui.models.table import Roles
from ui.widgets.board_drops import take, weigh
from ui.widgets.once import ENTER, held
from ui.widgets.source_delegate import SourceDelegate

_TAKE_OFF = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_ACTING = ENTER | _TAKE_OFF | {Qt.Key.Key_Space}


class SourceList(QListView):
    """Shows a SourcesModel.

    Signals:
        entered: A target is wanted for what is selected.
        taken_off: What is selected is to go nowhere.
        accepted: Suggestions are taken up; the sources.
        hovered: Something is dragged over a place; the DragMove event, or None.
        picked: Other sources are selected.
    """

    entered = Signal()
    taken_off = Signal()
    accepted = Signal(object)
    hovered = Signal(object)
    picked = Signal()

    def __init__(self, model: SourcesModel, name: str) -> None:
        super().__init__()
        self._sources = model
        self._delegate = SourceDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setDropIndicatorShown(False)
        self.selectionModel().selectionChanged.connect(self.picked)

    def chosen(self) -> tuple[Source, ...]:
        """Give what is selected, as it stands."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return tuple(self._sources.sources[row] for row in rows)

    def show_sources(self, sources: Sequence[Source], *, onward: bool) -> None:
        """Show these, with the same ones selected.

        ``onward``: what was selected is done with, and what now stands in its place
        comes next.
        """
        kept = {source.key for source in self.chosen()}
        row, top = self.currentIndex().row(), self.verticalScrollBar().value()
        if not self._sources.show(sources) and not onward:
            return
        self.verticalScrollBar().setValue(top)
        if onward:
            last = len(sources) - 1
            self.select((sources[min(max(row, 0), last)].key,) if sources else ())
        else:
            self.select(kept or ({sources[0].key} if sources else set()))

    def select(self, keys: set[str] | Sequence[str]) -> bool:
        """Select these, the first of them current; whether any is there."""
        rows = [at for at, x in enumerate(self._sources.sources) if x.key in keys]
        if not rows:
            return False
        selection = self.selectionModel()
        flag = selection.SelectionFlag
        selection.setCurrentIndex(self._sources.index(rows[0]), flag.ClearAndSelect)
        for row in rows[1:]:
            selection.select(self._sources.index(row), flag.Select)
        return True

    def copy(self) -> None:
        """Put the selected rows on the clipboard, tabs between the cells."""
        indexes = sorted(self.selectedIndexes(), key=lambda index: index.row())
        lines = [str(index.data(Roles.COPIED) or "") for index in indexes]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Override: what is dragged is said by words, not by a picture of rows."""
        if self.selectedIndexes():
            drag = QDrag(self)
            drag.setMimeData(self._sources.mimeData(self.selectedIndexes()))
            drag.setPixmap(unseen())
            drag.exec(Qt.DropAction.CopyAction)
            self.hovered.emit(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Override: begin to say what would happen."""
        super().dragEnterEvent(event)
        self.hovered.emit(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Override: say what would happen."""
        super().dragMoveEvent(event)  # scrolls at the edges
        weigh(self, event)
        self.hovered.emit(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Override: nothing would happen."""
        super().dragLeaveEvent(event)
        self.hovered.emit(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Override: it happens."""
        self.hovered.emit(None)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        take(self, event)

    def mark(self, key: str) -> None:
        """Mark where a drop would fall; nowhere for no key."""
        if self._delegate.over != key:
            self._delegate.over = key
            self.viewport().update()

    def source_at(self, spot: QPoint) -> Source | None:
        """Find the source at a place of the viewport."""
        found = self.indexAt(spot).data(Roles.RECORD)
        return found if isinstance(found, Source) else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override: a click on a suggestion takes it up."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        source = index.data(Roles.RECORD) if index.isValid() else None
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if not isinstance(source, Source) or not plain:
            return
        box = self._delegate.offer_box(self.visualRect(index), source, self.font())
        if box.contains(event.position().toPoint()):
            self.accepted.emit((source,))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override: Enter maps, Space takes suggestions up, Delete takes off."""
        key = event.key()
        if held(event, _ACTING):
            return  # what comes next in the list is not meant
        if key in ENTER:
            self.entered.emit()
        elif key == Qt.Key.Key_Space:
            self.accepted.emit(tuple(x for x in self.chosen() if x.offer))
        elif key in _TAKE_OFF:
            self.taken_off.emit()
        else:
            super().keyPressEvent(event)


def unseen() -> QPixmap:
    """Make a picture of nothing, so that none is shown under the pointer."""
    made = QPixmap(1, 1)
    made.fill(Qt.GlobalColor.transparent)
    return made
