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
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.listing import PostingRow
from app.domain.postings import State
from ui.models.table import Roles
from ui.models.words import amount, day
from ui.widgets import glyphs
from ui.widgets.looks import STATES
from ui.widgets.palette import Tokens, tokens
from ui.widgets.parts import Size, sized

_PAD = 8
_BOX = 16
_TEXT = 40
_GAP = 10
_FAR_DAY = "00 Sept 0000"
_LONG_ID = "R00aBcDeFgHiJk"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

_SETTLED = frozenset(
    {
        State.POSTED,
        State.DRAFT,
        State.REVERSED,
        State.ELSEWHERE,
        State.NOTHING_TO_POST,
    }
)
_TOLD_BY_HEADLINE = frozenset({State.BLOCKED, State.FAILED})

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Inks:
    """What a row is drawn with."""

    back: QColor
    text: QColor
    second: QColor
    hint: QColor
    tokens: Tokens
    plain: bool


class PostingDelegate(QStyledItemDelegate):
    """Two lines, of which the ends line up all the way down."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fonts: tuple[QFont, QFont, QFont] | None = None

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Override: two lines and the room around them."""
        return QSize(200, row_height(option.fontMetrics))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Override: everything is drawn here."""
        inks = _inks(option)
        painter.save()
        _ground(painter, option, inks)
        row = index.data(Roles.RECORD)
        if isinstance(row, PostingRow):
            ticked = index.data(Qt.ItemDataRole.CheckStateRole)
            on = ticked is not None and Qt.CheckState(ticked) is Qt.CheckState.Checked
            _tick(painter, _box(option.rect), inks, on=on)
            self._lines(painter, option, row, inks)
        else:
            _waiting(painter, option.rect, inks)
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
        if not _reach(option.rect).contains(event.position().toPoint()):
            return False
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        turned = (
            Qt.CheckState.Unchecked
            if on is Qt.CheckState.Checked
            else Qt.CheckState.Checked
        )
        return model.setData(index, turned, Qt.ItemDataRole.CheckStateRole)

    def _lines(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: PostingRow,
        inks: _Inks,
    ) -> None:
        plain, strong, small = self._lettering(option.font)
        upper, lower = _halves(option.rect)
        first = _first_width(QFontMetrics(plain), QFontMetrics(small))
        sum_ = amount(row.total, row.currency)
        end = max(
            QFontMetrics(strong).horizontalAdvance(sum_),
            QFontMetrics(small).horizontalAdvance(row.currency),
        )
        middle = (first + _GAP, end + _GAP)
        _write(painter, _cut(upper, 0, 0), day(row.dated), plain, inks.text)
        _write(painter, upper, sum_, strong, inks.text, _RIGHT)
        _pair(painter, _cut(upper, *middle), (row, strong, plain), inks)
        name = QFontMetrics(small).elidedText(
            row.report_id, Qt.TextElideMode.ElideMiddle, first
        )
        _write(painter, lower, name, small, inks.hint)
        _write(painter, lower, row.currency, small, inks.hint, _RIGHT)
        _standing(painter, _cut(lower, *middle), row, small, inks)

    def _lettering(self, font: QFont) -> tuple[QFont, QFont, QFont]:
        if self._fonts is None or self._fonts[0] != font:
            own = QFont(font)  # the option's dies with the option
            self._fonts = (own, sized(own, Size.STRONG), sized(own, Size.HINT))
        return self._fonts


def row_height(metrics: QFontMetrics) -> int:
    """Tell how high two lines and the room around them are."""
    return 2 * metrics.height() + 2 * _PAD + 3


def _first_width(plain: QFontMetrics, small: QFontMetrics) -> int:
    return max(plain.horizontalAdvance(_FAR_DAY), small.horizontalAdvance(_LONG_ID))


def _inks(option: QStyleOptionViewItem) -> _Inks:
    colours = tokens(option.palette)
    role = option.palette.ColorRole
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    ours = option.palette.color(role.Link) == QColor(colours.accent)
    if selected and not ours:
        ground = option.palette.color(role.Highlight)
        letters = option.palette.color(role.HighlightedText)
        return _Inks(ground, letters, letters, letters, colours, plain=True)
    back = QColor(colours.selection if selected else colours.surface)
    if not selected and option.state & QStyle.StateFlag.State_MouseOver:
        back = QColor(colours.hover)
    text, second, hint = colours.text, colours.second, colours.hint
    return _Inks(back, QColor(text), QColor(second), QColor(hint), colours, plain=False)


def _ground(painter: QPainter, option: QStyleOptionViewItem, inks: _Inks) -> None:
    painter.fillRect(option.rect, inks.back)
    line = QRect(option.rect)
    line.setTop(line.bottom())
    painter.fillRect(line, QColor(inks.tokens.hairline))
    if option.state & QStyle.StateFlag.State_Selected:
        bar = QRect(option.rect)
        bar.setWidth(3)
        painter.fillRect(bar, QColor(inks.tokens.accent))
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(inks.tokens.accent), 1))
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))


def _tick(painter: QPainter, box: QRect, inks: _Inks, *, on: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    accent = QColor(inks.tokens.accent)
    painter.setPen(QPen(accent if on else QColor(inks.tokens.control), 1))
    painter.setBrush(accent if on else QColor(inks.tokens.surface))
    painter.drawRoundedRect(box, 3, 3)
    if on:
        inner = box.adjusted(2, 2, -2, -2)
        glyphs.paint(painter, inner, "check-bold", QColor(inks.tokens.on_accent))


def _pair(
    painter: QPainter, box: QRect, said: tuple[PostingRow, QFont, QFont], inks: _Inks
) -> None:
    row, strong, plain = said
    metrics = QFontMetrics(strong)
    who = metrics.elidedText(row.submitter, Qt.TextElideMode.ElideRight, box.width())
    _write(painter, box, who, strong, inks.text)
    rest = _cut(box, metrics.horizontalAdvance(who) + _GAP, 0)
    _write(painter, rest, row.report_name, plain, inks.second)


def _standing(
    painter: QPainter, box: QRect, row: PostingRow, font: QFont, inks: _Inks
) -> None:
    look = STATES[row.state]
    ink = inks.text if inks.plain else inks.tokens.ink(look.tone)
    top = box.top() + (box.height() - _BOX) // 2
    glyphs.paint(painter, QRect(box.left(), top, _BOX, _BOX), look.glyph, ink)
    words = _cut(box, _BOX + 5, 0)
    if row.headline and row.state in _TOLD_BY_HEADLINE:
        _write(painter, words, row.headline, font, ink)
        return
    _write(painter, words, row.state.words, font, ink)
    if row.headline and row.state not in _SETTLED:
        used = QFontMetrics(font).horizontalAdvance(row.state.words)
        _write(painter, _cut(words, used + _GAP, 0), row.headline, font, inks.second)


def _write(  # noqa: PLR0913 - a stroke of a pen
    painter: QPainter,
    box: QRect,
    text: str,
    font: QFont,
    ink: QColor,
    align: Qt.AlignmentFlag = _LEFT,
) -> None:
    said = QFontMetrics(font).elidedText(
        text, Qt.TextElideMode.ElideRight, max(0, box.width())
    )
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, align, said)


def _waiting(painter: QPainter, rect: QRect, inks: _Inks) -> None:
    for line, width in zip(_halves(rect), (0.6, 0.4), strict=True):
        bar = line.adjusted(0, 4, -round(line.width() * (1 - width)), -4)
        painter.fillRect(bar, QColor(inks.tokens.sunken))


def _cut(box: QRect, left: int, right: int) -> QRect:
    return box.adjusted(left, 0, -right, 0)


def _halves(rect: QRect) -> tuple[QRect, QRect]:
    inner = rect.adjusted(_TEXT, _PAD, -12, -_PAD)
    half = (inner.height() - 2) // 2
    upper = QRect(inner.left(), inner.top(), inner.width(), half)
    lower = QRect(inner.left(), inner.top() + half + 2, inner.width(), half)
    return upper, lower


def _box(rect: QRect) -> QRect:
    middle = rect.top() + (rect.height() - _BOX) // 2
    return QRect(rect.left() + 13, middle, _BOX, _BOX)


def _reach(rect: QRect) -> QRect:
    return QRect(rect.left(), rect.top(), _TEXT, rect.height())
