"""What Xero's answer to a request makes of the postings that were in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.history import What
from app.domain.postings import Posting, State
from app.domain.reversing import not_undone, undone
from app.ports.xero import Answer
from app.services.standing import landed

WHAT: Mapping[State, What] = {
    State.POSTED: What.POSTED,
    State.DRAFT: What.DRAFTED,
    State.FAILED: What.FAILED,
    State.REVERSED: What.REVERSED,
}
"""The kind of event that an outcome is."""

_NO_REASON = "Xero did not save it and gave no reason."


def narration_sent(posting: Posting) -> str:
    """The narration of what a request was to create; ``""`` where it was nothing."""
    if posting.state is not State.REVERSING:
        return posting.journal.narration if posting.journal else ""
    mirror = posting.reversal.mirror if posting.reversal else None
    return mirror.narration if mirror else ""


def outcomes(
    sent: Sequence[Posting], answers: Sequence[Answer]
) -> list[Posting] | None:
    """The postings after their answers, matched one to one by narration.

    None where they cannot be matched: what became of these is then not known.
    """
    by_narration = {answer.narration: answer for answer in answers}
    if len(by_narration) != len(sent):
        return None
    if any(narration_sent(posting) not in by_narration for posting in sent):
        return None
    return [_outcome(p, by_narration[narration_sent(p)]) for p in sent]


def refused(posting: Posting, words: str) -> Posting:
    """The posting whose journal Xero did not take, and why."""
    if posting.state is State.REVERSING:
        return not_undone(posting, words)
    return posting.moved(State.FAILED, why=words)


def _outcome(posting: Posting, answer: Answer) -> Posting:
    if not answer.xero_id:
        return refused(posting, " ".join(answer.errors) or _NO_REASON)
    if posting.state is State.REVERSING:
        return undone(posting, answer.xero_id)
    return posting.moved(landed(answer.status), xero_id=answer.xero_id)
