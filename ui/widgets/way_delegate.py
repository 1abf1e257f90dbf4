"""Draws a way to something: its icon, its name, where it is, and its key."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.models.table import Roles
from ui.models.ways import Hit
from ui.widgets import glyphs
from ui.widgets.board_paint import RIGHT, Inks, ground, inks, write
from ui.widgets.parts import Size, sized

_PAD = 16
_GAP = 12
_ABOVE = 7

AnyIndex = QModelIndex | QPersistentModelIndex


class WayDelegate(QStyledItemDelegate):
    """One line; the letters that were typed are strong."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Override: one line and the room around it."""
        return QSize(200, option.fontMetrics.height() + 2 * _ABOVE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Override: everything is drawn here."""
        hit = index.data(Roles.RECORD)
        if not isinstance(hit, Hit):
            return
        painter.save()
        painter.setClipRect(option.rect)
        ink, font = inks(option), QFont(option.font)
        small = sized(font, Size.HINT)
        ground(painter, option, ink, over=False)
        box = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        side = option.fontMetrics.height()
        icon = QRect(box.left(), box.center().y() - side // 2, side, side)
        if hit.way.glyph:
            glyphs.paint(painter, icon, hit.way.glyph, ink.hint)
        box.setLeft(icon.right() + _GAP)
        end = hit.way.keys or hit.way.sort.value
        write(painter, box, end, (small, ink.hint), RIGHT)
        box.setRight(box.right() - QFontMetrics(small).horizontalAdvance(end) - _GAP)
        box.setLeft(_title(painter, box, hit, font, ink) + _GAP)
        if box.width() > side:
            write(painter, box, hit.way.detail, (small, ink.hint))
        painter.restore()


def _title(painter: QPainter, box: QRect, hit: Hit, font: QFont, ink: Inks) -> int:
    """Write a name, what was typed of it strong; tell where it ends."""
    strong = sized(font, Size.STRONG)
    left = box.left()
    title = hit.way.title
    for marked, places in groupby(range(len(title)), key=hit.marks.__contains__):
        part = "".join(title[place] for place in places)
        used = strong if marked else font
        room = QRect(left, box.top(), max(0, box.right() - left), box.height())
        write(painter, room, part, (used, ink.text))
        left += QFontMetrics(used).horizontalAdvance(part)
    return min(left, box.right())
