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


@dataclass(frozen=True, slots=True)
class KeepFile:
    """Keep this as a file, all of it or nothing; so many ``pages`` are in it."""

    file: Path
    content: bytes
    pages: int


class JournalFiles(Protocol):
    """Writes journals into files."""

    def keep(self, file: Path, content: bytes) -> None:
        """Write what was made of them elsewhere."""
        ...

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


JournalQuestion = LookAtSome | KeepFile

_AT_ONCE = 20


def journal_answer(
    look: Callable[[PostingId], Detail], files: JournalFiles, asked: JournalQuestion
) -> object:
    """Ask the use case; of many only as many as nobody has to wait for."""
    match asked:
        case LookAtSome(ids):
            return tuple(look(which) for which in ids[:_AT_ONCE])
        case KeepFile(file, content):
            files.keep(file, content)
            return file


def written_by(files: JournalFiles, run: WriteRun, tell: Tell, stop: Stop) -> Written:
    """Have the use case do it."""
    return files.write(run.ids, run.form, run.file, tell=tell, stop=stop)
