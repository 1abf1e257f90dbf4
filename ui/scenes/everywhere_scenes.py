"""What can be seen over any page: failures, runs, questions and help."""

from __future__ import annotations

from pathlib import Path

from app.domain.runs import Progress
from app.errors import OfflineError, SignInNeededError
from ui.crash import Crash
from ui.pages.page import Going
from ui.pages.program import versions
from ui.pictures import settle
from ui.scenes.scene import Scene
from ui.windows.go_anywhere import GoAnywhere
from ui.windows.main_window import MainWindow

_REPORT = f"{versions()}\n\nTraceback (most recent call last):\n  …"


def _banner(window: MainWindow) -> None:
    window.go(Going("today"))
    window.banner.show_error(SignInNeededError("Quillmere."))


def _running(window: MainWindow) -> None:
    window.go(Going("today"))
    window.banner.show_error(OfflineError("Expensify does not answer."))
    window.status.start("Posting")
    window.status.tell(Progress("Posting", 7, 12, 4.0))


def _checked(window: MainWindow) -> None:
    window.go(Going("check"))
    window.check.now.click()


def _anywhere(window: MainWindow) -> None:
    window.go(Going("today"))
    window.anywhere.open()
    settle(window.engine)
    (shown,) = window.findChildren(GoAnywhere)
    shown.line.setText("trav")
    shown.line.sought.emit()


def _menu(words: str) -> Scene:
    """Make the scene of what a line of a menu opens."""

    def choose(window: MainWindow) -> None:
        found = (x for x in window.menus.offers() if x.words == words)
        next(found).action.trigger()

    return Scene(f"dialog-{words.strip('…').lower().replace(' ', '-')}", choose)


SCENES = (
    Scene("banner", _banner),
    Scene("running", _running),
    Scene("check-found", _checked),
    Scene("dialog-anywhere", _anywhere),
    _menu("Keyboard"),
    _menu("About Vouch"),
    Scene("dialog-crash", lambda window: Crash(_REPORT, window).open()),
    Scene(
        "dialog-restore",
        lambda window: window.undo.ask_to_restore(Path("vouch-2026-09-01.db")),
    ),
)
