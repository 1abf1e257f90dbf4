"""Starts the window, in the tray, when the user signs in to the computer."""

from __future__ import annotations

import os
import plistlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.background.files import put, take_away
from app.background.plan import TRAY, File, Job, own_job

_DESKTOP = """[Desktop Entry]
Type=Application
Name=Vouch
Comment=Expensify reports into Xero journals
Exec={command}
Icon=vouch
Terminal=false
X-GNOME-Autostart-enabled=true
"""
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


class Autostart(Protocol):
    """Whether Vouch starts with the computer."""

    def is_on(self) -> bool:
        """Whether it does."""
        ...

    def turn(self, *, on: bool) -> None:
        """Have it start, or not."""
        ...


@dataclass(frozen=True, slots=True)
class FileAutostart:
    """By a file in the place where the system looks for such."""

    file: File

    def is_on(self) -> bool:
        """Whether the file is there."""
        return self.file.path.is_file()

    def turn(self, *, on: bool) -> None:
        """Write the file, or take it away. InputError where that cannot be."""
        if on:
            put(self.file)
        else:
            take_away(self.file)


def desktop_entry(job: Job, config: Path) -> File:
    """What XDG desktops read: a file below ``config`` (as ``~/.config``)."""
    words = [*_environment(job), *job.program, TRAY]
    command = " ".join(map(_quoted, words))
    path = config / "autostart" / f"{job.name}.desktop"
    return File(path, _DESKTOP.format(command=command).encode())


def login_agent(job: Job, user_home: Path) -> File:
    """What macOS reads: an agent that runs once at sign-in."""
    label = f"app.{job.name}.window"
    agent = {
        "Label": label,
        "ProgramArguments": [*job.program, TRAY],
        "RunAtLoad": True,
        "ProcessType": "Interactive",
        **({"EnvironmentVariables": dict(job.environment)} if job.home else {}),
    }
    path = user_home / "Library" / "LaunchAgents" / f"{label}.plist"
    return File(path, plistlib.dumps(agent))


def autostart(
    logs: Path,
    environment: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
) -> Autostart:
    """The way of this system."""
    job = own_job(logs, environment)
    if platform == "darwin":
        return FileAutostart(login_agent(job, Path.home()))
    if platform == "win32":
        return _by_registry(job)
    config = environment.get("XDG_CONFIG_HOME", "")
    folder = Path(config) if config else Path.home() / ".config"
    return FileAutostart(desktop_entry(job, folder))


if sys.platform == "win32":
    import winreg

    from app.background.windows_lines import at_sign_in

    @dataclass(frozen=True, slots=True)
    class _RegistryAutostart:
        job: Job

        def is_on(self) -> bool:
            """Whether the value is there."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                    winreg.QueryValueEx(key, self.job.name)
            except FileNotFoundError:
                return False
            return True

        def turn(self, *, on: bool) -> None:
            """Write the value, or take it away. InputError where it cannot be."""
            line = at_sign_in(self.job) if on else ""
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                if on:
                    winreg.SetValueEx(key, self.job.name, 0, winreg.REG_SZ, line)
                elif self.is_on():
                    winreg.DeleteValue(key, self.job.name)

    def _by_registry(job: Job) -> Autostart:
        return _RegistryAutostart(job)

else:

    def _by_registry(job: Job) -> Autostart:
        raise NotImplementedError(f"there is no registry here for {job.name}")


def _environment(job: Job) -> list[str]:
    set_first = [f"{name}={value}" for name, value in job.environment.items()]
    return ["env", *set_first] if set_first else []


def _quoted(word: str) -> str:
    """A word as the Desktop Entry Specification quotes it."""
    if word and all(c.isalnum() or c in "/._-=+:," for c in word):
        return word
    escaped = "".join(f"\\\\{c}" if c in '\\"`$' else c for c in word)
    return f'"{escaped.replace("%", "%%")}"'
