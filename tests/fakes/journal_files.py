"""Files of journals, written down as wishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.exports import Form, Written
from app.domain.postings import PostingId
from app.domain.runs import Progress
from app.ports.running import Stop, Tell


@dataclass
class FakeJournalFiles:
    """Remembers what was to be written; ``left_out`` is said of each."""

    wishes: list[tuple[tuple[PostingId, ...], Form, Path]] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    kept: dict[Path, bytes] = field(default_factory=dict)

    def keep(self, file: Path, content: bytes) -> None:
        """Keep a file."""
        self.kept[file] = content

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
        assert not stop.is_set()
        tell(Progress("Writing journals", len(ids), len(ids)))
        self.wishes.append((tuple(ids), form, file))
        left = sum(self.left_out.values())
        return Written((file,), len(ids) - left, self.left_out)
