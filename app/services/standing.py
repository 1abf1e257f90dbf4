"""How the journal of a posting stands in Xero, and what that makes of the posting."""

from __future__ import annotations

from dataclasses import replace

from app.domain.books import AccountCode
from app.domain.history import Event, What
from app.domain.journals import Journal, JournalLine
from app.domain.mapping import NO_TAX
from app.domain.postings import Posting, State
from app.domain.problems import CHANGES, Code, Problem, Severity
from app.domain.setup import JournalStatus, TaxRule
from app.ports.xero import Ledger, LedgerJournal
from app.services.readback import unlike, unlike_lines
from app.services.scribe import Scribe

DEAD = frozenset({"VOIDED", "DELETED"})
"""Xero's words for a journal that no longer counts."""

_ARCHIVED = "ARCHIVED"
_STILL = "It was undone, and counts in Xero all the same: void it there."
COUNTS_NOT = DEAD | {_ARCHIVED}
"""Xero's words for a journal that nobody takes for a copy."""

_DRAFT = "DRAFT"
_OF_XERO = frozenset({Code.CHANGED_IN_XERO, Code.DROPPED_BY_XERO})


def living(ledger: Ledger, narration: str) -> LedgerJournal | None:
    """The journal of exactly this narration that counts; None where there is none."""
    found = (x for x in ledger.find(narration) if x.status not in DEAD)
    return next(found, None)


def landed(status: str) -> State:
    """The state of a journal that Xero holds with this status."""
    return State.DRAFT if status == _DRAFT else State.POSTED


def known_journal(posting: Posting) -> Journal | None:
    """The journal as it stands as far as is known here; None where there is none."""
    if posting.journal is None or not posting.xero_id:
        return None
    sent_as_draft = posting.journal.status is JournalStatus.DRAFT
    draft = posting.state is State.DRAFT or (
        posting.state is State.CHANGED and sent_as_draft
    )
    return replace(posting.journal, status=_status(draft=draft))


def held_journal(posting: Posting, held: LedgerJournal) -> Journal | None:
    """The journal as Xero holds it.

    Without lines where it was edited and tax is in its amounts: what Xero tells of
    them is then not what it was given.
    """
    sent = posting.journal
    if sent is None:
        return None
    lines = sent.lines
    if unlike_lines(sent, held):
        lines = _lines(held) if sent.tax is TaxRule.NONE else ()
    status = _status(draft=held.status == _DRAFT)
    return replace(sent, dated=held.dated, lines=lines, status=status)


def judged(posting: Posting, held: LedgerJournal | None, xero_id: str = "") -> Posting:
    """The posting after a look at a journal of it; the same where nothing is new.

    A journal that was edited back, or mended by hand, is posted again. ``xero_id`` is
    that of the journal, where there are two; of what was mirrored both have to stay.
    """
    if posting.state is State.REVERSED:
        return _judged_pair(posting, held, held.xero_id if held else xero_id)
    said = _trouble(posting, held)
    if said:
        return _with_problem(_changed(posting), said)
    left = tuple(p for p in posting.problems if p.code not in _OF_XERO)
    if held is None or CHANGES & {p.code for p in left}:
        return replace(posting, problems=left)
    state = landed(held.status)
    moved = posting if posting.state is state else posting.moved(state)
    return replace(moved, problems=left)


def adopted(posting: Posting, held: LedgerJournal) -> Posting:
    """A posting that was not thought to be in Xero, with the journal it has there."""
    state = landed(held.status)
    return judged(replace(posting, state=state, why="", xero_id=held.xero_id), held)


def noticed(scribe: Scribe, before: Posting, after: Posting) -> Event:
    """The event of a look that showed something new."""
    said = [p.message for p in after.problems if p.code in _OF_XERO]
    if said:
        return scribe.of(after, What.CHANGED, said[-1], before=before)
    words = "Its journal in Xero is as it was sent."
    if before.state is State.DRAFT and after.state is State.POSTED:
        words = "The draft was posted in Xero."
    return scribe.of(after, What.CHECKED, words, before=before)


def _trouble(posting: Posting, held: LedgerJournal | None) -> str:
    """In words, line by line, what is not as it was sent."""
    sent = posting.journal
    if held is None:
        return "Xero no longer knows this journal."
    if held.status in DEAD or held.status == _ARCHIVED:
        return f"It was {held.status.lower()} in Xero."
    if sent is None:
        return ""
    said = unlike(sent, held)
    if posting.state is State.POSTED and held.status == _DRAFT:
        said.append("It is a draft in Xero.")
    if " ".join(held.narration.split()) != sent.narration:
        said.append(f"It is called “{held.narration}” in Xero.")
    return " ".join(said)


def _judged_pair(posting: Posting, held: LedgerJournal | None, xero_id: str) -> Posting:
    """A reversed posting after a look at its journal, or at the one that mirrors it."""
    mirror = posting.reversal.mirror if posting.reversal else None
    if mirror is None:
        counts = held is not None and held.status not in COUNTS_NOT
        return _with_problem(posting, _STILL if counts else "")
    if xero_id == posting.xero_id:
        return _with_problem(posting, _mirrored_trouble(mirror, held), xero_id)
    return _with_problem(posting, _mirror_trouble(mirror, held), xero_id)


def _mirrored_trouble(mirror: Journal, held: LedgerJournal | None) -> str:
    if held is None or held.status in DEAD:
        return "It no longer counts in Xero, so that the reversing journal is too much."
    lines = tuple(replace(line, minor=-line.minor) for line in mirror.lines)
    said = " ".join(unlike_lines(replace(mirror, lines=lines), held))
    return f"It was edited in Xero after it was reversed. {said}" if said else ""


def _mirror_trouble(mirror: Journal, held: LedgerJournal | None) -> str:
    if held is None or held.status in DEAD:
        return "The reversing journal no longer counts in Xero, so that this one does."
    said = unlike(mirror, held)
    return (
        f"The reversing journal is not as it was sent. {' '.join(said)}" if said else ""
    )


def _changed(posting: Posting) -> Posting:
    return posting if posting.state is State.CHANGED else posting.moved(State.CHANGED)


def _with_problem(posting: Posting, said: str, about: str = "") -> Posting:
    """The posting with this as the one problem that Xero makes, ``""`` for none.

    Where there are two journals, it is the one problem ``about`` one of them.
    """
    of_xero = [
        p for p in posting.problems if p.code in _OF_XERO and p.about in {"", about}
    ]
    if said in {p.message for p in of_xero} or (not said and not of_xero):
        return posting
    left = tuple(p for p in posting.problems if p not in of_xero)
    new = Problem(Code.CHANGED_IN_XERO, said, about, severity=Severity.WARNING)
    return replace(posting, problems=(*left, new) if said else left)


def _lines(held: LedgerJournal) -> tuple[JournalLine, ...]:
    return tuple(
        JournalLine(
            account=AccountCode(line.account),
            description=line.description,
            tax_type=line.tax_type or NO_TAX,
            tracking=line.tracking,
            minor=line.minor,
        )
        for line in held.lines
        if line.minor
    )


def _status(*, draft: bool) -> JournalStatus:
    return JournalStatus.DRAFT if draft else JournalStatus.POSTED
