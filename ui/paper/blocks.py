"""Pieces of a page that are never torn: texts and rules, measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter

UNIT = 10.0
"""Units to a point: everything on paper is measured in tenths of a point."""

_BLACK, _GREY, _RULE = QColor("#18202B"), QColor("#465263"), QColor("#828D9C")
_ENDLESS = 1e6


class Style(Enum):
    """How a text is written: its size in units, whether bold, and its ink."""

    TITLE = (140, True, False)
    STRONG = (90, True, False)
    PLAIN = (85, False, False)
    SMALL = (75, False, True)


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a place within a block."""

    place: QRectF
    words: str
    style: Style
    right: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across a block, so far from its top, as thick as said."""

    top: float
    width: float
    thick: float = 5.0


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page; what is in it is placed from its upper left corner."""

    height: float
    parts: tuple[Text | Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """Words, and the column of the page that they stand in."""

    left: float
    width: float
    words: str
    style: Style = Style.PLAIN
    right: bool = False


def gap(height: float) -> Block:
    """Make room."""
    return Block(height)


def line(cells: Iterable[Cell], above: float = 0.0, below: float = 0.0) -> Block:
    """Put cells side by side; the block is as high as the highest of them."""
    placed = [(cell, tall(cell.words, cell.style, cell.width)) for cell in cells]
    highest = max((height for _, height in placed), default=0.0)
    parts = tuple(
        Text(
            QRectF(cell.left, above, cell.width, height),
            cell.words,
            cell.style,
            cell.right,
        )
        for cell, height in placed
        if cell.words
    )
    return Block(above + highest + below, parts)


def ruled(block: Block, width: float, *, under: bool, thick: float = 5.0) -> Block:
    """Draw a rule over or under a block."""
    top = block.height if under else 0.0
    return Block(block.height, (*block.parts, Rule(top, width, thick)))


def stacked(blocks: Sequence[Block]) -> Block:
    """Make one block of several, one under another, so that they stay together."""
    parts: list[Text | Rule] = []
    top = 0.0
    for block in blocks:
        parts += [_lowered(part, top) for part in block.parts]
        top += block.height
    return Block(top, tuple(parts))


def tall(words: str, style: Style, width: float) -> float:
    """Measure how high words stand in a column of this width."""
    return _boxed(words, style, width).height() if words else 0.0


def wide(words: str, style: Style) -> float:
    """Measure how wide words are on one line."""
    return _measure(style).horizontalAdvance(words)


def paint(painter: QPainter, block: Block, top: float) -> None:
    """Paint a block so far below the top of the page."""
    for part in block.parts:
        if isinstance(part, Rule):
            painter.fillRect(QRectF(0, top + part.top, part.width, part.thick), _RULE)
            continue
        painter.setFont(font(part.style))
        painter.setPen(_GREY if part.style is Style.SMALL else _BLACK)
        side = Qt.AlignmentFlag.AlignRight if part.right else Qt.AlignmentFlag.AlignLeft
        place = part.place.translated(0, top)
        wrap = _wrap(part.words, part.style, place.width())
        painter.drawText(place, int(side | wrap), part.words)


def font(style: Style) -> QFont:
    """Give the font of a style; its figures stand under one another."""
    size, bold, _ = style.value
    made = QFont(QGuiApplication.font().family())
    made.setPixelSize(size)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("tnum"), 1)
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


@cache
def _measure_of(family: str) -> Callable[[Style], QFontMetricsF]:
    del family  # another font of the program makes another measure
    made: dict[Style, QFontMetricsF] = {}

    def measure(style: Style) -> QFontMetricsF:
        if style not in made:
            made[style] = QFontMetricsF(font(style))
        return made[style]

    return measure


def _measure(style: Style) -> QFontMetricsF:
    return _measure_of(QGuiApplication.font().family())(style)


def _boxed(words: str, style: Style, width: float) -> QRectF:
    room = QRectF(0, 0, width, _ENDLESS)
    wrap = _wrap(words, style, width)
    return _measure(style).boundingRect(room, int(wrap), words)


def _wrap(words: str, style: Style, width: float) -> Qt.TextFlag:
    """Break between words, and within them only where one is too long."""
    if any(wide(word, style) > width for word in words.split()):
        return Qt.TextFlag.TextWrapAnywhere
    return Qt.TextFlag.TextWordWrap


def _lowered(part: Text | Rule, by: float) -> Text | Rule:
    if isinstance(part, Rule):
        return Rule(part.top + by, part.width, part.thick)
    return Text(part.place.translated(0, by), part.words, part.style, part.right)
