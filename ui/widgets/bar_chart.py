"""Stacked bars that can be walked with the arrow keys as well as pointed at."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from functools import partial

from PySide6.QtCharts import (
    QAbstractBarSeries,
    QBarCategoryAxis,
    QBarSet,
    QChartView,
    QLegend,
    QStackedBarSeries,
    QValueAxis,
)
from PySide6.QtCore import QEvent, QMargins, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QToolTip

from app.domain.money import places
from app.domain.trends import NO_ACCOUNT, Standing
from ui.models.trends import Chart, Series, bar_words, month_label
from ui.models.words import locale
from ui.widgets.palette import SERIES, Tokens, tokens
from ui.widgets.parts import Size, sized

_LINES = 15
_WIDE = 0.62
_FITTING = 0.95
_UPRIGHT = -90
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class BarChart(QChartView):
    """Shows a Chart.

    Signals:
        looked_at: Another bar is current; it in words, nothing for none.
        picked: A bar is wanted; its month and its series.
    """

    looked_at = Signal(str)
    picked = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._shown: Chart | None = None
        self._current: tuple[int, int] | None = None
        self._bars: QAbstractBarSeries | None = None
        self.setAccessibleName(name)
        self.viewport().setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(self.fontMetrics().height() * _LINES)
        self.setBackgroundBrush(Qt.BrushStyle.NoBrush)
        self.viewport().setAutoFillBackground(False)
        chart = self.chart()
        chart.setLocale(locale())
        chart.setLocalizeNumbers(True)
        chart.setBackgroundVisible(False)
        chart.setMargins(QMargins())
        chart.legend().setAlignment(Qt.AlignmentFlag.AlignRight)
        chart.legend().setMarkerShape(QLegend.MarkerShape.MarkerShapeCircle)

    def show_chart(self, shown: Chart, words: str) -> None:
        """Show these bars, said in ``words``; nothing happens where they are shown."""
        self.setAccessibleDescription(words)
        if shown == self._shown:
            return
        self._shown, self._current = shown, None
        self._draw()

    def step(self, months: int, series: int) -> None:
        """Go to another bar."""
        shown = self._shown
        if shown is None or not shown.series:
            return
        month, each = self._current or (len(shown.months) - 1 - months, -series)
        month = min(max(month + months, 0), len(shown.months) - 1)
        each = min(max(each + series, 0), len(shown.series) - 1)
        self._look((month, each))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override: arrows walk over the bars, Enter opens one."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.step(*_STEPS[key])
        elif key in _ENTER and self._current is not None:
            self.picked.emit(*self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override: begin at the newest month."""
        super().focusInEvent(event)
        if (
            self._current is None
            and event.reason() is not Qt.FocusReason.MouseFocusReason
        ):
            self.step(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override: where months have no room side by side, they stand upright."""
        super().resizeEvent(event)
        self._turn_labels()

    def changeEvent(self, event: QEvent) -> None:
        """Override: the colours and the letters of a new theme."""
        super().changeEvent(event)
        changes = {QEvent.Type.PaletteChange, QEvent.Type.FontChange}
        if event.type() in changes and self._shown is not None:
            self._draw()

    def _draw(self) -> None:
        shown, chart, colours = (
            self._shown,
            self.chart(),
            tokens(QGuiApplication.palette()),
        )
        if shown is None:
            return
        chart.removeAllSeries()
        for axis in chart.axes():
            chart.removeAxis(axis)
        bars = QStackedBarSeries()
        bars.setBarWidth(_WIDE)
        inks = SERIES[colours.name]
        for at, each in enumerate(shown.series):
            ink = _own(each, colours) or inks[at % len(inks)]
            bars.append(self._set(at, each, QColor(ink), colours))
        chart.addSeries(bars)
        self._bars = bars
        self._add_axes(bars, shown, colours)
        chart.legend().setFont(sized(self.font(), Size.HINT))
        chart.legend().setLabelColor(QColor(colours.second))
        if self._current is not None:
            self._look(self._current)

    def _set(self, at: int, each: Series, ink: QColor, colours: Tokens) -> QBarSet:
        made = QBarSet(each.name)
        scale = 10 ** places(self._shown.currency if self._shown else "")
        made.append([minor / scale for minor in each.minors])
        made.setColor(ink)
        made.setBorderColor(QColor(colours.surface))
        made.setSelectedColor(QColor(colours.text))
        made.clicked.connect(partial(self._click, at))
        made.hovered.connect(partial(self._hover, at))
        return made

    def _add_axes(self, bars: QStackedBarSeries, shown: Chart, colours: Tokens) -> None:
        font, ink = sized(self.font(), Size.HINT), QColor(colours.hint)
        across, up = QBarCategoryAxis(), QValueAxis()
        across.append([month_label(x) for x in shown.months])
        across.setGridLineVisible(False)
        across.setLinePen(QPen(QColor(colours.control)))
        up.setLabelFormat("%.0f")
        up.setLineVisible(False)
        up.setGridLinePen(QPen(QColor(colours.hairline)))
        both: tuple[tuple[QBarCategoryAxis | QValueAxis, Qt.AlignmentFlag], ...] = (
            (across, Qt.AlignmentFlag.AlignBottom),
            (up, Qt.AlignmentFlag.AlignLeft),
        )
        for axis, side in both:
            axis.setLabelsFont(font)
            axis.setLabelsColor(ink)
            self.chart().addAxis(axis, side)
            bars.attachAxis(axis)
        up.applyNiceNumbers()
        self._turn_labels()

    def _turn_labels(self) -> None:
        across = [x for x in self.chart().axes() if isinstance(x, QBarCategoryAxis)]
        for axis in across:
            metrics = QFontMetrics(axis.labelsFont())
            widest = max(map(metrics.horizontalAdvance, axis.categories()), default=0)
            room = self.chart().plotArea().width() / max(1, axis.count())
            axis.setLabelsAngle(0 if widest < room * _FITTING else _UPRIGHT)

    def _look(self, at: tuple[int, int]) -> None:
        self._current = at
        month, series = at
        sets = self._bars.barSets() if self._bars else []
        for which, each in enumerate(sets):
            each.deselectAllBars()
            if which == series:
                each.selectBar(month)
        words = bar_words(self._shown, month, series) if self._shown else ""
        self.setAccessibleDescription(words)
        self.looked_at.emit(words)

    def _click(self, series: int, month: int) -> None:
        self._look((month, series))
        self.picked.emit(month, series)

    def _hover(self, series: int, over: bool, month: int) -> None:  # noqa: FBT001
        words = bar_words(self._shown, month, series) if self._shown and over else ""
        QToolTip.showText(QCursor.pos(), words, self)
        hand = Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(hand if over else Qt.CursorShape.ArrowCursor)


def _own(each: Series, colours: Tokens) -> str:
    """The colour of what is no account by itself, and of where journals stand."""
    if each.standing is not None:
        posted = each.standing is Standing.POSTED
        return colours.posted if posted else colours.control
    if each.account is None:
        return colours.control
    return colours.attention if each.account == NO_ACCOUNT else ""
