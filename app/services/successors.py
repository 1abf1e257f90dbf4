"""Makes the next revision of what was reversed in order to be posted anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.history import What
from app.domain.postings import Posting, State, posting_id
from app.domain.problems import Code, Severity
from app.ports.work import UnitOfWork
from app.services.preparation import Preparation, bench
from app.services.scribe import Scribe
from app.services.watching import gone


class Successors:
    """Adds successors in the very transaction that ends the reversal.

    So a replay that is cut off in between leaves the report ready, not forgotten.
    """

    def __init__(self, preparation: Preparation, scribe: Scribe) -> None:
        self._preparation = preparation
        self._scribe = scribe

    def add(self, work: UnitOfWork, reversed_: Sequence[Posting]) -> None:
        """Add the successors of those that are reversed, and were for it."""
        for posting in reversed_:
            reversal = posting.reversal
            if posting.state is State.REVERSED and reversal and reversal.again:
                self.follow(work, posting)

    def follow(self, work: UnitOfWork, posting: Posting) -> Posting:
        """Add the next revision of a reversed posting."""
        made = self.next(work, posting)
        said = f"After the reversal of revision {posting.revision}."
        work.postings.add([(made, self._scribe.of(made, What.PREPARED, said))])
        return made

    def next(self, work: UnitOfWork, posting: Posting) -> Posting:
        """What the next revision would be, by today's computation."""
        ready = bench(work, posting.connection_id)
        place = (posting.connection_id, posting.report_id, posting.digest)
        report = self._preparation.read(
            work.payloads.raws([place])[place], ready.workspace
        )
        made = self._preparation.again(ready, _blank(posting), report, posting.digest)
        if not gone(posting):
            return made
        withdrawn = tuple(
            replace(problem, severity=Severity.BLOCKING)
            for problem in posting.problems
            if problem.code is Code.CHANGED_IN_EXPENSIFY
        )
        return replace(made, state=State.BLOCKED, problems=(*made.problems, *withdrawn))


def _blank(posting: Posting) -> Posting:
    """The next revision before anything of it is computed."""
    revision = posting.revision + 1
    return replace(
        posting,
        id=posting_id(posting.connection_id, posting.report_id, revision),
        revision=revision,
        state=State.BLOCKED,
        journal=None,
        problems=(),
        xero_id="",
        why="",
        attempt=0,
        version=0,
        reversal=None,
    )
