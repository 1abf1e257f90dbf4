"""How the program starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui.__main__ import has_screen, main

CHECKOUT = Path(__file__).resolve().parent.parent.parent
HEAVY = ("sqlalchemy", "alembic", "httpx", "keyring", "PySide6.QtWebEngineCore")


def run(code: str, home: Path) -> str:
    """Run Python in a process of its own and give what it prints last."""
    environment = os.environ | {"VOUCH_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code],
        cwd=CHECKOUT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip().splitlines()[-1]


def test_a_verb_loads_no_window(home: Path) -> None:
    code = (
        "import sys; from ui.__main__ import main; main(['history', '--help']);"
        "print([name for name in sys.modules if name.startswith('PySide6')])"
    )

    assert run(code, home) == "[]"


def test_the_first_window_loads_neither_network_nor_database(home: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.paths import Home
from ui.footing import steady
from ui.windows.opening import OwnCompany
from ui.windows.shell import Shell
steady()
app = QApplication([])
window = Shell(app).open(OwnCompany(Home.of({{"VOUCH_HOME": {str(home)!r}}})))
print([name for name in {HEAVY!r} if name in sys.modules], flush=True)
window.close()
"""

    assert run(code, home) == "[]"


def test_no_source_is_read_to_load_the_window(home: Path) -> None:
    code = """
import linecache
from ui.footing import import_plainly
import_plainly()
import ui.windows.shell
print([name for name in linecache.cache if name.endswith("shell.py")])
"""

    assert run(code, home) == "[]"


def test_a_page_loads_no_earlier_than_it_is_wanted(home: Path) -> None:
    code = """
import sys
import ui.windows.shell
print([name for name in sys.modules if name == "ui.pages.review"])
"""

    assert run(code, home) == "[]"


@pytest.mark.parametrize(
    ("environment", "platform", "screen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_screen_is_looked_for(
    environment: dict[str, str],
    platform: str,
    screen: bool,  # noqa: FBT001 - what is expected
) -> None:
    assert has_screen(environment, platform) is screen


def test_without_a_screen_real_books_are_left_alone(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--no-screen"])

    assert status == 2
    assert "vouch --help" in capsys.readouterr().err
    assert list(home.iterdir()) == []
