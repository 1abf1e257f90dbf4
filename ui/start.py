"""Starts the window, or what takes its place where there is no screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.memory import staying
from app.paths import Home
from ui.footing import import_plainly, steady, take_turns
from ui.windows.opening import Opening, OwnCompany, PracticeCompany

_NO_SCREEN = """There is no screen here. vouch --help lists what can be done without it;
vouch --practice shows the whole job on the practice company."""


def start(
    *,
    practice: bool,
    company: Path | None,
    fresh: bool,
    screen: bool,
    tray: bool = False,
) -> int:
    """Open the company that was asked for; give the exit status.

    ``tray``: it waits in the tray until it is wanted.
    """
    home = Home.of(os.environ)
    steady()
    take_turns()
    if screen:
        opening = _opening(home, company, practice=practice, fresh=fresh)
        return _window(home, opening, seen=not tray)
    if not practice:
        print(_NO_SCREEN, file=sys.stderr)  # noqa: T201 - there is no window
        return 2
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.headless import run  # noqa: PLC0415 - after the platform is chosen

    return run(home, company, fresh=fresh)


def _opening(
    home: Home, company: Path | None, *, practice: bool, fresh: bool
) -> Opening:
    if practice:
        return PracticeCompany(home, company, fresh=fresh)
    return OwnCompany(home)


def _window(home: Home, opening: Opening, *, seen: bool) -> int:
    with staying():
        import_plainly()
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the footing

        from app.logs import start as start_log  # noqa: PLC0415
        from ui.windows.places import Places  # noqa: PLC0415
        from ui.windows.shell import Shell  # noqa: PLC0415

    start_log(home.logs)
    app = QApplication(sys.argv[:1])
    places = Places(app)
    if not places.claim(opening.home.data):
        return 0
    shell = Shell(app, places)
    shell.crashes.install()
    shell.open(opening, seen=seen)
    return app.exec()
