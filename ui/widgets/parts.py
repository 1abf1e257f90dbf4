"""Small parts: labels in their sizes, cards, rules and rows."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.glyphs import dress, grown
from ui.widgets.once import Button


class Size(StrEnum):
    """What a text is; its size goes with it."""

    TITLE = "title"
    FIGURE = "figure"
    SECTION = "section"
    STRONG = "strong"
    PLAIN = "plain"
    HINT = "hint"


_SCALES = {
    Size.TITLE: 1.5,
    Size.FIGURE: 1.7,
    Size.SECTION: 1.15,
    Size.STRONG: 1.0,
    Size.PLAIN: 1.0,
    Size.HINT: 0.92,
}
_WIDEST = 1000
_SEMIBOLD = frozenset({Size.TITLE, Size.FIGURE, Size.SECTION, Size.STRONG})


def sized(font: QFont, size: Size) -> QFont:
    """Give the font a text of this size is written in."""
    made = QFont(font)
    points = font.pointSizeF()
    if points > 0:
        made.setPointSizeF(points * _SCALES[size])
    else:
        made.setPixelSize(round(font.pixelSize() * _SCALES[size]))
    if size in _SEMIBOLD:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def label(text: str = "", size: Size = Size.PLAIN, ink: str = "") -> QLabel:
    """Make a label; one that may be long can be selected and wraps."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(sized(made.font(), size))
    ink = ink or ("hint" if size is Size.HINT else "")
    if ink:
        made.setProperty("ink", ink)
    return made


def inked(widget: QWidget, ink: str) -> None:
    """Write a widget's words in another ink."""
    if widget.property("ink") != ink:
        widget.setProperty("ink", ink)
        widget.style().polish(widget)


def paragraph(text: str = "", size: Size = Size.PLAIN, ink: str = "") -> QLabel:
    """Make a label that wraps and whose words can be copied."""
    made = label(text, size, ink)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)  # a new policy has lost that it wraps
    made.setSizePolicy(policy)
    return made


def value(text: str, name: str) -> QLineEdit:
    """Make a line that can be read to its end and copied, however long it is."""
    made = QLineEdit(text, readOnly=True)
    made.setProperty("kind", "value")
    made.setTextMargins(-3, 0, 0, 0)
    made.setCursorPosition(0)
    made.setAccessibleName(name)
    return made


def button(text: str, glyph: str = "", kind: str = "") -> QPushButton:
    """Make a push button: plain, primary, quiet, link or chip; Enter presses it."""
    made = Button(f" {text}" if glyph and text else text)
    made.setAutoDefault(True)
    if kind:
        made.setProperty("kind", kind)
    if glyph:
        dress(made, glyph)
    if kind in {"link", "chip"}:
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def tab_through(first: QWidget, *areas: QWidget) -> None:
    """Have Tab go from a control through those of these areas, in their order."""
    for area in areas:
        for each in area.findChildren(QWidget):
            here = each.window() is first.window()  # not the list of a closed choice
            if here and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(first, each)
                first = each


def panel(kind: str) -> QFrame:
    """Make a plain area with the background of its kind."""
    made = QFrame()
    made.setProperty("kind", kind)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made


def rule() -> QFrame:
    """Make a hairline."""
    made = panel("rule")
    made.setFixedHeight(1)
    return made


def row(
    *parts: QWidget | QLayout | int | None, gap: int = 8, margin: int = 0
) -> QHBoxLayout:
    """Put parts side by side; a number is a space, None takes what is left."""
    made = QHBoxLayout()
    _fill(made, parts, gap, margin)
    return made


def column(
    *parts: QWidget | QLayout | int | None, gap: int = 8, margin: int = 0
) -> QVBoxLayout:
    """Put parts one under another; a number is a space, None takes what is left."""
    made = _Column()
    _fill(made, parts, gap, margin)
    return made


def holding(layout: QLayout, kind: str = "") -> QWidget:
    """Wrap a layout in a widget."""
    made = panel(kind) if kind else QWidget()
    made.setLayout(layout)
    return made


def emptied(layout: QLayout) -> None:
    """Take every widget out of a layout, for good."""
    while layout.count():
        item = layout.takeAt(0)
        old = item.widget() if item else None
        if old is not None:
            old.hide()
            old.deleteLater()


def scrolled(layout: QLayout) -> QScrollArea:
    """Wrap a layout in an area that scrolls when it is too long."""
    made = QScrollArea()
    made.setAccessibleName("Contents")
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    contents = _Contents()
    contents.setLayout(layout)
    made.setWidget(contents)
    return made


class _Column(QVBoxLayout):
    """Knows how high it is where the widget that it fills may be no wider."""

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Override: Qt asks for the whole width, though a card takes less of it."""
        filled = self.parentWidget()
        if filled is not None and filled.layout() is self:
            sides = filled.contentsMargins()
            width = min(width, filled.maximumWidth() - sides.left() - sides.right())
        return super().heightForWidth(width)


class _Contents(QWidget):
    """What is scrolled: as high as its words are at its width, not at the narrowest."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Override: the area asks how high it is at a width, where that matters."""
        least, layout = super().minimumSizeHint(), self.layout()
        asked = layout is not None and layout.hasHeightForWidth()
        return QSize(least.width(), 0) if asked else least


def sized_for(dialog: QWidget, width: int, height: int) -> None:
    """Give a dialog a size that large text makes larger, but no more than there is."""
    metrics, room = dialog.fontMetrics(), dialog.screen().availableSize()
    beneath = dialog.parentWidget()
    if beneath is not None:
        room = room.boundedTo(beneath.window().size())
    dialog.resize(QSize(grown(width, metrics), grown(height, metrics)).boundedTo(room))


def fitted(dialog: QWidget, width: int) -> None:
    """Make a dialog as high as its words need; large text makes it wider."""
    layout = dialog.layout()
    if layout is not None:
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        wide = max(
            min(grown(width, dialog.fontMetrics()), _WIDEST), dialog.minimumWidth()
        )
        layout.activate()
        dialog.resize(wide, layout.totalHeightForWidth(wide))


def _fill(
    layout: QBoxLayout,
    parts: tuple[QWidget | QLayout | int | None, ...],
    gap: int,
    margin: int,
) -> None:
    layout.setSpacing(gap)
    layout.setContentsMargins(margin, margin, margin, margin)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
