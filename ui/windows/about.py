"""About Vouch, and how to sign in."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from ui.pages.settings import versions
from ui.pages.welcome import COMMANDS
from ui.widgets import glyphs
from ui.widgets.parts import Size, button, column, fitted, label, paragraph, row

_ICON = 64


def app_icon() -> QIcon:
    """Give the program's own icon."""
    folder = Path(str(files("resources"))) / "icons"
    made = QIcon()
    for size in (16, 32, 48, 128, 256):
        made.addFile(str(folder / f"vouch-{size}.png"))
    return made


class About(QDialog):
    """Which Vouch this is and where its data is."""

    def __init__(self, parent: QWidget, data: Path) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("About Vouch")
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(_ICON, _ICON))
        said = column(
            label("Vouch", Size.TITLE),
            paragraph("Expensify reports into Xero journals, once and only once."),
            paragraph(versions(), ink="second"),
            paragraph(f"Data: {data}", ink="second"),
            None,
            gap=8,
        )
        top = row(picture, said, gap=20)
        top.setStretch(1, 1)
        top.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        copy = button("Copy")
        copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(f"{versions()}\nData: {data}")
        )
        done = button("Close", kind="primary")
        done.clicked.connect(self.accept)
        self.setLayout(column(top, 8, row(None, copy, done), margin=20))
        done.setDefault(True)
        done.setFocus()
        glyphs.redress(self)
        fitted(self, 480)


class SignInHelp(QDialog):
    """How to sign in, for as long as it is done by command."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Sign in")
        words = paragraph(
            "Run the command of the service that asks for it in a terminal. "
            "Everything else is kept; then try again here."
        )
        commands = paragraph("\n".join(COMMANDS[:2]), ink="second")
        copy = button("&Copy the commands", "copy")
        copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText("\n".join(COMMANDS[:2]))
        )
        done = button("Close", kind="primary")
        done.clicked.connect(self.accept)
        title = label("Sign in again", Size.SECTION)
        buttons = row(copy, None, done)
        self.setLayout(column(title, words, commands, None, 8, buttons, margin=20))
        done.setDefault(True)
        done.setFocus()
        glyphs.redress(self)
        fitted(self, 520)
