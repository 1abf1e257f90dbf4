"""Fields for a few digits: as wide as those, and no wider."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit

_LETTERS = 10
_MARGIN = 6


def brief(*edits: QAbstractSpinBox) -> None:
    """Make fields narrow, with the digits clear of the border."""
    for edit in edits:
        edit.setFixedWidth(edit.fontMetrics().averageCharWidth() * _LETTERS + _MARGIN)
        typed = edit.findChild(QLineEdit)
        if typed is not None:
            typed.setTextMargins(_MARGIN, 0, 0, 0)
