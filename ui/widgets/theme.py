"""The theme: light, dark, or the system's own colours for high contrast."""

from __future__ import annotations

from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from string import Template

from PySide6.QtCore import QDir, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from ui.widgets.glyphs import grown
from ui.widgets.palette import DARK, LIGHT, Tokens, palette_of, tokens


class Choice(StrEnum):
    """What a person may choose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"

    @property
    def words(self) -> str:
        """The choice as people read it."""
        return {
            Choice.SYSTEM: "As the system",
            Choice.LIGHT: "Light",
            Choice.DARK: "Dark",
            Choice.CONTRAST: "High contrast (the system's colours)",
        }[self]


class _Sheet(Template):
    delimiter = "@"


class Theme(QObject):
    """Colours the whole application, and again when the system changes its mind.

    Signals:
        changed: Everything has new colours.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = Choice.SYSTEM
        folder = Path(str(files("resources"))) / "style"
        self._sheet = _sheet(folder / "vouch.qss")
        self._plain = _sheet(folder / "contrast.qss")
        QDir.setSearchPaths("style", [str(folder)])
        app.setStyle("Fusion")
        app.setFont(_tabular(app.font()))
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)

    @property
    def choice(self) -> Choice:
        """What was chosen."""
        return self._choice

    @property
    def colours(self) -> Tokens:
        """The colours in use."""
        return tokens(self._app.palette())

    def undress(self, choice: Choice) -> None:
        """Take the style sheet off until ``choose``, so that a window is built faster.

        With it, every widget is polished again each time that it gets another parent.
        """
        self._choice = choice
        self._app.setStyleSheet("")

    def choose(self, choice: Choice) -> None:
        """Colour everything by this choice."""
        self._choice = choice
        hints = self._app.styleHints()
        match choice:
            case Choice.LIGHT:
                hints.setColorScheme(Qt.ColorScheme.Light)
            case Choice.DARK:
                hints.setColorScheme(Qt.ColorScheme.Dark)
            case Choice.SYSTEM | Choice.CONTRAST:
                hints.unsetColorScheme()
        self._apply()

    @Slot()
    def _follow(self) -> None:
        if self._choice in {Choice.SYSTEM, Choice.CONTRAST}:
            self._apply()

    def _apply(self) -> None:
        self._app.setStyleSheet("")  # or every widget is polished twice
        sizes = _sizes(QFontMetrics(self._app.font()))
        if self._contrast():
            self._app.setPalette(QPalette())
            carets = tokens(self._app.palette()).name
            self._app.setStyleSheet(self._plain.substitute(sizes, name=carets))
        else:
            colours = self._wanted()
            self._app.setPalette(palette_of(colours))
            said = {**colours.named(), **sizes}
            self._app.setStyleSheet(self._sheet.substitute(said))
        self.changed.emit()

    def _contrast(self) -> bool:
        asked = self._app.styleHints().accessibility().contrastPreference()
        high = asked is Qt.ContrastPreference.HighContrast
        return self._choice is Choice.CONTRAST or (
            self._choice is Choice.SYSTEM and high
        )

    def _wanted(self) -> Tokens:
        if self._choice is Choice.SYSTEM:
            scheme = self._app.styleHints().colorScheme()
            return DARK if scheme is Qt.ColorScheme.Dark else LIGHT
        return DARK if self._choice is Choice.DARK else LIGHT


def _sheet(file: Path) -> _Sheet:
    return _Sheet(file.read_text(encoding="utf-8"))


def _sizes(metrics: QFontMetrics) -> dict[str, int]:
    """Give the sizes of what is drawn beside text, which grow with it."""
    dot, ring = grown(6, metrics), grown(5, metrics)
    tick = dot + 2 * ring - 2
    caret = grown(10, metrics)
    return {
        "tick": tick,
        "round": tick // 2 + 1,
        "dot": dot,
        "ring": ring,
        "caret": caret,
    }


def _tabular(font: QFont) -> QFont:
    """Give figures one width, so that they line up."""
    lined_up = QFont(font)
    lined_up.setFeature(QFont.Tag.fromString("tnum"), 1)
    return lined_up
