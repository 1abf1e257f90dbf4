"""A file for whoever is asked to help: what happened here, and nothing of whom."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import StoreError

_MOST = 2_000_000
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MONEY = re.compile(r"(?<![\w.:-])-?\d[\d,  ]*[.,]\d{2}(?![\w.:-])")


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of a bundle."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Discretion:
    """Takes out who and how much: e-mail addresses, amounts, and these names."""

    names: tuple[str, ...] = ()

    def __call__(self, text: str) -> str:
        """The text without them."""
        for name in sorted(filter(None, self.names), key=len, reverse=True):
            text = re.sub(re.escape(name), "[name]", text, flags=re.IGNORECASE)
        return _MONEY.sub("[amount]", _MAIL.sub("[e-mail]", text))


def logs(folder: Path, *hiding: Callable[[str], str]) -> tuple[Piece, ...]:
    """Read the end of every log file, newest first, with what is to be hidden hidden.

    A line that was cut at the beginning is left out.
    """
    try:
        files = sorted(folder.glob("*.log*"), key=lambda x: x.name)
        pieces = [Piece(f"logs/{file.name}", _end(file)) for file in files]
    except OSError as error:
        cause = f"The logs in {folder} cannot be read: {error.strerror}."
        raise StoreError(cause) from error
    return tuple(Piece(x.name, _hidden(x.text, hiding)) for x in pieces)


def write(file: Path, pieces: Sequence[Piece]) -> Path:
    """Write a bundle as one zip file, whole or not at all."""
    part = file.with_name(f"{file.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as bundle:
            for piece in pieces:
                bundle.writestr(piece.name, piece.text)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        cause = f"{file} cannot be written: {error.strerror}."
        raise StoreError(cause) from error
    return file


def _end(file: Path) -> str:
    raw = file.read_bytes()
    cut = raw[-_MOST:]
    if len(cut) < len(raw):
        cut = cut.partition(b"\n")[2]
    return cut.decode("utf-8", errors="replace")


def _hidden(text: str, hiding: Iterable[Callable[[str], str]]) -> str:
    for hide in hiding:
        text = hide(text)
    return text
