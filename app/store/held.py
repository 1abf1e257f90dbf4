"""Which stores this process has open, and whose files it must not read by itself.

POSIX takes every lock of a process on a file away as soon as the process closes any
descriptor of it. Reading a store's file past SQLite, while SQLite has it open, would
leave it unlocked: another process would take itself for the last one, and clear away
the journal that is still written to.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from threading import Lock

_open: Counter[Path] = Counter()  # of the process, as the locks are
_counting = Lock()


def hold(path: Path) -> None:
    """Take note that the store is opened, once more if it was."""
    with _counting:
        _open[path.resolve()] += 1


def let_go(path: Path) -> None:
    """Take note that it is closed."""
    with _counting:
        _open[path.resolve()] -= 1


def is_held(path: Path) -> bool:
    """Whether this process has it open."""
    with _counting:
        return _open[path.resolve()] > 0
