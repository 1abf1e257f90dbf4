"""The digest in the window: set, sent, and written as a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.digests import Mail, Security
from app.domain.schedules import Rate, Rhythm
from app.errors import OfflineError
from tests.fakes.digests import FakeDigests
from tests.fakes.services import FakeServices
from tests.ui.steps import dialog, go, rest
from ui.pages.digest_card import DigestCard
from ui.pages.schedules import Schedules
from ui.windows.digest_dialog import DigestDialog
from ui.windows.main_window import MainWindow

Open = Callable[[], MainWindow]
MAIL = Mail("mail.example.com", 587, Security.STARTTLS, "v@x.org", ("a@x.org",), "bo")


def card(qtbot: QtBot, window: MainWindow) -> DigestCard:
    go(qtbot, window, "schedules")
    return window.pages.of(Schedules).digest


def test_a_mail_server_is_named_and_what_is_wrong_is_said(
    open_window: Open, world: FakeServices, qtbot: QtBot
) -> None:
    window = open_window()
    card(qtbot, window).change.click()
    asking = dialog(window, DigestDialog)

    asking.save.click()
    assert "The name of the mail server is missing." in asking.wrong.text()
    asking.host.setText("mail.example.com")
    asking.security.setCurrentIndex(1)
    asking.writer.setText("v@x.org")
    asking.to.setText("a@x.org, b@x.org")
    asking.user.setText("bo")
    asking.password.setText("open sesame")
    asking.often.setCurrentIndex(asking.often.findText("Mondays"))
    asking.save.click()
    rest(qtbot, window)

    assert world.digest.server == Mail(
        "mail.example.com", 465, Security.TLS, "v@x.org", ("a@x.org", "b@x.org"), "bo"
    )
    assert world.digest.password == "open sesame"
    assert world.digest.often
    assert (world.digest.often.rate, world.digest.often.days) == (Rate.WEEK, (0,))
    assert (
        card(qtbot, window)
        .said.text()
        .endswith("Mondays at 07:00, to a@x.org, b@x.org by mail.example.com.")
    )


def test_a_password_that_is_not_typed_again_is_kept(
    open_window: Open, world: FakeServices, qtbot: QtBot
) -> None:
    world.digest = FakeDigests(MAIL, password="open sesame")
    window = open_window()
    card(qtbot, window).change.click()
    asking = dialog(window, DigestDialog)
    assert asking.password.text() == ""

    asking.save.click()
    rest(qtbot, window)

    assert world.digest.password == "open sesame"


def test_it_is_sent_now_and_when_it_is_due(
    open_window: Open, world: FakeServices, qtbot: QtBot
) -> None:
    world.digest = FakeDigests(MAIL, dues=1)
    window = open_window()
    qtbot.waitUntil(lambda: world.digest.letters == 1)
    rest(qtbot, window)
    assert window.status.words == "The digest was sent to a@x.org"

    card(qtbot, window).send.click()
    begun = window.status.words
    rest(qtbot, window)

    assert begun == "Sending the digest…"
    assert world.digest.letters == 2


class Unreachable(FakeDigests):
    """A server that is not there."""

    def send_due(self) -> tuple[str, ...]:
        """Override: fail."""
        self.letters += 1
        raise OfflineError("mail.example.com cannot be reached.")


def test_what_cannot_be_sent_is_said_once_not_at_every_look(
    open_window: Open, world: FakeServices, qtbot: QtBot
) -> None:
    world.digest = Unreachable(MAIL, dues=1)
    window = open_window()
    qtbot.waitUntil(window.banner.isVisible)

    for _ in range(3):
        window.clockwork.look()
        rest(qtbot, window)

    assert world.digest.letters == 1


def test_it_is_saved_as_a_page(
    open_window: Open, world: FakeServices, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    card(qtbot, window).write.click()
    asking = dialog(window, QFileDialog)

    asking.fileSelected.emit(str(tmp_path / "digest.html"))
    rest(qtbot, window)

    assert world.digest.files == [tmp_path / "digest.html"]
    assert window.status.words == "The digest is saved as digest.html"


def test_several_days_of_the_week_stay_several_when_something_else_changes(
    open_window: Open, world: FakeServices, qtbot: QtBot
) -> None:
    often = Rhythm(Rate.WEEK, time(8), days=(0, 3))
    world.digest = FakeDigests(MAIL, often=often)
    window = open_window()
    card(qtbot, window).change.click()
    asking = dialog(window, DigestDialog)
    shown = asking.often.currentText()

    asking.to.setText("b@x.org")
    asking.save.click()
    rest(qtbot, window)

    assert shown == "Mondays and Thursdays"
    assert world.digest.often == often
