"""Whether Vouch goes on in the tray, and starts with the computer."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QSystemTrayIcon

from ui.engine import Engine
from ui.widgets.memory import Memory
from ui.widgets.parts import Size, column, label, paragraph
from ui.workers.noticing import StartItself, StartsItself

STAYS = "tray/stays"
"""Whether closing the window leaves it running in the tray."""

_WIDEST = 960
_NO_TRAY = (
    "This desktop shows no tray: here, closing the window ends Vouch. "
    "vouch background install runs what is due all the same."
)


class StayingCard(QFrame):
    """Two things that are off unless a person wants them."""

    def __init__(self, engine: Engine, memory: Memory) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setMaximumWidth(_WIDEST)
        self._engine, self._memory = engine, memory
        self.stays = QCheckBox("Keep running in the tray when this window is closed")
        self.starts = QCheckBox("Start in the tray with the computer")
        self.stays.setChecked(memory.flag(STAYS))
        title = label("In the background", Size.SECTION)
        hint = paragraph(_NO_TRAY, Size.HINT)
        if QSystemTrayIcon.isSystemTrayAvailable():
            hint.hide()
        parts = (title, self.stays, self.starts, hint)
        self.setLayout(column(*parts, gap=8, margin=16))
        self._asking = engine.inquiry(self)
        self._asking.answered.connect(self._answered)
        self.stays.toggled.connect(self._stay)
        self.starts.toggled.connect(self._start)

    def refresh(self) -> None:
        """Ask whether it starts with the computer."""
        self._asking.ask(StartsItself())

    @Slot(bool)
    def _stay(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._memory.keep_flag(STAYS, value=on)

    @Slot(bool)
    def _start(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._engine.edit(StartItself(on))
        if on:
            self.stays.setChecked(True)

    @Slot(object, object)
    def _answered(self, _asked: StartsItself, on: bool) -> None:  # noqa: FBT001
        with QSignalBlocker(self.starts):
            self.starts.setChecked(on)
