"""Reads posted journals back and compares them with what was sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.domain.history import Event, What
from app.domain.journals import Journal
from app.domain.money import plain
from app.domain.postings import IN_XERO, Posting, PostingId, State
from app.domain.problems import Code, Problem, Severity
from app.domain.runs import RunId
from app.domain.setup import TaxRule
from app.ports.work import Work
from app.ports.xero import Ledger, LedgerJournal
from app.services.pieces import pieces
from app.services.scribe import Scribe

_MARGIN = timedelta(minutes=10)
_A_DAY = timedelta(days=1)
_OTHER_ID = "Xero has it under another id than its answer said."
_LIVE = frozenset({"POSTED", "DRAFT"})


class ReadBack:
    """Finds the accounts and tracking that Xero dropped with a mere warning."""

    def __init__(self, work: Work, scribe: Scribe) -> None:
        self._work = work
        self._scribe = scribe

    def check(
        self, ledger: Ledger, ids: Sequence[PostingId], since: datetime, run_id: RunId
    ) -> int:
        """Compare these with Xero; returns how many are not as they were sent."""
        held = self._held(ledger, ids, since)
        off = 0
        for piece in pieces(ids):
            with self._work() as work:
                moves: list[Posting] = []
                events: list[Event] = []
                for old in work.postings.many(piece):
                    new = _with_right_id(old, held)
                    found = " ".join(differences(new, held.get(new.xero_id)))
                    off += bool(found)
                    new = _with_problem(new, found)
                    if new != old:
                        said = found or _OTHER_ID
                        event = self._scribe.of(
                            new, What.CHECKED, said, before=old, run_id=run_id
                        )
                        moves.append(new)
                        events.append(event)
                work.postings.save(moves, events)
                work.commit()
        return off

    def _held(
        self, ledger: Ledger, ids: Sequence[PostingId], since: datetime
    ) -> dict[str, LedgerJournal]:
        """The journals of these in Xero by their ids there, and by narration.

        One that Xero has under another id than its answer said is found by the latter.
        """
        with self._work() as work:
            postings = [p for p in work.postings.many(ids) if p.xero_id]
            of = {p.connection_id for p in postings}
            looked = [work.connections.looked(x) for x in of]
        # our clock may be ahead of Xero's
        since = min([since, *(x or since - _A_DAY for x in looked)])
        wanted = {p.xero_id for p in postings}
        narrations = {p.journal.narration for p in postings if p.journal}
        held: dict[str, LedgerJournal] = {}
        for journal in ledger.modified_since(since - _MARGIN):
            if journal.xero_id in wanted:
                held[journal.xero_id] = journal
                if wanted <= held.keys():
                    return held
            elif journal.narration in narrations and journal.status in _LIVE:
                held |= {journal.narration: journal, journal.xero_id: journal}
        for xero_id in wanted - held.keys():
            journal_now = ledger.read(xero_id)
            if journal_now is not None:
                held[xero_id] = journal_now
        return held


def _with_right_id(posting: Posting, held: Mapping[str, LedgerJournal]) -> Posting:
    if posting.xero_id in held or posting.journal is None:
        return posting
    found = held.get(posting.journal.narration)
    return replace(posting, xero_id=found.xero_id) if found else posting


def _with_problem(posting: Posting, said: str) -> Posting:
    """The posting as changed; the same where nothing is new about that."""
    if not said or any(said in problem.message for problem in posting.problems):
        return posting
    problem = Problem(Code.DROPPED_BY_XERO, said, severity=Severity.WARNING)
    problems = (*posting.problems, problem)
    return replace(posting, state=State.CHANGED, problems=problems)


def differences(posting: Posting, held: LedgerJournal | None) -> list[str]:
    """In words, where Xero's journal is not what was sent."""
    sent = posting.journal
    if posting.state not in IN_XERO or sent is None:
        return []
    if held is None:
        return ["Xero no longer knows this journal."]
    return unlike(sent, held)


def unlike(sent: Journal, held: LedgerJournal) -> list[str]:
    """In words, line by line, where ``held`` is not ``sent``."""
    moved = []
    if held.dated != sent.dated:
        moved.append(f"It is dated {held.dated} in Xero, {sent.dated} was sent.")
    return moved + unlike_lines(sent, held)


def unlike_lines(sent: Journal, held: LedgerJournal) -> list[str]:
    """In words, which lines differ.

    With tax in the amounts Xero may show them without it, so that only accounts and
    tracking can be compared then (facts: Xero, 1.3).
    """
    money = sent.tax is TaxRule.NONE
    ours, theirs = _lines(sent, money=money), _held_lines(held, money=money)
    missing = _words(ours - theirs, sent.currency)
    extra = _words(theirs - ours, sent.currency)
    return [
        *(f"Not in Xero as sent: {said}." for said in missing),
        *(f"In Xero instead: {said}." for said in extra),
    ]


Lines = Counter[tuple[str, tuple[tuple[str, str], ...], int]]


def _lines(journal: Journal, *, money: bool) -> Lines:
    return Counter(
        (x.account, tuple(sorted(x.tracking)), x.minor if money else 0)
        for x in journal.lines
    )


def _held_lines(journal: LedgerJournal, *, money: bool) -> Lines:
    return Counter(
        (x.account, tuple(sorted(x.tracking)), x.minor if money else 0)
        for x in journal.lines
        if x.minor or x.account
    )


def _words(lines: Lines, currency: str) -> Iterator[str]:
    for account, tracking, minor in sorted(lines):
        where = "".join(f", {name} {option}" for name, option in tracking)
        amount = f" {plain(minor, currency)}" if minor else ""
        yield f"account {account or '(none)'}{where}{amount}"
