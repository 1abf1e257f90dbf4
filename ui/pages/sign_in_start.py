"""The first step of a sign-in: the client ID, where it is from, and the two ways."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from app.ports.sign_in import PORTS, redirect_uri
from ui.models.sign_in_words import STEPS, XERO_APPS
from ui.widgets.browser import open_page
from ui.widgets.note import Note
from ui.widgets.parts import Size, button, column, label, paragraph, row

_LETTERS = 40
ADDRESSES = tuple(redirect_uri(port) for port in PORTS)


class Way(StrEnum):
    """Where the sign-in pages are shown."""

    HERE = "here"
    AWAY = "away"


class Start(QWidget):
    """Begins a sign-in, one way or the other.

    Signals:
        begun: The way that was chosen; the Way.
        left: It is not wanted.
    """

    begun = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.note = Note()
        self.client_id = QLineEdit()
        self.client_id.setAccessibleName("Client ID of your Xero app")
        self.client_id.setPlaceholderText("32 letters and digits")
        letter = self.client_id.fontMetrics().horizontalAdvance("0")
        self.client_id.setMinimumWidth(letter * _LETTERS)
        self.ways = {
            Way.HERE: button("Sign in &here", "sign-in"),
            Way.AWAY: button("Use my own &browser", "arrow-square-out"),
        }
        self._hint = paragraph("", Size.HINT)
        self.help = button("&Where do I get a client ID?", "caret-right", "link")
        self.help.setCheckable(True)
        self.apps = button("Open Xero's a&pps", "arrow-square-out")
        self.apps.setToolTip(XERO_APPS)
        self.copy = button("Copy the five a&ddresses", "copy")
        self._helping = self._help()
        self.leave = button("Cancel")
        self._prefer = Way.HERE
        self._arrange()
        self._connect()
        self.prefer(Way.HERE)
        self._helping.hide()

    @property
    def typed(self) -> str:
        """The client ID as it stands."""
        return self.client_id.text().strip()

    def prefer(self, way: Way) -> None:
        """Offer this way first."""
        self._prefer = way
        for each, offered in self.ways.items():
            first = each is way
            offered.setProperty("kind", "primary" if first else "")
            offered.setProperty("worn", "")
            offered.style().polish(offered)
        self._buttons.insertWidget(0, self.ways[way])
        other = Way.AWAY if way is Way.HERE else Way.HERE
        QWidget.setTabOrder(self.client_id, self.ways[way])
        QWidget.setTabOrder(self.ways[way], self.ways[other])
        QWidget.setTabOrder(self.ways[other], self.leave)
        QWidget.setTabOrder(self.leave, self.help)

    def show_client(self, client_id: str) -> None:
        """Fill in what is known, unless something was typed."""
        if not self.typed:
            self.client_id.setText(client_id)

    def arrive(self) -> None:
        """Have the cursor where it is needed."""
        (self.ways[self._prefer] if self.typed else self.client_id).setFocus()

    def _arrange(self) -> None:
        name = label("Your &client ID")
        name.setBuddy(self.client_id)
        words = paragraph(
            "Sign in with the Xero account that may use the organisation. Xero asks "
            "which one to allow, one at a time. Vouch never sees your password.",
            ink="second",
        )
        self._buttons = row(self.ways[Way.HERE], self.ways[Way.AWAY], self.leave, None)
        field = row(self.client_id, None)
        self.setLayout(
            column(
                self.note,
                words,
                4,
                name,
                field,
                row(self.help, None),
                self._helping,
                8,
                self._buttons,
                self._hint,
                None,
            )
        )
        self._hint.setText(
            "Here: Xero's pages open in this window. Choose your own browser if you "
            "sign in with Google, a passkey or a password manager."
        )

    def _connect(self) -> None:
        self.ways[Way.HERE].clicked.connect(lambda: self.begin(Way.HERE))
        self.ways[Way.AWAY].clicked.connect(lambda: self.begin(Way.AWAY))
        self.client_id.returnPressed.connect(self._go)
        self.client_id.textChanged.connect(self._typed)
        self.help.toggled.connect(self._show_help)
        self.leave.clicked.connect(self.left)
        self.apps.clicked.connect(lambda: open_page(XERO_APPS))
        self.copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText("\n".join(ADDRESSES))
        )

    def _help(self) -> QFrame:
        made = QFrame()
        made.setProperty("kind", "well")
        *first, last = (paragraph(f"{n}.  {step}") for n, step in enumerate(STEPS, 1))
        addresses = paragraph("\n".join(ADDRESSES))
        addresses.setAccessibleName("Redirect addresses")
        steps = row(self.apps, self.copy, None)
        made.setLayout(column(*first, addresses, last, 4, steps, margin=12))
        return made

    @Slot()
    def _go(self) -> None:
        self.begin(self._prefer)

    def begin(self, way: Way) -> None:
        """Begin, or say what is missing."""
        if not self.typed:
            words = "Paste the client ID of your own Xero app; see below for where."
            self.note.say("A client ID is needed", words)
            self.help.setChecked(True)
            self.client_id.setFocus()
            return
        self.note.hide()
        self.begun.emit(way)

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self.note.hide()

    @Slot(bool)
    def _show_help(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._helping.setVisible(shown)
