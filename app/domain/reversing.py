"""How a journal in Xero can be undone, decided before anything is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.books import Books
from app.domain.journals import Journal
from app.domain.narration import LONGEST, day
from app.domain.postings import How, Posting, Reversal, State
from app.domain.problems import CHANGES, Code
from app.domain.setup import JournalStatus

REVERSIBLE = frozenset({State.POSTED, State.DRAFT, State.CHANGED})
"""States with a journal in Xero that nobody is undoing yet."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReversalPlan:
    """What undoing a posting would do.

    ``refused`` says of every way that is not offered why it is not. ``mirror`` is the
    journal that would be posted by that way; None for a draft.
    """

    posting: Posting
    how: How
    refused: Mapping[How, str]
    mirror: Journal | None = None

    @property
    def offered(self) -> tuple[How, ...]:
        """The ways that can be taken."""
        return tuple(how for how in How if how not in self.refused)

    @property
    def why_not(self) -> str:
        """Why it cannot be done as planned; ``""`` when it can."""
        return self.refused.get(self.how, "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one posting; ``refusal`` is ``""`` when it was done."""

    posting: Posting
    refusal: str = ""


def planned(  # noqa: PLR0913 - the parts of a decision
    posting: Posting,
    standing: Journal | None,
    books: Books,
    *,
    today: date,
    how: How | None = None,
    on: date | None = None,
) -> ReversalPlan:
    """How to undo ``posting``, whose journal now stands in Xero as ``standing``.

    Without ``how`` a day means a mirror; else a draft is deleted and a posted journal
    voided, which are one wish. Without a day, a mirror is dated today, or on the first
    day after the lock and the journal.
    """
    if standing is None or posting.state not in REVERSIBLE:
        words = f"It is {posting.state.words.lower()}: nothing in Xero is to be undone."
        return ReversalPlan(posting, how or How.VOID, dict.fromkeys(How, words))
    if Code.TWICE_IN_XERO in posting.codes:
        return ReversalPlan(posting, how or How.VOID, dict.fromkeys(How, _TWICE))
    draft = standing.status is JournalStatus.DRAFT
    if how is None and on is not None:
        how = How.MIRROR
    if how is not How.MIRROR:
        how = How.DELETE if draft else How.VOID
    if draft:
        return ReversalPlan(posting, how, _ONLY_DELETED)
    locked = books.organisation.locked_until
    mirror = mirrored(posting, standing, on or _first_day(standing, locked, today))
    return ReversalPlan(posting, how, _refused(standing, mirror, books), mirror)


def mirrored(posting: Posting, standing: Journal, on: date) -> Journal:
    """The journal that takes ``standing`` back on another day."""
    return replace(
        standing,
        dated=on,
        narration=mirror_narration(posting),
        lines=tuple(replace(line, minor=-line.minor) for line in standing.lines),
        status=JournalStatus.POSTED,
    )


def begun(posting: Posting, plan: ReversalPlan, *, again: bool) -> Posting:
    """The posting as its undoing begins."""
    mirror = plan.mirror if plan.how is How.MIRROR else None
    reversal = Reversal(plan.how, posting.state, mirror, again=again)
    return replace(posting.moved(State.REVERSING), reversal=reversal)


def undone(posting: Posting, mirror_id: str = "") -> Posting:
    """The posting after its undoing; ``mirror_id`` is Xero's id of the mirror."""
    reversal = posting.reversal and replace(posting.reversal, xero_id=mirror_id)
    return replace(posting.moved(State.REVERSED), reversal=reversal)


def not_undone(posting: Posting, why: str) -> Posting:
    """The posting as it was before its undoing began."""
    before = posting.reversal.before if posting.reversal else State.CHANGED
    if CHANGES & set(posting.codes):
        before = State.CHANGED
    elif before is State.CHANGED:
        before = posting.as_sent
    return replace(posting.moved(before, why=why), reversal=None)


_TWICE = "Xero holds it twice: void the second copy first."
_ONLY_DELETED = {
    How.VOID: "It is a draft, which is deleted instead.",
    How.MIRROR: "It is a draft, which is deleted instead.",
}


def _first_day(standing: Journal, locked: date | None, today: date) -> date:
    return max(today, standing.dated, locked + _DAY if locked else today)


def _refused(standing: Journal, mirror: Journal, books: Books) -> dict[How, str]:
    locked = books.organisation.locked_until
    refused = {How.DELETE: "It is posted; only a draft can be deleted."}
    if locked and standing.dated <= locked:
        refused[How.VOID] = (
            f"Xero has locked the period up to {day(locked)}, so that it cannot be "
            "voided: reverse it by a mirror journal on a later day."
        )
    why_not = _no_mirror(standing, mirror, books)
    return refused | ({How.MIRROR: why_not} if why_not else {})


def _no_mirror(standing: Journal, mirror: Journal, books: Books) -> str:
    """Why Xero would not take the mirror, or not whole; ``""`` when it would."""
    locked = books.organisation.locked_until
    if locked and mirror.dated <= locked:
        return (
            f"{day(mirror.dated)} is in the period that Xero has locked up to "
            f"{day(locked)}: choose a later day."
        )
    if mirror.dated < standing.dated:
        return f"The journal is dated {day(standing.dated)}: choose that day or later."
    if not mirror.lines:
        return "It was edited in Xero, and with tax in its amounts no mirror is exact."
    return _unusable(mirror, books)


def _unusable(mirror: Journal, books: Books) -> str:
    accounts = {a.code for a in books.accounts if a.active and a.takes_journals}
    options = {
        (category.name, option.name)
        for category in books.tracking
        for option in category.options
        if category.active and option.active
    }
    for line in mirror.lines:
        if not line.account:
            return "A line of it has no account in Xero."
        if line.account not in accounts:
            return f"Account {line.account} takes no journals in Xero any more."
        for name, option in line.tracking:
            if (name, option) not in options:
                return f"The tracking option {name} {option} is no longer in use."
    return ""


def mirror_narration(posting: Posting) -> str:
    """What a mirror is called: unique for each revision, as its original's is."""
    said = posting.journal.narration if posting.journal else posting.report_id
    text = f"Reversal of {said}"
    if len(text) <= LONGEST:
        return text
    revision = f" · revision {posting.revision}" if posting.revision > 1 else ""
    end = f"… · {posting.report_id}{revision}"
    return text[: max(0, LONGEST - len(end))].rstrip() + end
