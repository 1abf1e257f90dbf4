"""What it takes to be run by a system's scheduler: files, and commands to tell it."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MINUTES = 15
"""How often the system asks what is due; what is not costs a glance at the store."""

ARGUMENTS = ("sync", "--due")
TRAY = "--tray"
DESCRIPTION = "Vouch: runs what the schedules ask for"

Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file to write, in UTF-8 unless it says otherwise."""

    path: Path
    content: bytes
    encoding: str = "utf-8"

    @property
    def text(self) -> str:
        """What is in it, for people."""
        return self.content.decode(self.encoding)


@dataclass(frozen=True, slots=True)
class Plan:
    """The files, and the commands that make the system read, forget and show them.

    ``status`` succeeds where it is in force. ``why_not`` says in words why the system
    would not read it as it is meant; ``""`` where it would.
    """

    system: str
    files: tuple[File, ...]
    install: tuple[Command, ...]
    remove: tuple[Command, ...]
    status: Command
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be run: the program, its home where one was chosen, and its logs.

    ``home`` is ``VOUCH_HOME`` in full, ``""`` where it is not set.
    """

    program: Command
    logs: Path
    home: str = ""
    name: str = field(init=False)

    def __post_init__(self) -> None:
        mark = hashlib.sha256(self.home.encode()).hexdigest()[:8]
        object.__setattr__(self, "name", f"vouch-{mark}" if self.home else "vouch")

    @property
    def command(self) -> Command:
        """The program with its arguments."""
        return (*self.program, *ARGUMENTS)

    @property
    def environment(self) -> Mapping[str, str]:
        """What the program is told apart from its arguments; never a secret."""
        return {"VOUCH_HOME": self.home} if self.home else {}


def own_job(logs: Path, environment: Mapping[str, str]) -> Job:
    """This very program in the home that it is in now, wherever it is started from."""
    chosen = environment.get("VOUCH_HOME", "")
    home = str(Path(chosen).expanduser().absolute()) if chosen else ""
    return Job(own_program(), logs, home)


def own_program() -> Command:
    """How this very program is started again."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    name = "vouch.exe" if sys.platform == "win32" else "vouch"
    script = Path(sys.executable).with_name(name)
    return (str(script),) if script.exists() else (sys.executable, "-m", "ui")
