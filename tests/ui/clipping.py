"""What is cut off or lies over something else in what is seen of a window."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

_SLACK = 3
_ARROW = 30
_SOLID = (QLabel, QPushButton, QLineEdit, QComboBox)


def cut(root: QWidget) -> list[str]:
    """Say everything that cannot be read to its end."""
    return [*_labels(root), *_buttons(root), *_combos(root), *_areas(root)]


def overlapping(root: QWidget) -> list[str]:
    """Say every two parts of which one lies over the other."""
    seen = [x for kind in _SOLID for x in root.findChildren(kind) if x.isVisible()]
    parts = [(x, _box(root, x)) for x in seen if not _inside_another(x)]
    return [
        f"{_said(one)} and {_said(other)}"
        for (one, box), (other, beside) in combinations(parts, 2)
        if one.parentWidget() is other.parentWidget()
        and box.adjusted(1, 1, -1, -1).intersects(beside.adjusted(1, 1, -1, -1))
    ]


def _labels(root: QWidget) -> Iterator[str]:
    for label in root.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        if label.wordWrap():
            wide = max(label.fontMetrics().horizontalAdvance(x) for x in _words(label))
            high = label.heightForWidth(label.width())
            if label.height() + _SLACK < high or label.width() + _SLACK < wide:
                yield f"{_said(label)}: {label.size()} holds {wide}, {high}"
        elif label.width() + _SLACK < label.sizeHint().width():
            yield f"{_said(label)}: {label.width()} of {label.sizeHint().width()}"


def _words(label: QLabel) -> list[str]:
    return label.text().split() or [""]


def _buttons(root: QWidget) -> Iterator[str]:
    for button in root.findChildren(QPushButton):
        wanted = button.sizeHint()
        if button.isVisible() and button.width() + _SLACK < wanted.width():
            yield f"{_said(button)}: {button.width()} of {wanted.width()}"


def _combos(root: QWidget) -> Iterator[str]:
    for combo in root.findChildren(QComboBox):
        wide = combo.fontMetrics().horizontalAdvance(combo.currentText()) + _ARROW
        if combo.isVisible() and combo.width() + _SLACK < wide:
            yield f"{combo.currentText()}: {combo.width()} of {wide}"


def _areas(root: QWidget) -> Iterator[str]:
    for area in root.findChildren(QScrollArea):
        beyond = area.horizontalScrollBar().maximum()
        if area.isVisible() and beyond:
            yield f"{area.accessibleName()} goes {beyond} beyond its width"


def _inside_another(part: QWidget) -> bool:
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractItemView | QComboBox | QPushButton):
            return True
        above = above.parentWidget()
    return False


def _box(root: QWidget, part: QWidget) -> QRect:
    return QRect(part.mapTo(root, part.rect().topLeft()), part.size())


def _said(part: QWidget) -> str:
    text = part.text() if isinstance(part, QLabel | QPushButton | QLineEdit) else ""
    return f"{type(part).__name__} {text or part.accessibleName()!r}"
