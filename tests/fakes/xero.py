"""A Xero organisation in memory, with the faults that lines and servers have."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from app.domain.books import Books
from app.domain.journals import Journal
from app.errors import AppError, RefusedError
from app.ports import Answer, LedgerJournal, LedgerLine

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class FakeLedger:
    """Takes journals as Xero does and can be told to misbehave.

    ``lose`` is raised after a request was carried out, ``fail`` before; each once for
    every element. ``refuse`` says why Xero does not take a journal. ``twist`` changes
    the answers of a batch on their way back, ``drop`` what is kept of a journal.
    """

    def __init__(self, books: Books) -> None:
        self.now_books = books
        self.journals: dict[str, LedgerJournal] = {}
        self.calls: list[str] = []
        self.lose: deque[AppError] = deque()
        self.fail: deque[AppError] = deque()
        self.refuse: Callable[[Journal], str] = lambda _journal: ""
        self.twist: Callable[[list[Answer]], list[Answer]] = lambda answers: answers
        self.drop: Callable[[LedgerJournal], LedgerJournal] = lambda journal: journal
        self.refuse_whole: Callable[[Sequence[Journal]], str] = lambda _journals: ""
        self._sent: dict[bytes, tuple[Journal, ...]] = {}

    def books(self, known: Books | None = None) -> Books:
        """The books as they are now."""
        self.calls.append("books")
        return replace(self.now_books, fetched=NOON) if known else self.now_books

    def request(self, journals: Sequence[Journal], _books: Books) -> bytes:
        """A body that is only a list of narrations; the journals are kept beside it."""
        body = json.dumps([j.narration for j in journals]).encode()
        self._sent[body] = tuple(journals)
        return body

    def send(self, body: bytes, _key: str) -> tuple[Answer, ...]:
        """Keep the journals, unless told otherwise."""
        self.calls.append("send")
        if self.fail:
            raise self.fail.popleft()
        journals = self._sent[body]
        said = self.refuse_whole(journals)
        if said:
            raise RefusedError(said)
        answers = [self._kept(journal) for journal in journals]
        if self.lose:
            raise self.lose.popleft()
        return tuple(self.twist(answers))

    def find(self, narration: str) -> tuple[LedgerJournal, ...]:
        """Those with exactly this narration."""
        self.calls.append("find")
        return tuple(j for j in self.journals.values() if j.narration == narration)

    def modified_since(self, since: datetime) -> Iterator[LedgerJournal]:
        """Those modified since."""
        self.calls.append("modified_since")
        yield from [
            j for j in self.journals.values() if j.updated is None or j.updated >= since
        ]

    def read(self, xero_id: str) -> LedgerJournal | None:
        """One of them."""
        self.calls.append("read")
        return self.journals.get(xero_id)

    def undo(self, journal: LedgerJournal, _key: str) -> LedgerJournal:
        """Void or delete one."""
        self.calls.append("undo")
        status = "DELETED" if journal.status == "DRAFT" else "VOIDED"
        undone = replace(journal, status=status)
        self.journals[journal.xero_id] = undone
        return undone

    @property
    def live(self) -> list[str]:
        """The narrations of all journals that count, sorted."""
        dead = {"VOIDED", "DELETED"}
        return sorted(j.narration for j in self.journals.values() if j.status not in dead)

    def _kept(self, journal: Journal) -> Answer:
        said = self.refuse(journal)
        if said:
            return Answer(journal.narration, "", "", errors=(said,))
        xero_id = f"x-{len(self.journals) + 1}"
        self.journals[xero_id] = self.drop(held(journal, xero_id))
        return Answer(journal.narration, xero_id, journal.status.value)


def held(journal: Journal, xero_id: str) -> LedgerJournal:
    """A journal as Xero holds it after taking it whole."""
    return LedgerJournal(
        xero_id=xero_id,
        narration=journal.narration,
        status=journal.status.value,
        dated=journal.dated,
        lines=tuple(
            LedgerLine(x.account, x.minor, x.tax_type, x.tracking, x.description)
            for x in journal.lines
        ),
        updated=NOON,
        url=journal.url,
    )
