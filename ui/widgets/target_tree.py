"""The right column of a board: targets by group, which take sources."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from ui.models.board import Target
from ui.models.table import Roles
from ui.models.targets import TargetsModel
from ui.widgets.board_drops import take, weigh
from ui.widgets.once import ENTER, held
from ui.widgets.source_list import unseen
from ui.widgets.target_delegate import TargetDelegate


class TargetTree(QTreeView):
    """Shows a TargetsModel, every group open.

    Signals:
        entered: What is selected at the left is to go to the current target.
        left: The keyboard is wanted at the left again.
        hovered: Something is dragged over a place; the DragMove event, or None.
        picked: Another target is current.
    """

    entered = Signal()
    left = Signal()
    hovered = Signal(object)
    picked = Signal()

    def __init__(self, model: TargetsModel, name: str) -> None:
        super().__init__()
        self._targets = model
        self._delegate = TargetDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setDropIndicatorShown(False)
        self.selectionModel().currentChanged.connect(self.picked)

    @property
    def current(self) -> Target | None:
        """The current target, if it can be used."""
        found = self.currentIndex().data(Roles.RECORD)
        return found if isinstance(found, Target) and found.usable else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override: some row has to be seen to have the keyboard."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._targets.place(self._targets.first()))

    def settle(self, key: str = "") -> None:
        """Open every group again, with this target current, or none."""
        self.expandAll()
        place = self._targets.place(key)
        self.setCurrentIndex(place)
        if place.isValid():
            self.scrollTo(place)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Override: what is dragged is said by words, not by a picture of rows."""
        if self.current is not None:
            drag = QDrag(self)
            drag.setMimeData(self._targets.mimeData([self.currentIndex()]))
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

    def target_at(self, spot: QPoint) -> Target | None:
        """Find the target at a place of the viewport."""
        found = self.indexAt(spot).data(Roles.RECORD)
        return found if isinstance(found, Target) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override: Enter maps, Escape goes back."""
        if held(event):
            return
        if event.key() in ENTER:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
