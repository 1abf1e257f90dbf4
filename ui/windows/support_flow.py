"""Leads from the wish for help to a file that can be passed on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from app.domain.overview import Overview
from app.support import Piece
from ui.pages.last_check import recall
from ui.pages.program import versions
from ui.windows.kit import Kit
from ui.workers.support import GatherSupport, WriteSupport

if TYPE_CHECKING:  # it loads when it is first wanted: the window opens sooner
    from ui.windows.support_dialog import SupportDialog

_TOLD = ("window/theme", "window/page", "review/chip", "review/sort", "mapping/tab")


class SupportFlow(QObject):
    """Gathers, shows, and writes once a file was chosen."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit.window)
        self._kit = kit
        self._overview: Overview | None = None
        self._asking = kit.engine.inquiry(self)
        self._asking.answered.connect(self._answered)
        self._dialog: SupportDialog | None = None

    def say(self, overview: Overview) -> None:
        """Learn the connections."""
        self._overview = overview

    def open(self) -> None:
        """Show what a bundle would hold."""
        if self._dialog is not None:
            return
        from ui.windows.support_dialog import SupportDialog  # noqa: PLC0415 - as above

        self._dialog = SupportDialog(self._kit.window, self._kit.memory)
        self._dialog.gather_wished.connect(self._gather)
        self._dialog.save_wished.connect(self._ask_where_to)
        self._dialog.finished.connect(self._forget)
        self._dialog.open()
        self._gather(names=False)

    def write(self, file: Path, pieces: tuple[Piece, ...]) -> None:
        """Write what was shown."""
        self._asking.ask(WriteSupport(file, pieces))

    @Slot(bool)
    def _gather(self, names: bool) -> None:  # noqa: FBT001 - Qt's signal
        memory = self._kit.memory
        glances = self._overview.glances if self._overview else ()
        checks = (
            f"connection {at}: {recall(memory, glance.connection.id)[1]}"
            for at, glance in enumerate(glances, 1)
        )
        settings = tuple((key, memory.text(key)) for key in _TOLD)
        logs = self._kit.whereabouts.logs
        asked = GatherSupport(logs, versions(), settings, tuple(checks), names)
        self._asking.ask(asked)

    @Slot(object)
    def _ask_where_to(self, pieces: tuple[Piece, ...]) -> None:
        today = date.today()  # noqa: DTZ011 - the day on this computer's clock
        name = f"vouch-support-{today:%Y-%m-%d}.zip"
        dialog = QFileDialog(self._kit.window, "Save the bundle", name, "Zip (*.zip)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen), pieces))
        dialog.open()

    @Slot(object, object)
    def _answered(self, asked: object, answer: object) -> None:
        if isinstance(asked, WriteSupport):
            self._kit.status.rest(f"Saved: {asked.file}")
            if self._dialog is not None:
                self._dialog.accept()
        elif self._dialog is not None and isinstance(answer, tuple):
            self._dialog.show_pieces(answer)

    @Slot()
    def _forget(self) -> None:
        self._dialog = None
