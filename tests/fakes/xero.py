"""A Xero organisation in memory, with the faults that lines and servers have."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from app.domain.books import Books
from app.domain.journals import Journal
from app.errors import RefusedError
from app.ports.xero import Answer, LedgerJournal, LedgerLine

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
_DEAD = frozenset({"VOIDED", "DELETED"})


class FakeLedger:
    """Takes journals as Xero does and can be told to misbehave.

    ``lose`` is raised after a request was carried out, ``fail`` before; each once for
    every element. So is ``late``, and then the request is carried out when it comes in
    by ``arrive``. A key is remembered unless ``forgets``. ``refuse`` says why Xero does
    not take a journal. ``twist`` changes the answers of a batch on their way back,
    ``drop`` what is kept of a journal. ``step`` is called before and after everything
    that changes a journal. ``now`` is its clock.
    """

    def __init__(self, books: Books) -> None:
        self.now_books = books
        self.journals: dict[str, LedgerJournal] = {}
        self.calls: list[str] = []
        self.keys: list[str] = []
        self.lose: deque[BaseException] = deque()
        self.fail: deque[BaseException] = deque()
        self.late: deque[BaseException] = deque()
        self.forgets = False
        self.refuse: Callable[[Journal], str] = lambda _journal: ""
        self.twist: Callable[[list[Answer]], list[Answer]] = lambda answers: answers
        self.drop: Callable[[LedgerJournal], LedgerJournal] = lambda journal: journal
        self.refuse_whole: Callable[[Sequence[Journal]], str] = lambda _journals: ""
        self.step: Callable[[], None] = lambda: None
        self.now: Callable[[], datetime] = lambda: NOON
        self._sent: dict[bytes, tuple[Journal, ...]] = {}
        self._known: dict[str, tuple[Answer, ...]] = {}
        self._coming: deque[tuple[bytes, str]] = deque()

    def books(self, known: Books | None = None) -> Books:
        """The books as they are now."""
        self.calls.append("books")
        return replace(self.now_books, fetched=NOON) if known else self.now_books

    def request(self, journals: Sequence[Journal], _books: Books) -> bytes:
        """A body that is only a list of narrations; the journals are kept beside it."""
        body = json.dumps([j.narration for j in journals]).encode()
        self._sent[body] = tuple(journals)
        return body

    def send(self, body: bytes, key: str) -> tuple[Answer, ...]:
        """Keep the journals, unless told otherwise."""
        self.calls.append("send")
        self.keys.append(key)
        if self.fail:
            raise self.fail.popleft()
        if self.late:
            self._coming.append((body, key))
            raise self.late.popleft()
        answers = self._carried_out(body, key)
        if self.lose:
            raise self.lose.popleft()
        return tuple(self.twist(list(answers)))

    def arrive(self) -> None:
        """Carry out what was late."""
        while self._coming:
            self._carried_out(*self._coming.popleft())

    def lapse(self) -> None:
        """Forget keys, and what was on its way: it comes soon, or never."""
        self._known.clear()
        self._coming.clear()

    def _carried_out(self, body: bytes, key: str) -> tuple[Answer, ...]:
        if key in self._known and not self.forgets:
            return self._known[key]
        journals = self._sent[body]
        said = self.refuse_whole(journals)
        if said:
            raise RefusedError(said)
        self.step()
        self._known[key] = tuple(self._kept(journal) for journal in journals)
        self.step()
        return self._known[key]

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
        """Void or delete one, as it is by now; nothing is voided in a locked period."""
        self.calls.append("undo")
        if self.fail:
            raise self.fail.popleft()
        held = self.journals[journal.xero_id]
        locked = self.now_books.organisation.locked_until
        if held.status in _DEAD:
            raise RefusedError(f"This document cannot be edited as it is {held.status}")
        if held.status != "DRAFT" and locked and held.dated <= locked:
            raise RefusedError("The document date cannot be before the lock date")
        self.step()
        status = "DELETED" if held.status == "DRAFT" else "VOIDED"
        self.edit(journal.xero_id, status=status)
        self.step()
        if self.lose:
            raise self.lose.popleft()
        return self.journals[journal.xero_id]

    def edit(self, xero_id: str, **changes: object) -> None:
        """Change a journal, as a person does in Xero."""
        changed = {"updated": self.now()} | changes
        self.journals[xero_id] = replace(self.journals[xero_id], **changed)  # type: ignore[arg-type]

    @property
    def live(self) -> list[str]:
        """The narrations of all journals that count, sorted."""
        return sorted(
            j.narration for j in self.journals.values() if j.status not in _DEAD
        )

    def balance(self, account: str) -> int:
        """What is on an account: every journal that counts, added up."""
        return sum(
            line.minor
            for journal in self.journals.values()
            if journal.status == "POSTED"
            for line in journal.lines
            if line.account == account
        )

    def _kept(self, journal: Journal) -> Answer:
        said = self.refuse(journal)
        if said:
            return Answer(journal.narration, "", "", errors=(said,))
        xero_id = f"x-{len(self.journals) + 1}"
        kept = replace(held(journal, xero_id), updated=self.now())
        self.journals[xero_id] = self.drop(kept)
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
