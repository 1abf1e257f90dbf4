"""By which mail server the digest is sent, and how often."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from app.domain.digests import Mail, Security, faults
from app.domain.schedules import DAYS, Rate, Rhythm, named
from ui.engine import Engine
from ui.widgets import glyphs
from ui.widgets.brief import brief
from ui.widgets.once import Dialog
from ui.widgets.parts import Size, button, column, fitted, label, paragraph, row
from ui.workers.digests import DigestSetting, SetDigest

_WIDTH = 520
_LAST_PORT = 65_535
_SECURITIES = (
    (Security.STARTTLS, "STARTTLS", 587),
    (Security.TLS, "TLS from the start", 465),
    (Security.NONE, "None, on this computer only", 25),
)
_EVERY_DAY, _SEVERAL_DAYS = -1, -2


class DigestDialog(Dialog):
    """Saves what can be used; what cannot is said in place."""

    def __init__(self, parent: QWidget, engine: Engine, setting: DigestSetting) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Digest by mail")
        self._engine = engine
        self._days: tuple[int, ...] = ()
        self.host, self.port, self.security = QLineEdit(), QSpinBox(), QComboBox()
        self.writer, self.to, self.user = QLineEdit(), QLineEdit(), QLineEdit()
        self.password, self.often, self.at = QLineEdit(), QComboBox(), QTimeEdit()
        self.wrong = paragraph(ink="attention")
        self.save, self.cancel = button("&Save", kind="primary"), button("Cancel")
        self._fill(setting)
        self._arrange()
        self.security.currentIndexChanged.connect(self._use_port)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)

    @property
    def mail(self) -> Mail:
        """What is written."""
        return Mail(
            self.host.text().strip(),
            self.port.value(),
            Security(self.security.currentData()),
            self.writer.text().strip(),
            tuple(self.to.text().replace(",", " ").split()),
            self.user.text().strip(),
        )

    @property
    def rhythm(self) -> Rhythm | None:
        """How often, as chosen; None for never."""
        chosen = self.often.currentData()
        at = time(self.at.time().hour(), self.at.time().minute())
        if chosen is None:
            return None
        if chosen == _EVERY_DAY:
            return Rhythm(Rate.DAY, at)
        if chosen == _SEVERAL_DAYS:
            return Rhythm(Rate.WEEK, at, days=self._days)
        return Rhythm(Rate.WEEK, at, days=(int(chosen),))

    def _fill(self, setting: DigestSetting) -> None:
        for security, words, _ in _SECURITIES:
            self.security.addItem(words, security)
        self.often.addItem("Never", None)
        self.often.addItem("Every day", _EVERY_DAY)
        for number, day in enumerate(DAYS):
            self.often.addItem(f"{day}s", number)
        self.port.setRange(1, _LAST_PORT)
        self.at.setDisplayFormat("HH:mm")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        mail = setting.mail or Mail("", 587, Security.STARTTLS, "", ())
        self.host.setText(mail.host)
        self.security.setCurrentIndex(self.security.findData(mail.security))
        self.port.setValue(mail.port)
        self.writer.setText(mail.sender)
        self.to.setText(", ".join(mail.to))
        self.user.setText(mail.user)
        if setting.mail is not None and mail.user:
            self.password.setPlaceholderText("As it was")
        self._show_rhythm(setting.rhythm)

    def _show_rhythm(self, rhythm: Rhythm | None) -> None:
        self.at.setTime(QTime(7, 0))
        if rhythm is None:
            return
        self.at.setTime(QTime(rhythm.at.hour, rhythm.at.minute))
        self._days = rhythm.days if rhythm.rate is Rate.WEEK else ()
        if len(self._days) > 1:
            self.often.addItem(named(self._days), _SEVERAL_DAYS)
            self.often.setCurrentIndex(self.often.count() - 1)
            return
        chosen = self._days[0] if self._days else _EVERY_DAY
        self.often.setCurrentIndex(self.often.findData(chosen))

    def _arrange(self) -> None:
        form = QFormLayout()
        brief(self.port, self.at)
        for name, field in (
            ("&Mail server", self.host),
            ("&Encryption", self.security),
            ("&Port", self.port),
            ("&From", self.writer),
            ("&To", self.to),
            ("&User", self.user),
            ("Pass&word", self.password),
            ("&How often", self.often),
            ("&At", self.at),
        ):
            field.setAccessibleName(name.replace("&", ""))
            form.addRow(name, field)
        words = paragraph("The password is kept encrypted.", Size.HINT)
        title = label(self.windowTitle(), Size.SECTION)
        buttons = row(None, self.cancel, self.save)
        parts = (title, form, words, self.wrong, None, buttons)
        self.setLayout(column(*parts, gap=12, margin=20))
        self.wrong.hide()
        self.save.setDefault(True)
        glyphs.redress(self)
        fitted(self, _WIDTH)

    def _use_port(self, chosen: int) -> None:
        self.port.setValue(_SECURITIES[chosen][2])

    def _save(self) -> None:
        wrong = " ".join(faults(self.mail))
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        if wrong:
            fitted(self, _WIDTH)
            return
        typed = self.password.text() or None
        self._engine.edit(SetDigest(self.mail, self.rhythm, typed))
        self.accept()
