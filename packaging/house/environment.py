"""The virtual environment of a checkout, filled from lock files only."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from house import console

CHECKOUT = Path(__file__).resolve().parent.parent.parent
ATTEMPTS = 3

_PROBE = """
try:
    from PySide6.QtWidgets import QApplication
except ImportError as missing:
    raise SystemExit(str(missing))
QApplication([])
"""

Facts = dict[str, str]
Watch = Callable[[str, Sequence[str]], bool]


@dataclass(frozen=True)
class Environment:
    """A ``.venv`` folder; a stamp in it says what it holds, once it holds it all."""

    checkout: Path = CHECKOUT
    watch: Watch = console.watch

    @property
    def folder(self) -> Path:
        """Where the environment lives."""
        return self.checkout / ".venv"

    @property
    def locks(self) -> Path:
        """Where the lock files are."""
        return self.checkout / "packaging" / "locks"

    @property
    def stamp(self) -> Path:
        """The file that is written last and removed first."""
        return self.folder / "vouch-stamp.json"

    @property
    def python(self) -> Path:
        """The interpreter inside."""
        return self.program("python")

    def program(self, name: str) -> Path:
        """Find a command that a package has put into the environment."""
        if os.name == "nt":
            return self.folder / "Scripts" / f"{name}.exe"
        return self.folder / "bin" / name

    def prepare(self, locks: Iterable[str]) -> None:
        """Make the environment hold what these lock files pin, and the checkout."""
        held, due = self._held(), self._due(locks)
        if not outdated(held, due):
            return
        console.say(f"Preparing {self.folder.name}")
        if made_anew(held, due):
            self._make()
            held = {}
        self.stamp.unlink(missing_ok=True)
        for name in outdated(held, due):
            self._fill(name)
        self.stamp.write_text(json.dumps(held | due, indent=1), encoding="utf-8")

    def _held(self) -> Facts:
        if not self.python.exists():
            return {}
        try:
            held: Facts = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return held

    def _due(self, locks: Iterable[str]) -> Facts:
        files = {name: self.locks / name for name in locks}
        files["pyproject.toml"] = self.checkout / "pyproject.toml"
        digests = {
            name: hashlib.sha256(file.read_bytes()).hexdigest()
            for name, file in files.items()
        }
        python = f"{sys.version_info.major}.{sys.version_info.minor}"
        return {"python": python, "checkout": str(self.checkout), **digests}

    def _make(self) -> None:
        command = (sys.executable, "-m", "venv", "--clear", str(self.folder))
        if not self.watch("virtual environment", command):
            raise console.SetUpError("The virtual environment could not be made.")

    def _fill(self, name: str) -> None:
        if name.endswith(".txt"):
            lock = self.locks / name
            self._pip(
                f"packages of {name}", "--require-hashes", "--requirement", str(lock)
            )
        elif name == "pyproject.toml":
            self._pip("vouch itself", "--no-deps", "--editable", str(self.checkout))

    def _pip(self, title: str, *what: str) -> None:
        command = (
            *(str(self.python), "-m", "pip", "install", "--no-input"),
            *("--disable-pip-version-check", "--progress-bar", "off"),
            *("--no-build-isolation", "--use-pep517", "--timeout", "60", *what),
        )
        if not any(self.watch(title, command) for _ in range(ATTEMPTS)):
            raise console.SetUpError(
                "The packages could not be installed; is the network there?"
            )


def outdated(held: Facts, due: Facts) -> tuple[str, ...]:
    """Name what has changed since the environment was made, in order."""
    return tuple(name for name, value in due.items() if held.get(name) != value)


def made_anew(held: Facts, due: Facts) -> bool:
    """Tell whether to start over: interrupted, moved, or for another Python."""
    return bool({"python", "checkout"} & set(outdated(held, due)))


def starts_qt(environment: Environment, env: dict[str, str]) -> str | None:
    """Try to start Qt where system libraries are missing; say why it does not."""
    outcome = subprocess.run(
        (str(environment.python), "-c", _PROBE),
        check=False,
        env=env,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    return None if outcome.returncode == 0 else outcome.stderr.strip()
