"""Draws a source in two lines: its name and money, then where it goes."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.models.board import Fit, Source
from ui.models.table import Roles
from ui.widgets.board_paint import (
    RIGHT,
    Chip,
    Inks,
    chip_width,
    draw_chip,
    ground,
    inks,
    write,
)
from ui.widgets.palette import Tone
from ui.widgets.parts import Size, sized

_SIDE = 16
_PAD = 8
_GAP = 8
_CHIP = 6
_INDENT = 16

AnyIndex = QModelIndex | QPersistentModelIndex


class SourceDelegate(QStyledItemDelegate):
    """Two lines; what is suggested is dotted, so that nobody takes it for done."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.over = ""
        self._fonts: tuple[QFont, QFont, QFont] | None = None

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Override: two lines, the chip's edge and the room around them."""
        return QSize(240, 2 * option.fontMetrics.height() + _CHIP + 2 * _PAD + 4)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Override: draw the record."""
        source = index.data(Roles.RECORD)
        if not isinstance(source, Source):
            return
        painter.save()
        painter.setClipRect(option.rect)
        ink = inks(option)
        ground(painter, option, ink, over=self.over == source.key)
        plain, strong, small = self._lettering(option.font)
        upper, lower = _halves(option.rect, source)
        name = QFont(strong if source.heading or source.weight else plain)
        width = QFontMetrics(strong).horizontalAdvance(source.money)
        write(painter, upper, source.money, (strong, ink.text), RIGHT)
        room = upper.adjusted(0, 0, -(width + _GAP if width else 0), 0)
        used = write(painter, room, source.name, (name, ink.text))
        if source.hint:
            beside = room.adjusted(used + _GAP, 0, 0, 0)
            write(painter, beside, source.hint, (small, ink.hint))
        width = QFontMetrics(small).horizontalAdvance(source.count)
        write(painter, lower, source.count, (small, ink.hint), RIGHT)
        self._place(painter, lower.adjusted(0, 0, -(width + _GAP), 0), source, ink)
        painter.restore()

    def offer_box(self, rect: QRect, source: Source, font: QFont) -> QRect:
        """Find where the suggestion of a row is drawn; nowhere where there is none."""
        chips = _chips(source)
        if not chips or not chips[-1].dotted:
            return QRect()
        _, _, small = self._lettering(font)
        return _boxes(_halves(rect, source)[1], chips, small)[-1]

    def _place(self, painter: QPainter, box: QRect, source: Source, ink: Inks) -> None:
        _, _, small = self._lettering(painter.font())
        chips = _chips(source)
        boxes = _boxes(box, chips, small)
        for chip, spot in zip(chips, boxes, strict=True):
            draw_chip(painter, spot, chip, small, ink)
        left = boxes[-1].right() + _GAP if boxes else box.left()
        rest = QRect(left, box.top(), max(0, box.right() - left), box.height())
        write(painter, rest, _beside(source), (small, ink.hint))

    def _lettering(self, font: QFont) -> tuple[QFont, QFont, QFont]:
        if self._fonts is None or self._fonts[0] != font:
            own = QFont(font)  # the option's dies with the option
            self._fonts = (own, sized(own, Size.STRONG), sized(own, Size.HINT))
        return self._fonts


def _chips(source: Source) -> tuple[Chip, ...]:
    """Where it goes, and what is suggested in place of a target that is no good."""
    offer = Chip(source.offered, Tone.READY, "lightbulb", dotted=True)
    found: list[Chip] = []
    if source.fit in {Fit.TROUBLE, Fit.ARCHIVED}:
        found.append(Chip(source.chip or source.target, Tone.ATTENTION, "warning"))
    elif source.chip:
        found.append(Chip(source.chip, Tone.READY))
    elif source.fit is Fit.IDLE:
        found.append(Chip("Not used", Tone.QUIET, "minus-circle"))
    elif not source.offer:
        found.append(Chip("Not mapped", Tone.ATTENTION, "warning"))
    return (*found, offer) if source.offer else tuple(found)


def _beside(source: Source) -> str:
    if source.offer:
        return f"{source.reason} · {source.sure} % sure"
    if source.fit is Fit.SETTLED:
        return source.reason if source.reason != "same name" else ""
    return source.trouble


def _boxes(box: QRect, chips: tuple[Chip, ...], font: QFont) -> list[QRect]:
    height = QFontMetrics(font).height() + _CHIP
    left, made = box.left(), []
    top = box.top() + (box.height() - height) // 2
    most = round(box.width() * (0.62 if len(chips) == 1 else 0.42))
    for chip in chips:
        width = chip_width(font, chip, most)
        made.append(QRect(left, top, width, height))
        left += width + _GAP
    return made


def _halves(rect: QRect, source: Source) -> tuple[QRect, QRect]:
    indent = _INDENT if source.level and not source.heading else 0
    inner = rect.adjusted(_SIDE + indent, _PAD, -_SIDE, -_PAD)
    half = (inner.height() - _CHIP) // 2
    upper = QRect(inner.left(), inner.top(), inner.width(), half)
    lower_top = inner.top() + half
    lower = QRect(
        inner.left(), lower_top, inner.width(), inner.bottom() - lower_top + 1
    )
    return upper, lower
