"""What can be done when the store is found damaged at the start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from app.errors import AppError, DamagedStoreError
from ui.engine import Engine
from ui.models.words import moment
from ui.widgets import glyphs
from ui.widgets.once import Dialog
from ui.widgets.parts import Size, button, column, fitted, label, paragraph, row
from ui.workers.questions import Failure

_WIDTH = 540
_ROWS = 5
_FILES = "Vouch back-up (*.db)"


class Damaged(Dialog):
    """The back-ups there are, the newest first, and the ways to leave things alone.

    Signals:
        chosen: The store is to be put back from a file; the Path.
    """

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        error: AppError,
        copies: Sequence[tuple[Path, datetime]],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(error.title)
        self.copies = QListWidget()
        self.copies.setAccessibleName("Back-ups, the newest first")
        for file, at in copies:
            item = QListWidgetItem(f"{moment(at)}   {file.name}")
            item.setData(Qt.ItemDataRole.UserRole, file)
            self.copies.addItem(item)
        self.copies.setCurrentRow(0)
        self.copies.setSpacing(2)
        tall = self.copies.sizeHintForRow(0) * _ROWS + 2 * self.copies.frameWidth()
        self.copies.setFixedHeight(tall + 4 * _ROWS)
        self.copies.setVisible(bool(copies))
        self.yes = button("Restore this back-up", kind="primary")
        self.yes.setEnabled(bool(copies))
        self.other = button("Another file…")
        self.no = button("Leave it as it is")
        self.yes.clicked.connect(self._take)
        self.other.clicked.connect(self._ask)
        self.no.clicked.connect(self.reject)
        self.copies.itemActivated.connect(self._take)
        heading = label(error.title, Size.SECTION)
        self.words = paragraph(_words(error, has_copies=bool(copies)))
        buttons = row(self.no, None, self.other, self.yes)
        body = column(heading, self.words, self.copies, gap=8)
        self.setLayout(column(body, 12, buttons, margin=20))
        (self.copies if copies else self.other).setFocus()
        self.yes.setDefault(bool(copies))
        glyphs.redress(self)
        fitted(self, _WIDTH)

    @Slot()
    def _take(self) -> None:
        item = self.copies.currentItem()
        if item is not None:
            self._give(item.data(Qt.ItemDataRole.UserRole))

    @Slot()
    def _ask(self) -> None:
        dialog = QFileDialog(self, "Restore from", "", _FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda file: self._give(Path(file)))
        dialog.open()

    def _give(self, file: Path) -> None:
        self.chosen.emit(file)
        self.accept()


class DamageWatch(QObject):
    """Offers the choice once a window, however often the damage is met.

    Signals:
        restore_wished: The store is to be put back from a file; the Path.
    """

    restore_wished = Signal(object)

    def __init__(
        self,
        window: QWidget,
        engine: Engine,
        copies: Callable[[], Sequence[tuple[Path, datetime]]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._copies = copies
        self._asked = False
        engine.failed.connect(self._failed)

    @Slot(object)
    def _failed(self, failure: Failure) -> None:
        if self._asked or not isinstance(failure.error, DamagedStoreError):
            return
        self._asked = True
        dialog = Damaged(self._window, failure.error, self._copies())
        dialog.chosen.connect(self.restore_wished)
        dialog.open()


def _words(error: AppError, *, has_copies: bool) -> str:
    way = (
        "Choose the back-up to go on from; what was posted since is found again in "
        "Xero at the next sync."
        if has_copies
        else "There are no automatic back-ups here; choose a file of your own."
    )
    kept = "Nothing is made anew by itself, and the damaged file is kept as it is."
    return f"{error.detail} {kept} {way}"
