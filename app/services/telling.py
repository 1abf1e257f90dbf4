"""Tells whoever waits how far it is, and stops where they asked for that."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.runs import Progress
from app.errors import CancelledError
from app.ports.running import Stop, Tell


@dataclass(frozen=True, slots=True)
class Telling:
    """What a long use case says between two of its steps."""

    tell: Tell
    stop: Stop

    def __call__(self, words: str, done: int = 0, of: int = 0) -> None:
        """Say it; CancelledError where it is to end."""
        if self.stop.is_set():
            raise CancelledError
        self.tell(Progress(words, done, of))
