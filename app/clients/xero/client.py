"""The ledger port, spoken to one Xero organisation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate
from urllib.parse import quote

from app.clients.xero import bodies, reference, wire
from app.clients.xero.line import Write, XeroLine
from app.clients.xero.paging import A_PAGE, Place, elements
from app.clients.xero.refusals import UnknownToXeroError, sentences
from app.domain.books import Account, Books, Organisation, OrganisationId
from app.domain.journals import Journal
from app.errors import (
    AppError,
    BrokenAnswerError,
    InputError,
    LostAnswerError,
    RefusedError,
)
from app.ports.running import Clock
from app.ports.xero import Answer, LedgerJournal

_JOURNALS = "ManualJournals"
_OVERLAP = timedelta(days=1)  # our clock may be ahead of theirs
_A_SECOND = timedelta(seconds=1)
_WHOLE_AFTER = timedelta(days=1)
_LONGEST_FILTER = 1500
_GONE = {"DELETED", "VOIDED"}


class XeroLedger:
    """The manual journals and the books of one organisation."""

    def __init__(
        self, organisation_id: OrganisationId, line: XeroLine, clock: Clock
    ) -> None:
        self._organisation_id = organisation_id
        self._line = line
        self._clock = clock
        self._currency = ""

    def books(self, known: Books | None = None) -> Books:
        """Organisation, accounts, tax rates and tracking.

        Only accounts can be asked for by change; once a day they are asked for in
        full, since one that was deleted is no change.
        """
        begun = self._clock()
        return Books(
            organisation=self._organisation(),
            accounts=self._accounts(known, begun),
            tax_rates=reference.tax_rates(self._read("TaxRates")),
            tracking=reference.tracking(
                self._read("TrackingCategories", {"includeArchived": "true"})
            ),
            fetched=begun,
        )

    def request(self, journals: Sequence[Journal], books: Books) -> bytes:
        """The body that creates ``journals``, to be committed before it is sent."""
        self._currency = books.organisation.base_currency
        return bodies.creating(journals, books)

    def send(self, body: bytes, key: str) -> tuple[Answer, ...]:
        """Create the journals of ``body`` under the idempotency key, in Xero's order.

        LostAnswerError where it may have been carried out; whatever else is raised, a
        CancelledError too, nothing was saved.
        """
        path = f"{_JOURNALS}?summarizeErrors=false"
        content = self._line.write(Write("PUT", path, body, key))
        with _lost_where_unclear():
            told = wire.answers(content, bodies.count(body))
            return tuple(self._without_contradiction(answer) for answer in told)

    def find(self, narration: str) -> tuple[LedgerJournal, ...]:
        """The journals with exactly this narration, whatever their status."""
        if '"' in narration or "\\" in narration:
            raise InputError("Xero cannot look for a narration with quotes in it.")
        listed = self._listed({"where": _narrated(narration)}, None)
        found = {x.xero_id: x for x in listed if x.narration == narration}
        return tuple(found.values())

    def modified_since(self, since: datetime) -> Iterator[LedgerJournal]:
        """The journals modified at or after ``since``, a thousand a call.

        Some from just before it may come too: whether Xero's own comparison takes in
        the very second is not known.
        """
        return self._listed({"order": "UpdatedDateUTC ASC"}, since - _A_SECOND)

    def read(self, xero_id: str) -> LedgerJournal | None:
        """One journal with its lines; None where Xero knows none of that id."""
        try:
            content = self._read(f"{_JOURNALS}/{quote(xero_id, safe='')}")
        except UnknownToXeroError:
            return None
        return wire.journal(_only(content), self._base_currency())

    def undo(self, journal: LedgerJournal, key: str) -> LedgerJournal:
        """Delete a draft or void a posted journal; RefusedError in a locked period.

        LostAnswerError where it may have been carried out.
        """
        if journal.status in _GONE:
            return journal
        status = "DELETED" if journal.status == "DRAFT" else "VOIDED"
        body = bodies.changing_status(journal.xero_id, journal.narration, status)
        path = f"{_JOURNALS}/{quote(journal.xero_id, safe='')}"
        content = self._line.write(Write("POST", path, body, key))
        with _lost_where_unclear():
            changed = _only(content)
            if changed.errors:
                raise RefusedError(sentences(changed.errors))
            undone = replace(journal, status=changed.status or "")
        if undone.status not in _GONE:
            raise LostAnswerError(f"Xero tells the journal is {undone.status or '?'}.")
        return undone

    def probe(self) -> None:
        """Make sure that the signed-in user may see manual journals.

        RefusedError names the roles that may.
        """
        self._read(_JOURNALS, {"page": 1, "pageSize": 1})

    def _organisation(self) -> Organisation:
        told = reference.organisation(self._read("Organisation"), self._organisation_id)
        self._currency = told.base_currency
        return told

    def _accounts(self, known: Books | None, now: datetime) -> tuple[Account, ...]:
        fetched = known.fetched if known else None
        if known is None or fetched is None or not _recent(fetched, now):
            return reference.accounts(self._read("Accounts"))
        content = self._line.read("Accounts", since=fetched - _OVERLAP)
        changed = reference.accounts(content) if content is not None else ()
        return reference.merged(known.accounts, changed)

    def _listed(
        self, params: Mapping[str, str | int], since: datetime | None
    ) -> Iterator[LedgerJournal]:
        def page(place: Place) -> wire.Page:
            paging = {"page": place.number, "pageSize": A_PAGE}
            asked = {**params, **paging}
            content = self._line.read(_JOURNALS, asked, place.since)
            return wire.page(content) if content is not None else wire.Page((), 0)

        for element in elements(page, since):
            yield wire.journal(element, self._base_currency())

    def _without_contradiction(self, answer: Answer) -> Answer:
        """Look for a journal that has an id although it has errors too."""
        if not (answer.xero_id and answer.errors):
            return answer
        try:
            held = self.read(answer.xero_id)
        except AppError as error:
            raise LostAnswerError(error.detail) from error
        if held is None or held.status in _GONE:
            return replace(answer, xero_id="")
        warnings = answer.errors + answer.warnings
        return replace(answer, status=held.status, errors=(), warnings=warnings)

    def _base_currency(self) -> str:
        return self._currency or self._organisation().base_currency

    def _read(self, path: str, params: Mapping[str, str | int] | None = None) -> bytes:
        content = self._line.read(path, params)
        if content is None:  # pragma: no cover - only where a moment was given
            raise BrokenAnswerError("Xero gave no answer.")
        return content


def _narrated(narration: str) -> str:
    """Filter by the whole narration, or by its beginning where that is too long.

    How long an address Xero takes is not known; many servers stop at 2048 bytes.
    """
    lengths = accumulate(len(quote(letter)) for letter in narration)
    fitting = sum(length <= _LONGEST_FILTER for length in lengths)
    if fitting == len(narration):
        return f'Narration=="{narration}"'
    return f'Narration.StartsWith("{narration[:fitting]}")'


def _only(content: bytes) -> wire.Element:
    elements = wire.page(content).elements
    if len(elements) != 1:
        raise BrokenAnswerError(
            f"Xero told of {len(elements)} journals instead of one."
        )
    return elements[0]


def _recent(fetched: datetime, now: datetime) -> bool:
    return now - _WHOLE_AFTER < fetched <= now


@contextmanager
def _lost_where_unclear() -> Iterator[None]:
    """Take an answer that cannot be used for one that never came."""
    try:
        yield
    except BrokenAnswerError as error:
        raise LostAnswerError(error.detail) from error
