"""Draws a target in one line: its name, and how much is on it."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.models.board import Target
from ui.models.table import Role, Roles
from ui.widgets.board_paint import RIGHT, ground, inks, write
from ui.widgets.parts import Size, sized

_SIDE = 16
_INDENT = 12
_ROOM = 12
_GAP = 8

AnyIndex = QModelIndex | QPersistentModelIndex


class TargetDelegate(QStyledItemDelegate):
    """One line for each target, and one for each group."""

    over = ""

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Override: a line and the room around it."""
        return QSize(160, option.fontMetrics.height() + _ROOM)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Override: draw the record, or the name of a group."""
        painter.save()
        ink, target = inks(option), index.data(Roles.RECORD)
        if not isinstance(target, Target):
            self._group(painter, option, str(index.data(Role.DisplayRole)))
            painter.restore()
            return
        ground(painter, option, ink, over=self.over == target.key)
        indent = _INDENT if target.group else 0
        box = option.rect.adjusted(_SIDE + indent, 0, -_SIDE, 0)
        small = sized(option.font, Size.HINT)
        width = QFontMetrics(small).horizontalAdvance(target.note)
        write(painter, box, target.note, (small, ink.hint), RIGHT)
        room = box.adjusted(0, 0, -(width + _GAP), 0)
        font = option.font if target.group else sized(option.font, Size.STRONG)
        colour = ink.text if target.usable else ink.hint
        write(painter, room, target.name, (font, colour))
        painter.restore()

    def _group(
        self, painter: QPainter, option: QStyleOptionViewItem, name: str
    ) -> None:
        option.palette.setCurrentColorGroup(QPalette.ColorGroup.Active)
        ink = inks(option)
        if not ink.plain:
            painter.fillRect(option.rect, QColor(ink.tokens.sunken))
        box = option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
        write(painter, box, name, (sized(option.font, Size.STRONG), ink.second))
