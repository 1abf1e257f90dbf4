"""The menus: everything that can be done, with its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ui.widgets.glyphs import dress
from ui.widgets.side_bar import Place
from ui.widgets.theme import Choice


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be done; no words mean a line between two groups.

    What names a page can be done only while that page is seen.
    """

    words: str = ""
    keys: tuple[str, ...] = ()
    glyph: str = ""
    do: Callable[[], object] | None = None
    page: str = ""


LINE = Entry()


class Menus(QObject):
    """Owns the window's actions."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._themes: dict[Choice, QAction] = {}
        self._all: list[tuple[str, QAction]] = []
        self._serving: list[tuple[str, QAction]] = []

    def add(self, title: str, entries: Sequence[Entry]) -> QMenu:
        """Add a menu."""
        menu = self._window.menuBar().addMenu(title)
        for entry in entries:
            if not entry.words or entry.do is None:
                menu.addSeparator()
                continue
            action = menu.addAction(entry.words)
            action.setShortcuts([QKeySequence(key) for key in entry.keys])
            action.triggered.connect(_doing(entry.do))
            if entry.glyph:
                dress(action, entry.glyph)
            if entry.page:
                self._serving.append((entry.page, action))
            self._all.append((title.replace("&", ""), action))
        return menu

    def add_places(self, places: Sequence[Place], go: Callable[[str], object]) -> None:
        """Add the menu that leads to the pages."""
        entries = [
            Entry(place.title, (f"Ctrl+{at}",), place.glyph, _going(go, place.key))
            for at, place in enumerate(places, 1)
        ]
        self.add("&Go", entries)

    def add_themes(self, menu: QMenu, choose: Callable[[Choice], object]) -> None:
        """Add the themes to a menu."""
        group = QActionGroup(self)
        for choice in Choice:
            action = menu.addAction(choice.words)
            action.setCheckable(True)
            action.triggered.connect(_choosing(choose, choice))
            group.addAction(action)
            self._themes[choice] = action

    def serve(self, page: str) -> None:
        """Offer what can be done while this page is seen."""
        for wanted, action in self._serving:
            action.setEnabled(wanted == page)

    def show_choice(self, choice: Choice) -> None:
        """Mark the theme that is in use."""
        self._themes[choice].setChecked(True)

    def keys(self) -> tuple[tuple[str, str, str], ...]:
        """List every key: its menu, what it does, and the key."""
        native = QKeySequence.SequenceFormat.NativeText
        return tuple(
            (menu, action.text().replace("&", ""), action.shortcut().toString(native))
            for menu, action in self._all
            if not action.shortcut().isEmpty()
        )


def _doing(do: Callable[[], object]) -> Callable[[], object]:
    def done() -> None:  # without the tick that Qt would pass on
        do()

    return done


def _going(go: Callable[[str], object], key: str) -> Callable[[], object]:
    return lambda: go(key)


def _choosing(
    choose: Callable[[Choice], object], choice: Choice
) -> Callable[[], object]:
    return lambda: choose(choice)
