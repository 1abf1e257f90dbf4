"""Journals that Xero holds twice: one counts, what else there is of it is too much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.postings import IN_XERO, Posting, State
from app.domain.problems import CHANGES, Code, Problem, Severity


@dataclass(frozen=True, slots=True)
class Double:
    """Live journals in Xero that have one narration of ours in common."""

    narration: str
    xero_ids: tuple[str, ...]


def surplus(posting: Posting) -> tuple[str, ...]:
    """Xero's ids of the copies that are too much."""
    return tuple(p.about for p in posting.problems if p.code is Code.TWICE_IN_XERO)


def with_surplus(posting: Posting, ids: Iterable[str]) -> Posting:
    """The posting with these copies too much and no others."""
    wanted = sorted(set(ids))
    if wanted == sorted(surplus(posting)):
        return posting
    left = tuple(p for p in posting.problems if p.code is not Code.TWICE_IN_XERO)
    problems = (*left, *map(_problem, wanted))
    found = replace(posting, problems=problems)
    changed = bool(CHANGES & {p.code for p in problems})
    if posting.state in IN_XERO - {State.REVERSING, State.CHANGED} and changed:
        return found.moved(State.CHANGED)
    if posting.state is State.CHANGED and not changed:
        return found.moved(posting.as_sent)
    return found


def _problem(xero_id: str) -> Problem:
    said = f"Xero holds a journal of this report too many, as {xero_id}."
    return Problem(Code.TWICE_IN_XERO, said, about=xero_id, severity=Severity.WARNING)
