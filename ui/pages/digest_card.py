"""How everything stands, as a page or by mail."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame

from ui.engine import Engine
from ui.widgets.parts import Size, button, column, label, paragraph, row
from ui.workers.digests import DigestSetting, SendDigest, ShowDigest

_WIDEST = 960
_WORDS = "How everything stands: what is ready, what needs a person and why, what ran."


class DigestCard(QFrame):
    """Says whom it goes to.

    Signals:
        change_wished: It is to be sent otherwise; the DigestSetting.
        write_wished: It is wanted as a page.
        send_wished: It is to be sent now; the SendDigest.
    """

    change_wished = Signal(object)
    write_wished = Signal()
    send_wished = Signal(object)

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setMaximumWidth(_WIDEST)
        self._setting = DigestSetting(None, None)
        self.said = paragraph(ink="second")
        self.write = button("Save as a page…", "file-text", "quiet")
        self.send = button("Send now", "paper-plane-tilt", "quiet")
        self.change = button("By mail…", "envelope-simple", "quiet")
        self.write.clicked.connect(self.write_wished)
        self.send.clicked.connect(lambda: self.send_wished.emit(SendDigest()))
        self.change.clicked.connect(lambda: self.change_wished.emit(self._setting))
        title = label("Digest", Size.SECTION)
        top = row(title, None, self.write, self.send, self.change)
        self.setLayout(column(top, self.said, gap=8, margin=16))
        self._asking = engine.inquiry(self)
        self._asking.answered.connect(self._answered)
        self._show()

    def refresh(self) -> None:
        """Ask how it is sent."""
        self._asking.ask(ShowDigest())

    @Slot(object, object)
    def _answered(self, _asked: ShowDigest, setting: DigestSetting) -> None:
        if setting != self._setting:
            self._setting = setting
            self._show()

    def _show(self) -> None:
        mail, rhythm = self._setting.mail, self._setting.rhythm
        self.send.setVisible(mail is not None)
        if mail is None:
            self.said.setText(_WORDS)
            return
        often = rhythm.words if rhythm else "Not sent by itself"
        self.said.setText(f"{_WORDS} {often}, to {', '.join(mail.to)} by {mail.host}.")
