"""Puts the files in place and tells the system of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.background import launchd, systemd, windows
from app.background.files import put, take_away
from app.background.plan import Command, Job, Plan, own_job
from app.errors import AppError, InputError

Run = Callable[[Command], tuple[int, str]]
"""Runs a command: its exit status, and what it said."""


class SystemRefusedError(AppError):
    """The system's scheduler did not take it."""

    title = "The system's scheduler did not do it"
    advice = "The files are where they were shown; what it said is above."


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether it is there: every file as planned, and in force."""

    written: bool
    active: bool
    said: str

    @property
    def words(self) -> str:
        """In one line."""
        if self.active and self.written:
            return "Runs in the background, whether the window is open or not."
        if self.active:
            return "Runs in the background, but not as this Vouch would have it."
        if self.written:
            return "The files are there, but the system does not run them."
        return "Does not run in the background."


class Background:
    """One plan, carried out on this computer."""

    def __init__(self, plan: Plan, run: Run) -> None:
        self.plan = plan
        self._run = run

    def refuse_misread(self) -> None:
        """InputError where the system would not read the plan as it is meant."""
        if self.plan.why_not:
            raise InputError(self.plan.why_not)

    def install(self) -> None:
        """Write the files and have the system run them; twice does no harm."""
        self.refuse_misread()
        for file in self.plan.files:
            put(file)
        if self.plan.system == "launchd":
            self._told(self.plan.remove)  # it takes no second one of the name
        self._must(self.plan.install)

    def remove(self) -> None:
        """Have the system forget it and take the files away."""
        self._told(self.plan.remove)
        for file in self.plan.files:
            take_away(file)

    def standing(self) -> Standing:
        """Whether it is in force."""
        written = all(
            file.path.is_file() and file.path.read_bytes() == file.content
            for file in self.plan.files
        )
        status, said = self._run(self.plan.status)
        return Standing(written, status == 0, said)

    def _told(self, commands: tuple[Command, ...]) -> None:
        for command in commands:
            self._run(command)

    def _must(self, commands: tuple[Command, ...]) -> None:
        for command in commands:
            status, said = self._run(command)
            if status:
                raise SystemRefusedError(f"{' '.join(command)}: {said}")


def background(
    data: Path,
    logs: Path,
    environment: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
) -> Background:
    """The plan for this system, a home's data and its logs."""
    job = own_job(logs, environment)
    return Background(_plan(job, data, environment, platform), run)


def run(command: Command) -> tuple[int, str]:
    """Run a command of the system's; what it says is one line."""
    try:
        done = subprocess.run(  # noqa: S603 - a command of the system's own
            command, capture_output=True, text=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return 127, str(error)
    return done.returncode, " ".join(f"{done.stdout} {done.stderr}".split())


def _plan(job: Job, data: Path, environment: Mapping[str, str], platform: str) -> Plan:
    if platform == "win32":
        return windows.plan(job, data)
    if platform == "darwin":
        return launchd.plan(job, Path.home(), os.getuid())
    config = environment.get("XDG_CONFIG_HOME", "")
    return systemd.plan(job, Path(config) if config else Path.home() / ".config")
