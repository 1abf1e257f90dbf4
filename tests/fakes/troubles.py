"""Causes over postings in memory, for the window's tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.domain.postings import Posting, PostingId, State
from app.domain.runs import Progress
from app.domain.troubles import STUCK, Stuck, Troubled, stuck
from app.ports.running import Stop, Tell


@dataclass
class FakeTroubles:
    """Gathers causes; ``mended`` are ready once they are tried again."""

    postings: dict[PostingId, Posting]
    mended: set[PostingId] = field(default_factory=set)
    retries: list[tuple[PostingId, ...]] = field(default_factory=list)

    def now(self, _stop: Stop) -> tuple[Stuck, ...]:
        """List every cause."""
        return stuck(
            Troubled(
                x.id,
                x.connection_id,
                x.state,
                x.currency,
                x.total,
                x.why,
                x.problems,
            )
            for x in self.postings.values()
            if x.state in STUCK
        )

    def retry(
        self, ids: Sequence[PostingId], *, tell: Tell, stop: Stop
    ) -> tuple[Posting, ...]:
        """Make what is mended ready."""
        assert not stop.is_set()
        tell(Progress("Reading these reports again", 0, len(ids)))
        self.retries.append(tuple(ids))
        for which in self.mended & set(ids):
            ready = replace(self.postings[which], state=State.READY, problems=())
            self.postings[which] = ready
        return tuple(self.postings[which] for which in ids)
