"""Changes by hand in memory, for the window's tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from app.domain.books import (
    Account,
    AccountCode,
    TrackingCategory,
    TrackingOption,
)
from app.domain.overrides import (
    ByHand,
    Choices,
    Override,
    Recode,
    Recoding,
    Redating,
    Side,
)
from app.domain.postings import Posting, PostingId
from app.errors import InputError

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
CHOICES = Choices(
    tuple(
        Account(
            f"id-{code}", AccountCode(code), name, "EXPENSE", "EXPENSE", active=True
        )
        for code, name in (("420", "Entertainment"), ("493", "Travel"))
    ),
    (
        TrackingCategory(
            "t1",
            "Region",
            active=True,
            options=tuple(
                TrackingOption(name, name, active=True) for name in ("North", "South")
            ),
        ),
    ),
    (),
    date(2026, 8, 1),
)


@dataclass
class FakeOverriding:
    """Changes the lines of whole postings; ``overrides`` are kept by posting."""

    postings: dict[PostingId, Posting]
    trouble: Callable[[str], None]
    overrides: dict[PostingId, Override] = field(default_factory=dict)

    def choices(self, _posting_id: PostingId) -> Choices:
        """Offer two accounts and one tracking category."""
        return CHOICES

    def recode(self, posting_id: PostingId, what: Recode, why: str) -> Posting:
        """Change every line of the side that is meant."""
        self.trouble("recode")
        refusal = CHOICES.refusal(what)
        if refusal:
            raise InputError(refusal)
        self._keep(posting_id, Recoding(what, why, "tester", AT))
        posting = self.postings[posting_id]
        journal = posting.journal
        if journal is None:
            return posting
        lines = tuple(
            replace(
                line,
                account=what.account or line.account,
                tracking=tuple({**dict(line.tracking), **dict(what.tracking)}.items()),
            )
            if line.clearing is (what.side is Side.CLEARING)
            else line
            for line in journal.lines
        )
        changed = replace(posting, journal=replace(journal, lines=lines))
        self.postings[posting_id] = changed
        return changed

    def redate(self, posting_id: PostingId, on: date, why: str) -> Posting:
        """Date the journal otherwise."""
        self._keep(posting_id, Redating(on, why, "tester", AT))
        posting = self.postings[posting_id]
        if posting.journal is not None:
            journal = replace(posting.journal, dated=on)
            posting = self.postings[posting_id] = replace(posting, journal=journal)
        return posting

    def undo(self, posting_id: PostingId, changes: tuple[ByHand, ...]) -> Posting:
        """Forget these."""
        made = self.overrides[posting_id]
        for change in changes:
            made = made.without(change)
        self.overrides[posting_id] = made
        return self.postings[posting_id]

    def keep(self, posting_id: PostingId) -> Posting:
        """Take the problem away."""
        kept = replace(self.postings[posting_id], problems=())
        self.postings[posting_id] = kept
        return kept

    def _keep(self, posting_id: PostingId, change: ByHand) -> None:
        made = self.overrides.get(posting_id, Override("c"))
        self.overrides[posting_id] = made.with_change(change)
