"""The quick way to everything: type a part of its name, press Enter."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.models.ways import Way, WaysModel, ranked
from ui.widgets import glyphs
from ui.widgets.once import Dialog
from ui.widgets.parts import Size, label, panel
from ui.widgets.way_list import WayLine, WayList

_HINT = "Page, report, person, account, category or action"
_LETTERS = 92
_MARGIN = 40
_TOP = 64
_ROWS = 11


class GoAnywhere(Dialog):
    """Stands over the window until something is chosen, Escape, or a click elsewhere.

    Signals:
        asked: Something else was typed; the text.
        chosen: The Way that was chosen.
    """

    asked = Signal(str)
    chosen = Signal(object)

    def __init__(self, parent: QWidget, recent: Sequence[str]) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Go to anything")
        self._window = parent
        self._recent = tuple(recent)
        self._ways: dict[str, tuple[Way, ...]] = {}
        self._walked = False
        self.model = WaysModel(self)
        self.line, self.list = WayLine(_HINT), WayList(self.model)
        self._none = label("Nothing is called that.", ink="second")
        self._none.setContentsMargins(16, 12, 16, 16)
        self._foot = label("Enter goes there · Esc closes", Size.HINT)
        self._foot.setContentsMargins(16, 6, 16, 8)
        self._arrange()
        glyphs.redress(self)
        self.line.sought.connect(self._seek)
        self.line.walked.connect(self._walk)
        self.line.taken.connect(self._take)
        self.list.clicked.connect(self._click)

    def offer(self, source: str, ways: Iterable[Way]) -> None:
        """Take in what one source has; what it had before goes.

        The mark stays where somebody walked to, and otherwise upon the best.
        """
        self._ways[source] = tuple(ways)
        self._fill()

    def open_over(self) -> None:
        """Stand over the upper part of the window."""
        window = self._window
        wanted = self.fontMetrics().averageCharWidth() * _LETTERS
        self.setFixedWidth(min(wanted, window.width() - _MARGIN))
        self.list.setFixedHeight(self.list.sizeHintForRow(0) * _ROWS)
        self.adjustSize()
        corner = window.mapToGlobal(window.rect().topLeft())
        across = (window.width() - self.width()) // 2
        down = min(_TOP, max(0, window.height() - self.height()))
        self.move(corner.x() + across, corner.y() + down)
        self.show()
        self.activateWindow()
        self.line.setFocus()

    def reject(self) -> None:
        """Override: the window has the keyboard again."""
        super().reject()
        self._window.activateWindow()

    def changeEvent(self, event: QEvent) -> None:
        """Override: who looks elsewhere is done here."""
        super().changeEvent(event)
        left = event.type() is QEvent.Type.ActivationChange and self.isVisible()
        if left and not self.isActiveWindow():
            super().reject()

    def _arrange(self) -> None:
        box: QFrame = panel("anywhere")
        inner = QVBoxLayout(box)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        self.line.setProperty("kind", "anywhere")
        for part in (self.line, self.list, self._none, self._foot):
            inner.addWidget(part)
        self._none.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(box)

    def _seek(self) -> None:
        self._walked = False
        self._fill()
        self.asked.emit(self.line.text().strip())

    def _walk(self, down: int) -> None:
        self._walked = True
        self.list.walk(down)

    def _fill(self) -> None:
        marked = self.model.hit(self.list.currentIndex().row())
        ways = {way.key: way for found in self._ways.values() for way in found}
        hits = ranked(self.line.text(), ways.values(), self._recent)
        self.model.show(hits)
        keys = [hit.way.key for hit in hits]
        row = 0
        if self._walked and marked is not None and marked.way.key in keys:
            row = keys.index(marked.way.key)
        else:
            self._walked = False
        self.list.mark(row)
        self.list.setVisible(bool(hits))
        self._none.setVisible(not hits)

    def _click(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self._take()

    def _take(self) -> None:
        hit = self.model.hit(self.list.currentIndex().row())
        if hit is not None:
            self.reject()
            self.chosen.emit(hit.way)
