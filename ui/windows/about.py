"""About Vouch, and how to sign in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QWidget

from ui.models.table import Column, TableModel
from ui.pages.program import versions
from ui.widgets import glyphs
from ui.widgets.memory import Memory
from ui.widgets.once import Dialog
from ui.widgets.parts import (
    Size,
    button,
    column,
    label,
    paragraph,
    row,
    sized_for,
    value,
)
from ui.widgets.table import Table
from ui.windows.icon import app_icon
from ui.workers.support import Licence

_ICON = 64
_HIGH = 540
_LICENCES = (
    Column[Licence]("Library", lambda x: x.library),
    Column[Licence]("Version", lambda x: x.version, sample="0000.0.0.000"),
    Column[Licence](
        "Licence",
        lambda x: x.terms,
        lambda x: x.terms,
        sample="LGPL-3.0-only OR GPL-2.0-only",
    ),
)


class About(Dialog):
    """Which Vouch this is, where its data is, and whose work is in it."""

    def __init__(self, parent: QWidget, data: Path, memory: Memory) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("About Vouch")
        picture = QLabel()
        side = glyphs.grown(_ICON, self.fontMetrics())
        picture.setPixmap(app_icon().pixmap(side, side))
        said = column(
            label("Vouch", Size.TITLE),
            paragraph("Expensify reports into Xero journals, once and only once."),
            paragraph(versions(), ink="second"),
            None,
            gap=8,
        )
        top = row(picture, said, gap=20)
        top.setStretch(1, 1)
        top.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        self.licences: TableModel[Licence] = TableModel(_LICENCES, self)
        self.table = Table("licences", memory)
        self.table.setAccessibleName("Libraries and their licences")
        self.table.setModel(self.licences)
        whose = label("With thanks to", Size.STRONG)
        foot = _foot(self, data)
        self.table.setFocus()
        where = label("Data", Size.STRONG)
        folder = value(str(data), "Data folder")
        whole = column(top, where, folder, 4, whose, self.table, foot, margin=20)
        whole.setStretch(5, 1)
        self.setLayout(whole)
        glyphs.redress(self)
        sized_for(self, _HIGH, _HIGH)

    def show_licences(self, found: Sequence[Licence]) -> None:
        """Show whose work is inside."""
        self.licences.show(found)


def _foot(about: QDialog, data: Path) -> QHBoxLayout:
    show = button("&Open the data folder", "folder-open")
    show.clicked.connect(
        lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(data)))
    )
    copy = button("&Copy", "copy")
    copy.setToolTip("Copy the versions and the data folder")
    copy.clicked.connect(
        lambda: QGuiApplication.clipboard().setText(f"{versions()}\nData: {data}")
    )
    done = button("Close", kind="primary")
    done.clicked.connect(about.accept)
    done.setDefault(True)
    return row(show, copy, None, done)
