"""Plain lines on a terminal: what is happening, and for how long."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

QUIET_SECONDS = 10.0
TAIL = 40


class SetUpError(Exception):
    """Something a person has to put right; its words say what."""


def never_choke() -> None:
    """Print a question mark for a letter that an old terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(words: str = "") -> None:
    """Print a line at once, in order with what other programs print."""
    print(words, flush=True)


def pending(words: str) -> None:
    """Name on a terminal what goes on; the next line takes its place."""
    if sys.stdout.isatty():
        print(f"{words} …", end="\r", flush=True)


def seconds(elapsed: float) -> str:
    """Round for reading: ``0.4 s``, ``12 s``, ``3 min 05 s``."""
    whole = round(elapsed)
    if elapsed < 9.95:  # noqa: PLR2004  from here on a tenth says nothing
        return f"{elapsed:.1f} s"
    if whole < 60:  # noqa: PLR2004
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60:02} s"


@dataclass
class _LastLine:
    """The newest line of a long command: in place on a terminal, else now and then."""

    title: str
    started: float = field(default_factory=time.monotonic)
    said: float = field(default_factory=time.monotonic)
    terminal: bool = field(default_factory=sys.stdout.isatty)

    @property
    def elapsed(self) -> str:
        return seconds(time.monotonic() - self.started)

    def show(self, line: str) -> None:
        words = f"  {self.title}, {self.elapsed}: {line}"
        if self.terminal:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r{words[:width]:<{width}}", end="", flush=True)
        elif time.monotonic() - self.said >= QUIET_SECONDS:
            self.said = time.monotonic()
            say(words[:100])

    def finish(self, outcome: str) -> None:
        if self.terminal:
            print(f"\r{' ' * (shutil.get_terminal_size().columns - 1)}\r", end="")
        say(f"  {self.title}: {outcome} in {self.elapsed}")


def watch(
    title: str, command: Sequence[str], *, env: Mapping[str, str] | None = None
) -> bool:
    """Run a long command, showing how it goes on; print its end if it fails."""
    line = _LastLine(title)
    tail: deque[str] = deque(maxlen=TAIL)
    say(f"  {title} …")
    with subprocess.Popen(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for output in process.stdout or ():
            tail.append(output.rstrip())
            line.show(output.strip())
    if process.returncode == 0:
        line.finish("done")
        return True
    line.finish(f"failed ({process.returncode})")
    say("\n".join(f"    {words}" for words in tail))
    return False
