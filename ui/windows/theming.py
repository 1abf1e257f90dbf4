"""Which theme is in use, for all who show it or offer another."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.widgets.memory import Memory
from ui.widgets.palette import Tokens
from ui.widgets.theme import Choice, Theme


class Theming(QObject):
    """Colours everything anew when another theme is chosen, and remembers it.

    Signals:
        chosen: Another theme was chosen; the Choice.
        changed: Everything has new colours.
    """

    chosen = Signal(object)
    changed = Signal()

    def __init__(self, theme: Theme, memory: Memory, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._memory = theme, memory
        theme.changed.connect(self.changed)

    @property
    def choice(self) -> Choice:
        """The theme that was chosen."""
        return self._theme.choice

    @property
    def colours(self) -> Tokens:
        """The colours in use."""
        return self._theme.colours

    def choose(self, choice: Choice) -> None:
        """Take this one, now and the next time too."""
        self._memory.keep("window/theme", choice.value)
        self._theme.choose(choice)
        self.chosen.emit(choice)
