"""Starts the window, or what takes its place where there is no screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.paths import Home
from ui.footing import steady, take_turns

_NO_SCREEN = """There is no screen here. vouch --help lists what can be done without it;
vouch --practice shows the whole job on the practice company."""


def start(*, practice: bool, company: Path | None, fresh: bool, screen: bool) -> int:
    """Open the company that was asked for; give the exit status."""
    home = Home.of(os.environ)
    steady()
    take_turns()
    if screen:
        return _window(home, company, practice=practice, fresh=fresh)
    if not practice:
        print(_NO_SCREEN, file=sys.stderr)  # noqa: T201 - there is no window
        return 2
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.headless import run  # noqa: PLC0415 - after the platform is chosen

    return run(home, company, fresh=fresh)


def _window(home: Home, company: Path | None, *, practice: bool, fresh: bool) -> int:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the footing

    from app.logs import start as start_log  # noqa: PLC0415
    from ui.windows.opening import OwnCompany, PracticeCompany  # noqa: PLC0415
    from ui.windows.shell import Shell  # noqa: PLC0415

    start_log(home.logs)
    app = QApplication(sys.argv[:1])
    shell = Shell(app)
    shell.crashes.install()
    shell.open(
        PracticeCompany(home, company, fresh=fresh) if practice else OwnCompany(home)
    )
    return app.exec()
