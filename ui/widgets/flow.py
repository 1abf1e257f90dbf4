"""Parts side by side that go on in the next line where there is no more room."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """As many in a line as fit; ``right`` has each line end at the right."""

    def __init__(self, *parts: QWidget, gap: int = 8, right: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._right = gap, right
        self.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            self.addWidget(part)

    def addItem(self, item: QLayoutItem) -> None:
        """Override."""
        self._items.append(item)

    def count(self) -> int:
        """Override."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Override: None beyond the last, as Qt asks."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Override."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Override: no more than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Override: the narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Override."""
        lines = self._lines(width)
        heights = sum(max(x.sizeHint().height() for x in line) for line in lines)
        return heights + self._gap * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:
        """Override: all in one line."""
        shown = self._shown()
        width = sum(x.sizeHint().width() for x in shown)
        height = max((x.sizeHint().height() for x in shown), default=0)
        return QSize(width + self._gap * max(0, len(shown) - 1), height)

    def minimumSize(self) -> QSize:
        """Override: the widest part alone."""
        shown = self._shown()
        return QSize(
            max((x.sizeHint().width() for x in shown), default=0),
            max((x.sizeHint().height() for x in shown), default=0),
        )

    def setGeometry(self, rect: QRect) -> None:
        """Override: line after line."""
        super().setGeometry(rect)
        spare = rect.height() - self.heightForWidth(rect.width())
        top = rect.top() + max(0, spare) // 2
        for line in self._lines(rect.width()):
            height = max(x.sizeHint().height() for x in line)
            left = rect.left() + (rect.width() - self._width(line)) * self._right
            for item in line:
                size = item.sizeHint()
                size.setWidth(min(size.width(), rect.width()))
                down = (height - size.height()) // 2
                item.setGeometry(QRect(QPoint(left, top + down), size))
                left += size.width() + self._gap
            top += height + self._gap

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        for item in self._shown():
            if lines and self._width([*lines[-1], item]) <= width:
                lines[-1].append(item)
            else:
                lines.append([item])
        return lines

    def _width(self, line: list[QLayoutItem]) -> int:
        return sum(x.sizeHint().width() for x in line) + self._gap * (len(line) - 1)
