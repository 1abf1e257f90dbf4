"""What stands where in a posting's two lines; worked out once for each width."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from app.domain.listing import PostingRow
from app.domain.postings import State
from ui.models.words import amount, day
from ui.widgets.looks import STATES
from ui.widgets.parts import Size, sized

ICON = 16
_GAP = 10
_HELD = 600
_NAME = 12
_FAR_DAY = "00 Sept 0000"
_LONG_ID = "R00aBcDeFgHiJk"
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
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | _MIDDLE
RIGHT = Qt.AlignmentFlag.AlignRight | _MIDDLE


@dataclass(frozen=True, slots=True)
class Stroke:
    """A piece of text; ``ink`` is text, second, hint or a tone."""

    box: QRect
    text: str
    font: QFont
    ink: str
    align: Qt.AlignmentFlag = LEFT


@dataclass(frozen=True, slots=True)
class Laid:
    """A posting laid out from the origin: its strokes, and its state's icon."""

    strokes: tuple[Stroke, ...]
    icon: QRect
    glyph: str
    tone: str


class Layout:
    """Lays postings out with the fonts of one view."""

    def __init__(self, font: QFont) -> None:
        self.font = QFont(font)  # the option's own dies with the option
        self._strong = sized(self.font, Size.STRONG)
        self._small = sized(self.font, Size.HINT)
        self._plain_of = QFontMetrics(self.font)
        self._strong_of = QFontMetrics(self._strong)
        self._small_of = QFontMetrics(self._small)
        self._first = max(
            self._plain_of.horizontalAdvance(_FAR_DAY),
            self._small_of.horizontalAdvance(_LONG_ID),
        )
        self._laid: OrderedDict[tuple[PostingRow, int, int], Laid] = OrderedDict()

    def lay(self, row: PostingRow, width: int, height: int) -> Laid:
        """Lay a posting out, unless that was done already."""
        key = (row, width, height)
        found = self._laid.get(key)
        if found is None:
            found = self._laid[key] = self._made(row, width, height)
            if len(self._laid) > _HELD:
                self._laid.popitem(last=False)
        return found

    def _made(self, row: PostingRow, width: int, height: int) -> Laid:
        half = (height - 2) // 2
        upper, lower = QRect(0, 0, width, half), QRect(0, half + 2, width, half)
        sum_ = amount(row.total, row.currency)
        end = self._strong_of.horizontalAdvance(sum_)
        end = max(end, self._small_of.horizontalAdvance(row.currency))
        name = self._small_of.elidedText(
            row.report_id, Qt.TextElideMode.ElideMiddle, self._first
        )
        first = self._first + _GAP
        ends: tuple[Stroke, ...] = (
            Stroke(upper, day(row.dated), self.font, "text"),
            Stroke(lower, name, self._small, "hint"),
        )
        who, standing = (x.adjusted(first, 0, -end - _GAP, 0) for x in (upper, lower))
        if who.width() < self._plain_of.averageCharWidth() * _NAME:
            # whose it is matters more than the id, which the journal says too
            ends = (Stroke(lower, day(row.dated), self._small, "hint"),)
            dated = self._small_of.horizontalAdvance(day(row.dated)) + _GAP
            who = upper.adjusted(0, 0, -end - _GAP, 0)
            standing = lower.adjusted(dated, 0, -end - _GAP, 0)
        ends += (
            Stroke(upper, sum_, self._strong, "text", RIGHT),
            Stroke(lower, row.currency, self._small, "hint", RIGHT),
        )
        look, side = STATES[row.state], max(ICON, self._small_of.ascent())
        top = standing.top() + (standing.height() - side) // 2
        icon = QRect(standing.left(), top, side, side)
        below = self._standing(row, standing.adjusted(side + 5, 0, 0, 0))
        strokes = (*ends, *self._who(row, who), *below)
        return Laid(strokes, icon, look.glyph, look.tone)

    def _who(self, row: PostingRow, box: QRect) -> tuple[Stroke, ...]:
        who = _fitting(self._strong_of, row.submitter, box.width())
        used = self._strong_of.horizontalAdvance(who) + _GAP
        rest = box.adjusted(used, 0, 0, 0)
        name = _fitting(self._plain_of, row.report_name, rest.width())
        return (
            Stroke(box, who, self._strong, "text"),
            Stroke(rest, name, self.font, "second"),
        )

    def _standing(self, row: PostingRow, box: QRect) -> tuple[Stroke, ...]:
        tone, metrics = STATES[row.state].tone, self._small_of
        if row.headline and row.state in _TOLD_BY_HEADLINE:
            said = _fitting(metrics, row.headline, box.width())
            return (Stroke(box, said, self._small, tone),)
        words = _fitting(metrics, row.state.words, box.width())
        state = Stroke(box, words, self._small, tone)
        if not row.headline or row.state in _SETTLED:
            return (state,)
        rest = box.adjusted(metrics.horizontalAdvance(words) + _GAP, 0, 0, 0)
        more = _fitting(metrics, row.headline, rest.width())
        return state, Stroke(rest, more, self._small, "second")


def _fitting(metrics: QFontMetrics, text: str, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, width))
