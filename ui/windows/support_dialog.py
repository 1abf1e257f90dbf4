"""Shows every file of a support bundle before it is written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QPushButton, QWidget

from app.support import Piece
from ui.models.table import RIGHT, Column, TableModel
from ui.models.words import counted, number
from ui.widgets import glyphs
from ui.widgets.memory import Memory
from ui.widgets.once import Dialog
from ui.widgets.parts import Size, button, column, label, paragraph, row, sized_for
from ui.widgets.table import Table

_KILO = 1024
_WORDS = (
    "One file for whoever helps you. Nothing is sent: you save it, look at it, and "
    "pass it on if you like. Passwords, tokens and keys are never in it."
)
_COLUMNS = (
    Column[Piece]("File", lambda x: x.name),
    Column[Piece](
        "Size",
        lambda x: f"{number(-(-len(x.text.encode()) // _KILO))} KB",
        sample="00,000 KB",
        align=RIGHT,
    ),
)


class SupportDialog(Dialog):
    """The list of files, the text of one of them, and the button that saves.

    Signals:
        gather_wished: Gather anew; with names and amounts or not.
        save_wished: Save what is shown; a tuple of Piece.
    """

    gather_wished = Signal(bool)
    save_wished = Signal(object)

    def __init__(self, parent: QWidget, memory: Memory) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Support bundle")
        self._pieces: tuple[Piece, ...] = ()
        self.model: TableModel[Piece] = TableModel(_COLUMNS, self)
        self.table = Table("support", memory)
        self.table.setAccessibleName("Files of the bundle")
        self.table.setModel(self.model)
        self.table.selectionModel().currentRowChanged.connect(self._show_text)
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setAccessibleName("What the file says")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.names = QCheckBox("&Names, amounts and the set-up may be in it")
        self.names.toggled.connect(self.gather_wished)
        self.save: QPushButton = button("&Save…", kind="primary")
        self.save.setEnabled(False)
        self.save.clicked.connect(lambda: self.save_wished.emit(self._pieces))
        close = button("Cancel")
        close.clicked.connect(self.reject)
        self._sum = label("Gathering…", Size.HINT)
        both = row(self.table, self.text, gap=12)
        both.setStretch(0, 2)
        both.setStretch(1, 3)
        title = label("Support bundle", Size.SECTION)
        foot = row(self._sum, None, close, self.save)
        words = paragraph(_WORDS)
        whole = column(title, words, self.names, both, foot, gap=12, margin=20)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        sized_for(self, 760, 560)
        self.save.setDefault(True)
        self.table.setFocus()
        glyphs.redress(self)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show what would be written."""
        row_ = max(0, self.table.currentIndex().row())
        self._pieces = tuple(pieces)
        self.model.show(self._pieces)
        self.table.selectRow(min(row_, len(self._pieces) - 1))
        self._sum.setText(counted(len(self._pieces), "file"))
        self.save.setEnabled(bool(self._pieces))

    def _show_text(self) -> None:
        at = self.table.currentIndex().row()
        if 0 <= at < len(self._pieces):
            self.text.setPlainText(self._pieces[at].text)
