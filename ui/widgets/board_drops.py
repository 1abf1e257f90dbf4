"""What is dropped on a row is for that row, wherever on it the pointer is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView

_COPY = Qt.DropAction.CopyAction
_NOT_BETWEEN = (-1, -1)


def weigh(view: QAbstractItemView, event: QDragMoveEvent) -> None:
    """Take or refuse what hovers, as the model says for the row under it."""
    index = view.indexAt(event.position().toPoint())
    model = view.model()
    if model.canDropMimeData(event.mimeData(), _COPY, *_NOT_BETWEEN, index):
        event.setDropAction(_COPY)
        event.accept()
    else:
        event.ignore()


def take(view: QAbstractItemView, event: QDropEvent) -> None:
    """Hand what is dropped to the model, for the row under it."""
    index: QModelIndex = view.indexAt(event.position().toPoint())
    taken = view.model().dropMimeData(event.mimeData(), _COPY, *_NOT_BETWEEN, index)
    event.setDropAction(_COPY if taken else Qt.DropAction.IgnoreAction)
    event.setAccepted(taken)
