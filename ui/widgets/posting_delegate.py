"""Draws a posting in two lines: who and how much, then where it stands."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.listing import PostingRow
from ui.models.table import Roles
from ui.widgets import glyphs
from ui.widgets.palette import Tokens, Tone, tokens
from ui.widgets.posting_layout import Laid, Layout

_PAD = 8
_BOX = 16
_TEXT = 40
_END = 12

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Inks:
    """What a row is drawn with; ``plain`` where the system's colours rule."""

    tokens: Tokens
    back: QColor
    plain: QColor | None = None

    def of(self, ink: str) -> QColor:
        """Give the colour of an ink."""
        if self.plain is not None:
            return self.plain
        if ink in set(Tone):
            return self.tokens.ink(ink)
        return QColor(getattr(self.tokens, ink))


class PostingDelegate(QStyledItemDelegate):
    """Two lines, of which the ends line up all the way down."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layout: Layout | None = None

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Override: two lines and the room around them."""
        return QSize(200, row_height(option.fontMetrics))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Override: everything is drawn here."""
        inks, rect = _inks(option), option.rect
        painter.save()
        _ground(painter, option, inks)
        row = index.data(Roles.RECORD)
        if isinstance(row, PostingRow):
            ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
            box = _box(rect, option.fontMetrics)
            _tick(painter, box, inks, on=ticked is Qt.CheckState.Checked)
            inner = rect.adjusted(_text(option.fontMetrics), _PAD, -_END, -_PAD)
            laid = self._laid(option).lay(row, inner.width(), inner.height())
            painter.translate(inner.topLeft())
            _strokes(painter, laid, inks)
        else:
            _waiting(painter, rect, inks)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """Override: a click into the box ticks."""
        released = event.type() is QEvent.Type.MouseButtonRelease
        if not released or not isinstance(event, QMouseEvent):
            return False
        if not _reach(option.rect, option.fontMetrics).contains(
            event.position().toPoint()
        ):
            return False
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        turned = (
            Qt.CheckState.Unchecked
            if on is Qt.CheckState.Checked
            else Qt.CheckState.Checked
        )
        return model.setData(index, turned, Qt.ItemDataRole.CheckStateRole)

    def _laid(self, option: QStyleOptionViewItem) -> Layout:
        if self._layout is None or self._layout.font != option.font:
            self._layout = Layout(option.font)
        return self._layout


def row_height(metrics: QFontMetrics) -> int:
    """Tell how high two lines and the room around them are."""
    return 2 * metrics.height() + 2 * _PAD + 3


def _inks(option: QStyleOptionViewItem) -> _Inks:
    colours = tokens(option.palette)
    role = option.palette.ColorRole
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    ours = option.palette.color(role.Link) == QColor(colours.accent)
    if selected and not ours:
        letters = option.palette.color(role.HighlightedText)
        return _Inks(colours, option.palette.color(role.Highlight), letters)
    if not ours:
        letters = option.palette.color(role.Text)
        return _Inks(colours, option.palette.color(role.Base), letters)
    back = QColor(colours.selection if selected else colours.surface)
    if not selected and option.state & QStyle.StateFlag.State_MouseOver:
        back = QColor(colours.hover)
    return _Inks(colours, back)


def _ground(painter: QPainter, option: QStyleOptionViewItem, inks: _Inks) -> None:
    rect = option.rect
    painter.fillRect(rect, inks.back)
    line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
    painter.fillRect(line, QColor(inks.tokens.hairline))
    if option.state & QStyle.StateFlag.State_Selected:
        bar = QRect(rect.left(), rect.top(), 3, rect.height())
        painter.fillRect(bar, QColor(inks.tokens.accent))
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(inks.tokens.accent), 1))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))


def _tick(painter: QPainter, box: QRect, inks: _Inks, *, on: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    accent = QColor(inks.tokens.accent)
    painter.setPen(QPen(accent if on else QColor(inks.tokens.control), 1))
    painter.setBrush(accent if on else QColor(inks.tokens.surface))
    painter.drawRoundedRect(box, 3, 3)
    if on:
        inner = box.adjusted(2, 2, -2, -2)
        glyphs.paint(painter, inner, "check-bold", QColor(inks.tokens.on_accent))


def _strokes(painter: QPainter, laid: Laid, inks: _Inks) -> None:
    glyphs.paint(painter, laid.icon, laid.glyph, inks.of(laid.tone))
    for stroke in laid.strokes:
        painter.setFont(stroke.font)
        painter.setPen(inks.of(stroke.ink))
        painter.drawText(stroke.box, stroke.align, stroke.text)


def _waiting(painter: QPainter, rect: QRect, inks: _Inks) -> None:
    sunken, height = QColor(inks.tokens.sunken), (rect.height() - 3 * _PAD) // 2
    left, top = rect.left() + _TEXT, rect.top() + _PAD
    painter.fillRect(QRect(left, top, rect.width() // 2, height), sunken)
    below = top + height + _PAD
    painter.fillRect(QRect(left, below, rect.width() // 3, height), sunken)


def _box(rect: QRect, metrics: QFontMetrics) -> QRect:
    side = max(_BOX, metrics.ascent())
    middle = rect.top() + (rect.height() - side) // 2
    return QRect(rect.left() + 13, middle, side, side)


def _text(metrics: QFontMetrics) -> int:
    """Tell where the words begin, beside the box."""
    return _TEXT - _BOX + max(_BOX, metrics.ascent())


def _reach(rect: QRect, metrics: QFontMetrics) -> QRect:
    return QRect(rect.left(), rect.top(), _text(metrics), rect.height())
