"""What the window may ask about journals on paper and in files, and who answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.exports import Form, Written
from app.domain.overview import Detail
from app.domain.postings import PostingId
from app.ports.running import Stop, Tell


@dataclass(frozen=True, slots=True)
class WriteRun:
    """Write these into a file; answered by a Written."""

    ids: tuple[PostingId, ...]
    form: Form
    file: Path


@dataclass(frozen=True, slots=True)
class LookAtSome:
    """The first few of these in full; answered by a tuple of Details."""

    ids: tuple[PostingId, ...]


class JournalFiles(Protocol):
    """Writes journals into files."""

    def write(
        self,
        ids: Sequence[PostingId],
        form: Form,
        file: Path,
        *,
        tell: Tell,
        stop: Stop,
    ) -> Written:
        """Write these."""
        ...


_AT_ONCE = 20


def some(look: Callable[[PostingId], Detail], asked: LookAtSome) -> tuple[Detail, ...]:
    """Look at as many as nobody has to wait for."""
    return tuple(look(which) for which in asked.ids[:_AT_ONCE])
