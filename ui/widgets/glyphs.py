"""Icons: glyphs of one font family, in whatever colour the words beside them have."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QIcon,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.widgets.palette import Tokens, tokens

_FONT = "phosphor-1.3.0.ttf"
_NAMES = "phosphor-charmap-1.3.0.json"
_PROPERTY = "glyph"
_WORN = "worn"
_SIZE = 16
_SCALES = (1, 2)
_LINE = 17
_OF_QT = {"_q_qlineeditclearaction": "x-circle"}
_INKS = {"primary": "on_accent", "link": "accent"}


@cache
def _family() -> str:
    data = (_folder() / _FONT).read_bytes()
    number = QFontDatabase.addApplicationFontFromData(data)
    return QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _letters() -> dict[str, str]:
    names = json.loads((_folder() / _NAMES).read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in names.items()}


def _folder() -> Path:
    # found, not imported: importing the package costs a third of a second
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("qtawesome")
    return Path(spec.origin).parent / "fonts"


def letter(name: str) -> str:
    """Give the character that draws ``name`` in the icon font."""
    return _letters()[name]


def paint(painter: QPainter, box: QRect, name: str, colour: QColor) -> None:
    """Draw an icon in the middle of a box."""
    font = QFont(_family())
    font.setPixelSize(min(box.width(), box.height()))
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter(name))
    painter.restore()


def pixmap(name: str, colour: QColor, size: int, scale: int = 1) -> QPixmap:
    """Draw an icon on its own."""
    drawn = QPixmap(QSize(size, size) * scale)
    drawn.setDevicePixelRatio(scale)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    paint(painter, QRect(0, 0, size, size), name, colour)
    painter.end()
    return drawn


def grown(size: int, metrics: QFontMetrics) -> int:
    """Give a size that was meant for usual text as it is beside text of this size."""
    return max(size, round(size * metrics.height() / _LINE))


@cache
def icon(name: str, normal: str, disabled: str, size: int = _SIZE) -> QIcon:
    """Make an icon for buttons and menus; drawn once for each colour and size."""
    made = QIcon()
    for scale in _SCALES:
        for mode, colour in (
            (QIcon.Mode.Normal, normal),
            (QIcon.Mode.Disabled, disabled),
        ):
            made.addPixmap(pixmap(name, QColor(colour), size, scale), mode)
    return made


def dress(bearer: QAbstractButton | QAction, name: str) -> None:
    """Give a button or an action its icon; ``redress`` keeps it in the right colour."""
    bearer.setProperty(_PROPERTY, name)


def redress(root: QWidget, colours: Tokens | None = None) -> None:
    """Colour every icon below ``root`` for the theme."""
    colours = colours or tokens(root.palette())
    buttons, actions = root.findChildren(QAbstractButton), root.findChildren(QAction)
    bearers: list[QAbstractButton | QAction] = [*buttons, *actions]
    for bearer in bearers:
        name = bearer.property(_PROPERTY) or _OF_QT.get(bearer.objectName())
        if not name:
            continue
        ink = _INKS.get(bearer.property("kind"), "second")
        worn = f"{name} {ink} {colours.name}"
        if bearer.property(_WORN) != worn:
            if bearer.objectName() in _OF_QT:
                bearer.setText("Clear")  # Qt gives it no name to be heard by
            size = grown(_SIZE, QFontMetrics(bearer.font()))
            bearer.setIcon(icon(name, getattr(colours, ink), colours.control, size))
            if isinstance(bearer, QAbstractButton):
                bearer.setIconSize(QSize(size, size))
            bearer.setProperty(_WORN, worn)
