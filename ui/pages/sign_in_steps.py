"""The later steps of a sign-in: waiting for a browser, working, done or not."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QProgressBar, QWidget

from app.ports.sign_in import SignInRequest
from ui.widgets.browser import open_page
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.note import Note
from ui.widgets.parts import Size, button, column, label, paragraph, row


class Waiting(QWidget):
    """The page is open in the person's own browser.

    Signals:
        here_wished: It is to go on in this window.
        left: It is not wanted any more.
    """

    here_wished = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._address = ""
        self._words = paragraph()
        self.open = button("&Open the page again", "arrow-square-out")
        self.copy = button("Copy the &address", "copy")
        self.here = button("Sign in &here instead", "sign-in", "quiet")
        self.leave = button("Cancel")
        self.open.clicked.connect(self.open_page)
        self.copy.clicked.connect(self._copy)
        self.here.clicked.connect(self.here_wished)
        self.leave.clicked.connect(self.left)
        title = label("Xero's page is open in your browser", Size.SECTION)
        head = row(GlyphLabel("hourglass", "accent", 20), title, None)
        bar = QProgressBar(minimum=0, maximum=0, textVisible=False)
        buttons = row(self.open, self.copy, self.here, self.leave, None)
        self.setLayout(column(head, self._words, 4, bar, 8, buttons, None))

    def show_request(self, request: SignInRequest, until: str) -> None:
        """Open the page of this request."""
        self._address = request.authorize_url
        host, port = QUrl(self._address).host(), QUrl(request.redirect_uri).port()
        self._words.setText(
            f"Sign in at {host} and allow one organisation. Vouch listens on port "
            f"{port} of this computer until {until} and goes on by itself as soon as "
            "you are back. If no page has opened, open it again, or copy its address "
            "into the browser you want."
        )
        self.open_page()

    @Slot()
    def open_page(self) -> None:
        """Have the system open the page."""
        open_page(self._address)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)


class Working(QWidget):
    """The services are being asked.

    Signals:
        left: Nobody wants to wait for it.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", Size.SECTION)
        self.leave = button("Cancel")
        self.leave.clicked.connect(self.left)
        bar = QProgressBar(minimum=0, maximum=0, textVisible=False)
        buttons = row(self.leave, None)
        self.setLayout(column(self._title, 4, bar, 8, buttons, None))

    def say(self, words: str) -> None:
        """Say what is being done."""
        self._title.setText(words)


class Done(QWidget):
    """Somebody is signed in.

    Signals:
        another_wished: Another organisation is to be allowed.
    """

    another_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = paragraph()
        self.another = button("Sign in to &another organisation", "sign-in")
        self.another.clicked.connect(self.another_wished)
        title = label("Signed in to Xero", Size.SECTION)
        head = row(GlyphLabel("check-circle", "posted", 20), title, None)
        self.note = Note()
        buttons = row(self.another, None)
        self.setLayout(column(head, self._words, self.note, 8, buttons, None))

    def say(self, words: str, unread: str = "") -> None:
        """Say which organisations can be used now, and whose books are unread."""
        self._words.setText(words)
        if unread:
            self.note.say("Their accounts could not be read yet", unread)
        else:
            self.note.hide()
