"""The menus: everything that can be done, with its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ui.models.mnemonics import letter_of, lettered
from ui.widgets.glyphs import dress
from ui.widgets.letters import letter_menu
from ui.widgets.side_bar import Place
from ui.widgets.theme import Choice


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be done; no words mean a line between two groups.

    What names a page can be done only while that page is seen. ``practice`` is None
    where it makes no difference whether the company is the practice company.
    """

    words: str = ""
    keys: tuple[str, ...] = ()
    glyph: str = ""
    do: Callable[[], object] | None = None
    page: str = ""
    practice: bool | None = None


LINE = Entry()
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """What a menu offers, in the words and keys that people read."""

    menu: str
    action: QAction
    page: str = ""
    glyph: str = ""
    practice: bool | None = None

    @property
    def words(self) -> str:
        """What it does."""
        return self.action.text().replace("&", "")

    @property
    def keys(self) -> str:
        """Its key as this system writes it; ``""`` where there is none."""
        native = QKeySequence.SequenceFormat.NativeText
        return self.action.shortcut().toString(native)


class Menus(QObject):
    """Owns the window's actions."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._themes: dict[Choice, QAction] = {}
        self._offers: list[Offer] = []

    def add(self, title: str, entries: Sequence[Entry]) -> QMenu:
        """Add a menu."""
        menu = self._window.menuBar().addMenu(title)
        for entry in entries:
            if not entry.words or entry.do is None:
                menu.addSeparator()
                continue
            action = menu.addAction(entry.words)
            action.setShortcuts([QKeySequence(key) for key in entry.keys])
            action.setAutoRepeat(False)  # a key held down does it once
            action.triggered.connect(_doing(entry.do))
            if entry.glyph:
                dress(action, entry.glyph)
            menu_title = title.replace("&", "")
            made = Offer(menu_title, action, entry.page, entry.glyph, entry.practice)
            self._offers.append(made)
        letter_menu(menu)
        return menu

    def add_places(
        self, places: Sequence[Place], go: Callable[[str], object], first: Entry
    ) -> None:
        """Add the menu that leads to the pages, the first nine by their number."""
        titles = lettered([place.title for place in places], letter_of(first.words))
        entries = [
            Entry(title, _numbered(at), place.glyph, _going(go, place.key))
            for at, (place, title) in enumerate(zip(places, titles, strict=True), 1)
        ]
        self.add("&Go", (first, LINE, *entries))

    def add_themes(self, menu: QMenu, choose: Callable[[Choice], object]) -> None:
        """Add the themes to a menu."""
        group = QActionGroup(self)
        titles = lettered([choice.words for choice in Choice])
        for choice, title in zip(Choice, titles, strict=True):
            action = menu.addAction(title)
            action.setCheckable(True)
            action.triggered.connect(_choosing(choose, choice))
            group.addAction(action)
            self._offers.append(Offer("Theme", action, glyph="palette"))
            self._themes[choice] = action

    def serve(self, page: str) -> None:
        """Offer what can be done while this page is seen."""
        for offer in self._offers:
            if offer.page:
                offer.action.setEnabled(offer.page == page)

    def suit(self, *, practice: bool) -> None:
        """Offer what belongs to the practice company, or else to one's own."""
        for offer in self._offers:
            if offer.practice is not None:
                offer.action.setVisible(offer.practice is practice)

    def show_choice(self, choice: Choice) -> None:
        """Mark the theme that is in use."""
        self._themes[choice].setChecked(True)

    @property
    def letters(self) -> frozenset[str]:
        """The letters that open menus."""
        bar = self._window.menuBar()
        return frozenset(letter_of(action.text()) for action in bar.actions())

    def offers(self) -> tuple[Offer, ...]:
        """List everything that the menus offer."""
        return tuple(self._offers)


def _doing(do: Callable[[], object]) -> Callable[[], object]:
    def done() -> None:  # without the tick that Qt would pass on
        do()

    return done


def _numbered(at: int) -> tuple[str, ...]:
    return (f"Ctrl+{at % _DIGITS}",) if at <= _DIGITS else ()


def _going(go: Callable[[str], object], key: str) -> Callable[[], object]:
    return lambda: go(key)


def _choosing(
    choose: Callable[[Choice], object], choice: Choice
) -> Callable[[], object]:
    return lambda: choose(choice)
