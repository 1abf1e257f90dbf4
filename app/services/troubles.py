"""Gathers what waits for a person, and tries just that again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from app.domain.postings import Posting, PostingId
from app.domain.runs import Progress
from app.domain.setup import Connection, ConnectionId
from app.domain.troubles import STUCK, Stuck, stuck
from app.errors import AppError, CancelledError
from app.ports.running import Stop, Tell
from app.ports.work import Work
from app.services.pieces import pieces
from app.services.preparation import Bench, Preparation
from app.services.rereading import Rereading

Refresh = Callable[[Connection], Bench]
"""Fetches what is needed of an organisation and a workspace, and keeps it."""


class Troubles:
    """Shows causes with the reports behind them; reads and computes these anew."""

    def __init__(
        self,
        refresh: Refresh,
        rereading: Rereading,
        preparation: Preparation,
        work: Work,
    ) -> None:
        self._refresh = refresh
        self._rereading = rereading
        self._preparation = preparation
        self._work = work

    def now(self, stop: Stop) -> tuple[Stuck, ...]:
        """Every cause, the most frequent first; what was found when it was stopped."""
        with self._work() as work:
            troubled = work.postings.troubled(STUCK)
            return stuck(x for x in troubled if not stop.is_set())

    def retry(
        self, ids: Sequence[PostingId], *, tell: Tell, stop: Stop
    ) -> tuple[Posting, ...]:
        """Read these reports again and compute them by the books of today.

        Returns them as they are now. Where one connection fails, the others are tried,
        and its failure is raised in the end.
        """
        failures: list[AppError] = []
        for connection, some in self._by_connection(ids):
            if stop.is_set():
                raise CancelledError
            try:
                self._again(connection, some, tell, stop)
            except CancelledError:
                raise
            except AppError as error:
                failures.append(error)
        if failures:
            raise failures[0]
        with self._work() as work:
            return work.postings.many(ids)

    def _by_connection(
        self, ids: Sequence[PostingId]
    ) -> list[tuple[Connection, list[PostingId]]]:
        found: defaultdict[ConnectionId, list[PostingId]] = defaultdict(list)
        with self._work() as work:
            for posting in work.postings.many(ids):
                found[posting.connection_id].append(posting.id)
            return [(work.connections.get(x), found[x]) for x in found]

    def _again(
        self, connection: Connection, ids: Sequence[PostingId], tell: Tell, stop: Stop
    ) -> None:
        tell(Progress("Reading accounts and categories"))
        ready = self._refresh(connection)
        self._rereading.these(ready, ids, tell=tell, stop=stop)
        for piece in pieces(ids):
            self._preparation.refresh_some(connection.id, piece)
