"""Runs the practice servers in a process of their own, while they are needed."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import IO, Self

from app.practice.addresses import PracticeAddresses, PracticeError
from app.practice.person import sign_in

__all__ = ["PracticeAddresses", "PracticeError", "PracticeProcess", "sign_in"]

COMMAND = (sys.executable, "-m", "app.practice.server")
_BEGINS_WITHIN = 60.0
_ENDS_WITHIN = 5.0
_CHECKOUT = Path(__file__).resolve().parents[2]


class PracticeProcess:
    """The practice servers while a ``with`` block lasts; they end with it, or with us.

    ``state`` is the folder where they keep what happened; ``command`` starts them
    from a bundled program, where there is no interpreter to ask.
    """

    def __init__(
        self,
        state: Path,
        company: Path | None = None,
        *,
        command: Sequence[str] = COMMAND,
        within: float = _BEGINS_WITHIN,
        ends_within: float = _ENDS_WITHIN,
    ) -> None:
        state = state.resolve()
        self._log = state / "server.log"
        self._command = [*command, "--with-parent", "--state", str(state)]
        if company is not None:
            self._command += ["--company", str(company.resolve())]
        self._within = within
        self._ends_within = ends_within
        self.addresses: PracticeAddresses

    def __enter__(self) -> Self:
        """Start the servers and wait until they listen."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                cwd=None if getattr(sys, "frozen", False) else _CHECKOUT,
            )
        try:
            self.addresses = PracticeAddresses.parsed(self._first_line())
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the servers."""
        self.close()

    def close(self) -> None:
        """Ask the servers to end by closing their input, and see that they do."""
        _close(self._process.stdin)
        try:
            self._process.wait(self._ends_within)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _close(self._process.stdout)  # last: a thread may still be reading it

    @property
    def returncode(self) -> int | None:
        """How the servers ended; None while they run."""
        return self._process.returncode

    def _first_line(self) -> bytes:
        """Wait for the line with the addresses; it comes once they are true."""
        lines: Queue[bytes] = Queue()
        reader = threading.Thread(
            target=_read_line, args=(self._process.stdout, lines), daemon=True
        )
        reader.start()
        try:
            line = lines.get(timeout=self._within)
        except Empty:
            raise PracticeError(f"no answer within {self._within:g} seconds") from None
        if not line:
            self._process.wait(self._ends_within)
            raise PracticeError(self._last_words())
        return line

    def _last_words(self) -> str:
        said = self._log.read_text("utf-8", "replace").strip().splitlines()
        return said[-1] if said else f"ended with {self._process.returncode}"


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        pipe.close()


def _read_line(pipe: IO[bytes], lines: Queue[bytes]) -> None:
    lines.put(pipe.readline())
