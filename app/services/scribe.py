"""Writes down what happens: events with time and person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.history import Event, What
from app.domain.postings import Posting
from app.domain.runs import RunId
from app.domain.setup import ConnectionId
from app.ports.running import Clock


@dataclass(frozen=True, slots=True)
class Scribe:
    """Makes events; ``who`` is the person, as the operating system knows them."""

    now: Clock
    who: str

    def event(  # noqa: PLR0913 - the parts of one value
        self,
        what: What,
        detail: str = "",
        *,
        connection_id: ConnectionId | None = None,
        run_id: RunId | None = None,
        after: Mapping[str, str] | None = None,
        before: Mapping[str, str] | None = None,
    ) -> Event:
        """An event that is not about one posting."""
        return Event(
            at=self.now(),
            who=self.who,
            what=what,
            detail=detail,
            connection_id=connection_id or "",
            run_id=run_id or "",
            before=before or {},
            after=after or {},
        )

    def of(
        self,
        posting: Posting,
        what: What,
        detail: str = "",
        *,
        before: Posting | None = None,
        run_id: RunId | None = None,
    ) -> Event:
        """An event about ``posting``, with what changed since ``before``."""
        return self._of(self.now(), posting, what, detail, before, run_id)

    def of_new(
        self, postings: Iterable[Posting], what: What, run_id: RunId
    ) -> Iterator[tuple[Posting, Event]]:
        """Each new posting with its event, all at the same moment."""
        at = self.now()
        for posting in postings:
            yield posting, self._of(at, posting, what, "", None, run_id)

    def of_each(
        self,
        moves: list[tuple[Posting, Posting]],
        what: What,
        run_id: RunId | None = None,
        said: str = "",
    ) -> list[Event]:
        """One event for each pair of before and after, all at the same moment."""
        at = self.now()
        return [
            self._of(at, after, what, said, before, run_id) for before, after in moves
        ]

    def _of(  # noqa: PLR0913 - the parts of one value
        self,
        at: datetime,
        posting: Posting,
        what: What,
        detail: str,
        before: Posting | None,
        run_id: RunId | None,
    ) -> Event:
        old, new = (
            ({}, _facts(posting)) if before is None else _changed(before, posting)
        )
        return Event(  # in the order of its fields: a sync makes thousands
            at,
            self.who,
            what,
            detail,
            posting.connection_id,
            posting.report_id,
            posting.id,
            run_id or "",
            old,
            new,
        )


def _facts(posting: Posting) -> dict[str, str]:
    facts = {
        "state": posting.state.value,
        "payload": posting.digest,
        "setup": str(posting.setup_version),
    }
    if posting.problems:
        facts["codes"] = " ".join(posting.codes)
    if posting.journal is not None:
        facts["journal"] = posting.journal.fingerprint
    if posting.xero_id:
        facts["xero id"] = posting.xero_id
    if posting.why:
        facts["why"] = posting.why
    return facts


def _changed(before: Posting, after: Posting) -> tuple[dict[str, str], dict[str, str]]:
    old, new = _facts(before), _facts(after)
    names = [n for n in old | new if old.get(n) != new.get(n)]
    return {n: old[n] for n in names if n in old}, {
        n: new[n] for n in names if n in new
    }
