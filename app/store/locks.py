"""A lock that only one holder has at a time, among all processes of this machine."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.errors import BusyError
from app.store.failures import usable

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _give(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


_LOOK_AGAIN = 0.02


@contextmanager
def file_lock(path: Path, *, patience: float = 60.0) -> Iterator[None]:
    """Hold the lock of the file at ``path``; BusyError where it stays taken.

    The system lets go of it when its holder ends, however that happens.
    """
    with usable(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = path.open("ab")
    with file:
        _wait_for(file, time.monotonic() + patience)
        try:
            yield
        finally:
            _give(file)


def _wait_for(file: IO[bytes], until: float) -> None:
    while True:
        try:
            _take(file)
        except OSError as error:
            if time.monotonic() >= until:
                cause = "Another Vouch has been at work on the same thing for long."
                raise BusyError(cause) from error
            time.sleep(_LOOK_AGAIN)
        else:
            return
