"""The list of keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from ui.models.table import Column, TableModel
from ui.widgets import glyphs
from ui.widgets.memory import Memory
from ui.widgets.parts import Size, button, column, label, row
from ui.widgets.table import Table


@dataclass(frozen=True, slots=True)
class Key:
    """A key and what it does, by menu."""

    menu: str
    does: str
    key: str


_COLUMNS = (
    Column[Key]("Menu", lambda key: key.menu, sample="Everywhere"),
    Column[Key]("Does", lambda key: key.does),
    Column[Key]("Key", lambda key: key.key, sample="Ctrl+Shift+Return"),
)
_BESIDE = (
    Key("List", "Tick or untick what is selected", "Space"),
    Key("List", "Select several", "Shift+Down"),
    Key("Everywhere", "To the next part of the page", "Tab"),
    Key("Mapping", "Find a target, then map what is selected", "Enter"),
    Key("Mapping", "Take up the suggestions of what is selected", "Space"),
    Key("Mapping", "Take what is selected off its target", "Delete"),
)


class Keys(QDialog):
    """Shows every key there is."""

    def __init__(
        self, parent: QWidget, keys: Sequence[tuple[str, str, str]], memory: Memory
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard")
        model: TableModel[Key] = TableModel(_COLUMNS, self)
        model.show((*(Key(*parts) for parts in keys), *_BESIDE))
        table = Table("keys", memory)
        table.setAccessibleName("Keys")
        table.setModel(model)
        done = button("Close", kind="primary")
        done.clicked.connect(self.accept)
        title = label("Keyboard", Size.SECTION)
        self.setLayout(column(title, table, row(None, done), gap=12, margin=20))
        self.resize(560, 560)
        done.setDefault(True)
        table.selectRow(0)
        glyphs.redress(self)
