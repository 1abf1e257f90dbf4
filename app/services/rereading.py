"""Reads again, by id, what Expensify may have changed since it was pulled."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.expenses import ReportId
from app.domain.postings import Posting, PostingId
from app.domain.runs import Progress
from app.errors import CancelledError
from app.ports.expensify import ExpenseSource, Pull
from app.ports.running import Stop, Tell
from app.ports.work import Work
from app.services.pieces import pieces
from app.services.preparation import Bench
from app.services.watching import Watching

_IDS = 2000


class Rereading:
    """Goes through what waits and what was posted in open periods, in few calls."""

    def __init__(
        self, source: Callable[[], ExpenseSource], watching: Watching, work: Work
    ) -> None:
        self._source = source
        self._watching = watching
        self._work = work

    def run(self, ready: Bench, *, tell: Tell, stop: Stop) -> int:
        """Look again at everything of a connection; returns how many moved."""
        with self._work() as work:
            known = work.postings.digests(ready.connection.id).values()
        return self.these(ready, [of for of, _ in known], tell=tell, stop=stop)

    def these(
        self, ready: Bench, ids: Sequence[PostingId], *, tell: Tell, stop: Stop
    ) -> int:
        """Look again at those of ``ids`` that can still move; returns how many did."""
        postings = self._watching.unseen(ready, ids)
        moved = 0
        for start in range(0, len(postings), _IDS):
            if stop.is_set():
                raise CancelledError
            tell(Progress("Looking again at earlier reports", start, len(postings)))
            moved += self._some(ready, postings[start : start + _IDS], tell)
        return moved

    def _some(self, ready: Bench, postings: list[Posting], tell: Tell) -> int:
        ids = tuple(p.report_id for p in postings)
        pull = Pull(ready.connection.workspace_id, report_ids=ids)
        moved = 0
        seen: set[ReportId] = set()
        with self._source().pull(pull, tell) as raws:
            for piece in pieces(raws):
                seen.update(raw.id for raw in piece)
                moved += self._watching.look(ready, piece)
        gone = [p for p in postings if p.report_id not in seen]
        return moved + self._watching.gone(gone)
