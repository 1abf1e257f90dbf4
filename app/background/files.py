"""Puts files where the system looks for them, and takes them away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.background.plan import File
from app.errors import InputError


def put(file: File) -> None:
    """Write a file with the folders above it. InputError where that cannot be."""
    with _writable(file.path):
        file.path.parent.mkdir(parents=True, exist_ok=True)
        file.path.write_bytes(file.content)


def take_away(file: File) -> None:
    """Have it gone, whether it was there or not. InputError where that cannot be."""
    with _writable(file.path), suppress(NotADirectoryError):
        file.path.unlink(missing_ok=True)


@contextmanager
def _writable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}.") from error
