"""The manual journal computed for a report."""

from __future__ import annotations

import hashlib
from datetime import date

from app.domain.books import AccountCode
from app.domain.setup import JournalStatus, TaxRule
from app.domain.values import value

Tracking = tuple[tuple[str, str], ...]


@value
class JournalLine:
    """One line; ``minor`` is a debit above zero and a credit below.

    ``tracking`` pairs category and option in Xero's spelling, in level order;
    ``expenses`` holds the ids of the expenses behind the line. ``clearing``: it says
    who is owed, not what was spent on.
    """

    account: AccountCode
    description: str
    tax_type: str
    tracking: Tracking
    minor: int
    expenses: tuple[str, ...] = ()
    clearing: bool = False

    @property
    def debit(self) -> int | None:
        """Minor units in the debit column, None for a blank cell."""
        return self.minor if self.minor > 0 else None

    @property
    def credit(self) -> int | None:
        """Minor units in the credit column, None for a blank cell."""
        return -self.minor if self.minor < 0 else None


@value
class Journal:
    """A double entry ready for review; it never changes, it is replaced."""

    dated: date
    narration: str
    currency: str
    lines: tuple[JournalLine, ...]
    status: JournalStatus = JournalStatus.POSTED
    tax: TaxRule = TaxRule.NONE
    cash_basis: bool = True
    url: str = ""

    @property
    def debits(self) -> int:
        """Sum of the debit column in minor units."""
        return sum(line.minor for line in self.lines if line.minor > 0)

    @property
    def credits(self) -> int:
        """Sum of the credit column in minor units."""
        return -sum(line.minor for line in self.lines if line.minor < 0)

    @property
    def balanced(self) -> bool:
        """Whether debits equal credits to the last unit."""
        return self.debits == self.credits

    @property
    def fingerprint(self) -> str:
        """SHA-256 over all that Xero is told, so that equal content is recognised."""
        facts = [
            self.dated.isoformat(),
            self.narration,
            self.currency,
            self.status,
            self.tax,
        ]
        facts += [str(self.cash_basis), self.url]
        facts += [
            f"{line.account}\x1f{line.minor}\x1f{line.tax_type}\x1f{line.description}\x1f{line.tracking}"
            for line in self.lines
        ]
        return hashlib.sha256("\x1e".join(facts).encode()).hexdigest()
