"""The strokes that the rows of both columns of a board are drawn with."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.widgets import glyphs
from ui.widgets.palette import Tokens, tokens

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PAD = 8
_ICON = 14
_CORNER = 6
_SLACK = 4  # letters are wider than the sum of their advances


@dataclass(frozen=True, slots=True)
class Inks:
    """What a row is drawn with; ``plain`` where the system's colours are used."""

    back: QColor
    text: QColor
    second: QColor
    hint: QColor
    tokens: Tokens
    plain: bool
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A rounded label; ``dotted`` for what is only suggested."""

    words: str
    tone: str
    glyph: str = ""
    dotted: bool = False


def inks(option: QStyleOptionViewItem) -> Inks:
    """Choose the colours of a row."""
    colours, role = tokens(option.palette), option.palette.ColorRole
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    ours = option.palette.color(role.Link) == QColor(colours.accent)
    if selected and not ours:
        ground = option.palette.color(role.Highlight)
        letters = option.palette.color(role.HighlightedText)
        return Inks(ground, letters, letters, letters, colours, plain=True)
    if not ours:
        letters = option.palette.color(role.Text)
        ground = option.palette.color(role.Base)
        return Inks(ground, letters, letters, letters, colours, plain=True)
    back = QColor(colours.selection if selected else colours.surface)
    if not selected and option.state & QStyle.StateFlag.State_MouseOver:
        back = QColor(colours.hover)
    text, second, hint = colours.text, colours.second, colours.hint
    return Inks(
        back,
        QColor(text),
        QColor(second),
        QColor(hint),
        colours,
        plain=False,
        chosen=selected,
    )


def ground(
    painter: QPainter, option: QStyleOptionViewItem, ink: Inks, *, over: bool
) -> None:
    """Draw what lies under a row; ``over`` where a drop would fall on it."""
    painter.fillRect(option.rect, ink.back)
    line = QRect(option.rect)
    line.setTop(line.bottom())
    painter.fillRect(line, QColor(ink.tokens.hairline))
    accent = QColor(ink.tokens.accent)
    if option.state & QStyle.StateFlag.State_Selected:
        bar = QRect(option.rect)
        bar.setWidth(3)
        painter.fillRect(bar, accent)
    if over:
        painter.setPen(QPen(accent, 2))
        painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
    elif option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(accent, 1))
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))


def write(
    painter: QPainter,
    box: QRect,
    text: str,
    ink: tuple[QFont, QColor],
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """Write one line, cut where there is no room; returns how wide it came out."""
    font, colour = ink
    metrics = QFontMetrics(font)
    said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(box, align | Qt.TextFlag.TextSingleLine, said)
    return metrics.horizontalAdvance(said)


def chip_width(font: QFont, chip: Chip, most: int) -> int:
    """Tell how wide a chip comes out."""
    icon = _ICON + 5 if chip.glyph else 0
    words = QFontMetrics(font).horizontalAdvance(chip.words)
    return min(most, words + icon + 2 * _PAD + _SLACK)


def draw_chip(
    painter: QPainter, box: QRect, chip: Chip, font: QFont, ink: Inks
) -> None:
    """Draw a chip over the whole of a box."""
    letters = ink.text if ink.plain else ink.tokens.ink(chip.tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(letters, 1)
    if chip.dotted:
        pen.setStyle(Qt.PenStyle.DashLine)
        pen.setDashPattern([3, 3])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
    else:
        painter.setPen(pen if ink.plain or ink.chosen else Qt.PenStyle.NoPen)
        painter.setBrush(ink.back if ink.plain else ink.tokens.tint(chip.tone))
    painter.drawRoundedRect(
        QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER
    )
    painter.restore()
    inner = box.adjusted(_PAD, 0, -_PAD, 0)
    if chip.glyph:
        top = box.top() + (box.height() - _ICON) // 2
        spot = QRect(inner.left(), top, _ICON, _ICON)
        glyphs.paint(painter, spot, chip.glyph, letters)
        inner.setLeft(inner.left() + _ICON + 5)
    write(painter, inner, chip.words, (font, letters))
