"""The list of keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from ui.models.fitting import fit
from ui.models.table import Column, TableModel
from ui.widgets import glyphs
from ui.widgets.finder import Finder
from ui.widgets.memory import Memory
from ui.widgets.once import Dialog
from ui.widgets.parts import Size, button, column, label, row, sized_for
from ui.widgets.table import Table
from ui.windows.menus import Offer


@dataclass(frozen=True, slots=True)
class Key:
    """A key and what it does, by menu."""

    menu: str
    does: str
    key: str


_COLUMNS = (
    Column[Key]("Where", lambda key: key.menu, sample="Everywhere"),
    Column[Key]("Does", lambda key: key.does),
    Column[Key](
        "Key", lambda key: key.key, sample="Ctrl+Shift+Return, Ctrl+Shift+Enter"
    ),
)
_BESIDE = (
    Key("Everywhere", "To the next part of the page", "Tab"),
    Key("Everywhere", "To the part before", "Shift+Tab"),
    Key("Everywhere", "Press what is marked with a line under its letter", "Alt+…"),
    Key("Everywhere", "Close a question or a list", "Esc"),
    Key("List", "Show more than what another page led to", "Esc"),
    Key("List", "Tick or untick what is selected", "Space"),
    Key("List", "Select several", "Shift+Down"),
    Key("Mapping", "Find a target, then map what is selected", "Enter"),
    Key("Mapping", "Take up the suggestions of what is selected", "Space"),
    Key("Mapping", "Take what is selected off its target", "Delete"),
)


def keys(offers: Sequence[Offer]) -> Iterator[Key]:
    """List what has a key, as the menus have it."""
    native = QKeySequence.SequenceFormat.NativeText
    for offer in offers:
        said = [key.toString(native) for key in offer.action.shortcuts()]
        if said:
            yield Key(offer.menu, offer.words, ", ".join(said))


class Keys(Dialog):
    """Shows every key there is."""

    def __init__(
        self, parent: QWidget, offers: Sequence[Offer], memory: Memory
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard")
        self._every = (*keys(offers), *_BESIDE)
        self._model: TableModel[Key] = TableModel(_COLUMNS, self)
        self.search = Finder("a key or what it does")
        self.search.sought.connect(self._seek)
        self.search.left.connect(self.reject)
        self.search.walked.connect(self._walk)
        self.table = Table("keys", memory)
        self.table.setAccessibleName("Keys")
        self.table.setModel(self._model)
        done = button("Close", kind="primary")
        done.clicked.connect(self.accept)
        self.search.entered.connect(self.accept)
        title = label("Keyboard", Size.SECTION)
        below = row(None, done)
        whole = column(title, self.search, self.table, below, gap=12, margin=20)
        self.setLayout(whole)
        sized_for(self, 700, 600)
        done.setDefault(True)
        self._seek()
        self.search.setFocus()
        glyphs.redress(self)

    def _seek(self) -> None:
        typed = self.search.text()
        said = (f"{key.does} {key.key} {key.menu}" for key in self._every)
        pairs = zip(self._every, said, strict=True)
        self._model.show([key for key, words in pairs if fit(typed, words)])
        self.table.selectRow(0)

    def _walk(self) -> None:
        self.table.setFocus()
