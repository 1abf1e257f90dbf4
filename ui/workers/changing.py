"""What the window may ask about changes by hand, and who answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.domain.overrides import ByHand, Choices, Recode
from app.domain.postings import Posting, PostingId


@dataclass(frozen=True, slots=True)
class ShowChoices:
    """What a journal's lines may be changed to; answered by Choices."""

    posting_id: PostingId


@dataclass(frozen=True, slots=True)
class RecodeLines:
    """Send some expenses elsewhere; answered by the posting."""

    posting_id: PostingId
    what: Recode
    why: str


@dataclass(frozen=True, slots=True)
class Redate:
    """Date a journal otherwise; answered by the posting."""

    posting_id: PostingId
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class UndoChanges:
    """Take changes by hand back; answered by the posting."""

    posting_id: PostingId
    changes: tuple[ByHand, ...]


@dataclass(frozen=True, slots=True)
class KeepChanges:
    """Say that the changes hold for a changed report; answered by the posting."""

    posting_id: PostingId


ChangeEdit = RecodeLines | Redate | UndoChanges | KeepChanges


class Overriding(Protocol):
    """Changes single journals."""

    def choices(self, posting_id: PostingId) -> Choices:
        """Say what can be chosen."""
        ...

    def recode(self, posting_id: PostingId, what: Recode, why: str) -> Posting:
        """Send some expenses elsewhere."""
        ...

    def redate(self, posting_id: PostingId, on: date, why: str) -> Posting:
        """Date the journal otherwise."""
        ...

    def undo(self, posting_id: PostingId, changes: tuple[ByHand, ...]) -> Posting:
        """Take these back."""
        ...

    def keep(self, posting_id: PostingId) -> Posting:
        """Keep them for what the report says now."""
        ...


def change_answer(overriding: Overriding, asked: ShowChoices | ChangeEdit) -> object:
    """Ask the use case."""
    match asked:
        case ShowChoices(of):
            return overriding.choices(of)
        case RecodeLines(of, what, why):
            return overriding.recode(of, what, why)
        case Redate(of, on, why):
            return overriding.redate(of, on, why)
        case UndoChanges(of, changes):
            return overriding.undo(of, changes)
        case KeepChanges(of):
            return overriding.keep(of)
