"""Pictures of every page and dialog, in both themes and two sizes.

``python -m ui.screenshots [folder]``; the companies are opened in homes of their own,
so that nothing of the user's is seen or touched.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from PySide6.QtWidgets import QApplication, QDialog

from app.domain.postings import How, PostingId
from app.domain.runs import Progress
from app.domain.schedules import Rate, Rhythm
from app.errors import OfflineError, SignInNeededError
from app.paths import Home
from ui.crash import Crash
from ui.footing import steady
from ui.pages.page import Going
from ui.pages.schedules import Schedules
from ui.pages.settings import versions
from ui.pictures import settle, take
from ui.widgets.theme import Choice
from ui.windows.about import About, SignInHelp
from ui.windows.areas import PLACES
from ui.windows.keys import Keys
from ui.windows.main_window import MainWindow
from ui.windows.opening import OwnCompany, PracticeCompany
from ui.windows.shell import Shell
from ui.workers.services import Services

SIZES = ((1280, 800), (1920, 1080))
THEMES = (Choice.LIGHT, Choice.DARK)
_POSTED = 90


def main(arguments: Sequence[str]) -> int:
    """Take every picture and say where they are."""
    folder = Path(arguments[0] if arguments else "screenshots").absolute()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    steady()
    app = QApplication(sys.argv[:1])
    shell = Shell(app)
    with TemporaryDirectory(prefix="vouch-") as made:
        home = Home.of({"VOUCH_HOME": made})
        _welcome(shell, OwnCompany(home), folder)
        with closing(PracticeCompany(home)) as practice:
            _live(practice)
            window = shell.open(practice)
            for name in _looks(window):
                for page, step in _steps(window):
                    step()
                    take(window, window.engine, folder / name / f"{page}.png")
                _dialogs(window, folder / name)
            window.close()
    print(f"The pictures are in {folder}")  # noqa: T201 - the end of a command
    return 0


def _live(practice: PracticeCompany) -> None:
    """Do what a bookkeeper would have done by now."""
    stop = Event()
    services = practice.build(stop)
    services.sync.run(tell=_quietly, stop=stop)
    ready = services.poster.ready()
    services.poster.post(ready[:_POSTED], tell=_quietly, stop=stop)
    services.holding.hold(ready[_POSTED : _POSTED + 3], "Receipt asked for")
    services.holding.elsewhere(ready[_POSTED + 3 : _POSTED + 5], "Paid by bill 1042")
    _undo(services, ready)
    _schedule(services)
    services.close()


def _schedule(services: Services) -> None:
    """Have one connection run by itself, and show what came of it."""
    first, *others = services.scheduling.all()
    monthly = Rhythm(Rate.CLOSE)
    services.scheduling.set(first.connection_id, monthly, zone="Europe/London")
    services.scheduled.run_now(first.connection_id, tell=_quietly, stop=Event())
    for other in others[:1]:
        daily = Rhythm(Rate.WEEK, days=(0, 3))
        services.scheduling.set(other.connection_id, daily, zone="Europe/London")
        services.scheduling.pause(other.connection_id)


def _undo(services: Services, ready: Sequence[PostingId]) -> None:
    """Reverse some by another journal, and post one anew."""
    stop, mirror = Event(), How.MIRROR
    plans = services.reversal.plan(ready[:2], mirror)
    services.reversal.run(plans, tell=_quietly, stop=stop)
    services.replay.run(ready[2:3], mirror, tell=_quietly, stop=stop)


def _quietly(_progress: Progress) -> None:
    """Tell nobody."""


def _welcome(shell: Shell, own: OwnCompany, folder: Path) -> None:
    window = shell.open(own)
    for name in _looks(window):
        take(window, window.engine, folder / name / "welcome.png")
        window.go(Going("review"))
        take(window, window.engine, folder / name / "review-empty.png")
        window.go(Going("today"))
    window.close()


def _looks(window: MainWindow) -> Iterator[str]:
    for width, height in SIZES:
        for theme in THEMES:
            window.resize(width, height)
            window.choose_theme(theme)
            yield f"{theme}-{width}x{height}"


def _steps(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    for place in PLACES:
        going = Going(place.key)
        if place.key == "review":
            going = Going("review", chip="ready")
        yield place.key, _going(window, going)
    yield "review-attention", _going(window, Going("review", chip="attention"))
    yield "review-posted", _going(window, Going("review", chip="posted"))
    yield "review-reversed", lambda: _reversed(window)
    yield "check-found", lambda: _check(window)
    yield "review-ticked", lambda: _tick(window)
    yield "mapping", lambda: _turn(window, 0)
    yield "mapping-tags", lambda: _turn(window, 1)
    yield "mapping-tax", lambda: _turn(window, 2)
    yield "banner", lambda: window.banner.show_error(SignInNeededError("Quillmere."))
    yield "running", lambda: _running(window)


def _going(window: MainWindow, going: Going) -> Callable[[], None]:
    return lambda: window.go(going)


def _turn(window: MainWindow, tab: int) -> None:
    window.go(Going("mapping"))
    window.mapping.tabs.setCurrentIndex(tab)


def _tick(window: MainWindow) -> None:
    window.go(Going("review", chip="ready"))
    settle(window.engine)
    window.review.model.untick_all()
    window.review.list.selectAll()
    window.review.list.toggle()


def _reversed(window: MainWindow) -> None:
    window.go(Going("review", chip="closed"))
    settle(window.engine)
    last = window.review.model.rowCount() - 1
    window.review.list.setCurrentIndex(window.review.model.index(last, 0))


def _check(window: MainWindow) -> None:
    window.go(Going("check"))
    window.check.now.click()


def _running(window: MainWindow) -> None:
    window.banner.show_error(OfflineError("Expensify does not answer."))
    window.status.start("Posting")
    window.status.tell(Progress("Posting", 7, 12, 4.0))


def _dialogs(window: MainWindow, folder: Path) -> None:
    window.banner.hide()
    window.status.rest("")
    window.mapping.desk.versions()
    settle(window.engine)
    _take_dialog(window, folder / "dialog-versions.png")
    window.go(Going("schedules"))
    settle(window.engine)
    cards = window.pages.of(Schedules).cards.values()
    next(iter(cards)).change.click()
    _take_dialog(window, folder / "dialog-schedule.png")
    errands, rows = window.errands, tuple(window.review.model.ticks.values())
    errands.ask_to_post(rows)
    _take_dialog(window, folder / "dialog-post.png")
    errands.ask_to_hold(rows)
    _take_dialog(window, folder / "dialog-hold.png")
    Keys(window, window.menus.offers(), window.memory).open()
    _take_dialog(window, folder / "dialog-keys.png")
    About(window, Path("~/.local/share/Vouch")).open()
    _take_dialog(window, folder / "dialog-about.png")
    SignInHelp(window).open()
    _take_dialog(window, folder / "dialog-sign-in.png")
    Crash(f"{versions()}\n\nTraceback (most recent call last):\n  …", window).open()
    _take_dialog(window, folder / "dialog-crash.png")
    window.review.model.untick_all()
    window.go(Going("review", chip="posted"))
    settle(window.engine)
    window.review.reverse()
    _take_dialog(window, folder / "dialog-reverse.png")
    window.review.replay()
    _take_dialog(window, folder / "dialog-replay.png")
    window.undo.ask_to_restore(Path("vouch-2026-09-01.db"))
    _take_dialog(window, folder / "dialog-restore.png")


def _take_dialog(window: MainWindow, file: Path) -> None:
    for dialog in window.findChildren(QDialog):
        take(dialog, window.engine, file)
        dialog.reject()
        dialog.deleteLater()
    settle(window.engine)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
