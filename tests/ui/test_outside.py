"""The window as a screen reader has it: asked and pressed from another process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ui.display import display, needed

_ROOT = Path(__file__).parents[2]
_LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
_PYTHON = "/usr/bin/python3"
_ATSPI = "import gi; gi.require_version('Atspi', '2.0'); import gi.repository.Atspi"
_LONGEST = 60.0
_OPERATED = {
    *("push button", "check box", "combo box", "text", "table", "list", "page tab"),
    *("table cell", "list item"),
}


class Listener:
    """Asks the other process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def parts(self) -> list[tuple[str, str]]:
        """Give every part by its role and its name."""
        return [(part["role"], part["name"]) for part in self._order("list")]

    def press(self, name: str) -> bool:
        """Press what is called so."""
        return bool(self._order(f"press {name}"))

    def until(self, name: str) -> list[tuple[str, str]]:
        """Listen until something is called so."""
        end = time.monotonic() + _LONGEST
        while time.monotonic() < end:
            parts = self.parts()
            if any(name in said for _, said in parts):
                return parts
        raise TimeoutError(f"nobody ever said {name}")

    def _order(self, words: str) -> list[dict[str, str]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()
        answer: list[dict[str, str]] = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def running(
    command: list[str], env: Mapping[str, str]
) -> Iterator[subprocess.Popen[str]]:
    """Have a program run with what it starts, and end all of it."""
    with subprocess.Popen(  # noqa: S603 - fixed commands
        command,
        cwd=_ROOT,
        env=dict(env),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    """Show a window on a display of its own and listen to it."""
    needed("Xvfb", "dbus-daemon", _PYTHON)
    if not _LAUNCHER.exists():
        pytest.skip("at-spi2-core needed")
    asked = [_PYTHON, "-c", _ATSPI]
    if subprocess.run(asked, check=False, capture_output=True).returncode:  # noqa: S603 - a fixed command
        pytest.skip("gir1.2-atspi-2.0 and python3-gi needed")
    window = [sys.executable, "-m", "tests.ui.outside_window", str(tmp_path)]
    script = str(_ROOT / "tests" / "ui" / "outside_listener.py")
    with display() as name:
        env = {
            **os.environ,
            "DISPLAY": name,
            "HOME": str(tmp_path),
            "XDG_RUNTIME_DIR": str(tmp_path),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        session = ["dbus-daemon", "--session", "--nofork", "--print-address"]
        with running(session, env) as bus:
            env["DBUS_SESSION_BUS_ADDRESS"] = line(bus)
            with (
                running([str(_LAUNCHER), "--launch-immediately"], env),
                running(window, env) as shown,
            ):
                assert line(shown) == "here"
                with running([_PYTHON, "-W", "ignore", script, "outside"], env) as ear:
                    yield Listener(ear)


def test_a_journal_is_heard_and_posted_without_being_seen(listener: Listener) -> None:
    parts = listener.until("row 1 of 2")

    nameless = [
        parts[max(0, at - 2) : at + 2]
        for at, (role, name) in enumerate(parts)
        if role in _OPERATED and not name
    ]
    assert nameless == []
    assert ("table cell", "Debit 100.02, row 1 of 2") in parts
    assert ("table cell", "Credit 100.02, row 2 of 2") in parts
    assert ("table cell", "Account 493 Travel, row 1 of 2") in parts
    assert ("text", "Search reports") in parts

    assert listener.press("Post")
    asked = listener.until("Post 1 journal to Xero?")
    assert any("100.02 GBP" in name for _, name in asked)
    assert listener.press("Post 1 journal")

    listener.until("1 journal in Xero")
    assert listener.press("Today")
    assert ("push button", "Sync all") in listener.until("Sync all")
