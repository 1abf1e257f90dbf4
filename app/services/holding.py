"""Sets postings aside: held by a person, or posted elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.history import What
from app.domain.postings import OPEN, Posting, PostingId, State
from app.errors import InputError
from app.ports.work import Work
from app.services.preparation import Preparation, bench
from app.services.scribe import Scribe

_ASIDE = frozenset({State.HELD, State.ELSEWHERE})


class Holding:
    """Holds, releases and marks as posted elsewhere; all of the asked, or none."""

    def __init__(self, work: Work, preparation: Preparation, scribe: Scribe) -> None:
        self._work = work
        self._preparation = preparation
        self._scribe = scribe

    def hold(self, ids: Sequence[PostingId], why: str) -> tuple[Posting, ...]:
        """Keep these from being posted until they are released."""
        return self._aside(ids, State.HELD, What.HELD, why)

    def elsewhere(self, ids: Sequence[PostingId], why: str) -> tuple[Posting, ...]:
        """Say of these that they are in the books already, by another way."""
        return self._aside(ids, State.ELSEWHERE, What.ELSEWHERE, why)

    def release(self, ids: Sequence[PostingId], why: str = "") -> tuple[Posting, ...]:
        """Take these back up, computed anew."""
        with self._work() as work:
            for old in self._in(work.postings.many(ids), _ASIDE, "is not held"):
                ready = bench(work, old.connection_id)
                place = (old.connection_id, old.report_id, old.digest)
                raw = work.payloads.raws([place])[place]
                report = self._preparation.read(raw, ready.workspace)
                opened = old.moved(State.BLOCKED)
                new = self._preparation.again(ready, opened, report, old.digest)
                work.postings.save(
                    [new],
                    [self._scribe.of(new, What.RELEASED, why.strip(), before=old)],
                )
            work.commit()
            return work.postings.many(ids)

    def _aside(
        self, ids: Sequence[PostingId], to: State, what: What, why: str
    ) -> tuple[Posting, ...]:
        reason = why.strip()
        if not reason:
            raise InputError("A reason is needed.")
        with self._work() as work:
            allowed = (OPEN | _ASIDE) - {to}
            olds = self._in(work.postings.many(ids), allowed, "cannot be set aside now")
            moves = [(p, p.moved(to, why=reason)) for p in olds]
            events = [
                self._scribe.of(new, what, reason, before=old) for old, new in moves
            ]
            work.postings.save([new for _, new in moves], events)
            work.commit()
            return work.postings.many(ids)

    def _in(
        self, postings: Sequence[Posting], states: frozenset[State], said: str
    ) -> Sequence[Posting]:
        for posting in postings:
            if posting.state not in states:
                words = posting.state.words.lower()
                raise InputError(f"Report {posting.report_id} {said}: it is {words}.")
        return postings
