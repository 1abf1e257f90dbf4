"""Clearing accounts: what was credited to them, paid back since, and still owed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.books import AccountCode
from app.domain.expenses import Expense, Report, ReportId, effective
from app.domain.journals import Journal
from app.domain.postings import IN_XERO, Posting, State
from app.domain.setup import PostingRules


class Age(StrEnum):
    """How long something has been owed."""

    TO_30 = "to_30"
    TO_60 = "to_60"
    TO_90 = "to_90"
    OVER_90 = "over_90"

    @property
    def words(self) -> str:
        """The age as people read it."""
        return _WORDS[self]


_WORDS = {
    Age.TO_30: "Up to 30 days",
    Age.TO_60: "31 to 60 days",
    Age.TO_90: "61 to 90 days",
    Age.OVER_90: "Over 90 days",
}
_UNTIL = ((30, Age.TO_30), (60, Age.TO_60), (90, Age.TO_90))


@dataclass(frozen=True, slots=True)
class Owed:
    """One report on a clearing account; amounts in minor units, credits above zero.

    ``posted`` is what its journal credits, ``card`` the part of that which a company
    card paid, ``reimbursed`` what Expensify says was paid back by then.
    """

    report_id: ReportId
    name: str
    submitter: str
    dated: date | None
    posted: int
    card: int
    reimbursed: int
    reimbursed_on: date | None

    @property
    def open(self) -> int:
        """What is still owed; below zero where more was paid than posted."""
        return self.posted - self.card - self.reimbursed

    def age(self, on: date) -> Age:
        """How old it is on a day; what has no journal yet is as old as its payment."""
        since = self.dated or self.reimbursed_on or on
        days = (on - since).days
        return next((age for until, age in _UNTIL if days <= until), Age.OVER_90)


@dataclass(frozen=True, slots=True)
class Clearing:
    """A clearing account on a day, in minor units of ``currency``.

    ``items`` are those still open, the oldest first. ``count`` is how many reports the
    totals are made of. What is on a company card is settled with its issuer, outside
    of Expensify, and open nowhere here.
    """

    account: AccountCode
    name: str
    currency: str
    on: date
    count: int
    posted: int
    card: int
    reimbursed: int
    items: tuple[Owed, ...]

    @property
    def open(self) -> int:
        """What is still owed, all items together."""
        return sum(item.open for item in self.items)

    @property
    def overpaid(self) -> tuple[Owed, ...]:
        """Reports that were paid back and are posted short, or not at all."""
        return tuple(item for item in self.items if item.open < 0)

    @property
    def by_age(self) -> dict[Age, int]:
        """What is owed, by age; every age is there."""
        found = dict.fromkeys(Age, 0)
        for item in self.items:
            found[item.age(self.on)] += item.open
        return found


def owed(
    posting: Posting,
    report: Report,
    account: AccountCode,
    rules: PostingRules,
    on: date,
) -> Owed:
    """How one report stands on a clearing account at the end of a day."""
    journal = _standing(posting, on)
    posted = _credited(journal, account)
    told = owing(posting)
    here = [x for x in report.expenses if told.get(x.id, _usual(x, rules)) == account]
    counted = [(x.reimbursable, effective(x, report.currency)) for x in here]
    own = sum(minor for reimbursable, minor in counted if reimbursable)
    card = sum(minor for reimbursable, minor in counted if not reimbursable)
    paid = report.reimbursed is not None and report.reimbursed <= on
    pays_back = account == rules.clearing_account or own != 0
    if pays_back and journal is None:
        card = 0
    return Owed(
        report.id,
        report.name,
        report.submitter or report.submitter_email,
        journal.dated if journal else None,
        posted,
        card if pays_back else posted,
        own if paid else 0,
        report.reimbursed if paid else None,
    )


def owing(posting: Posting) -> dict[str, AccountCode]:
    """The account that owes each expense by the posting's journal, by expense.

    It may be one of older rules, or one that was chosen by hand.
    """
    lines = posting.journal.lines if posting.journal else ()
    return {of: x.account for x in lines if x.clearing for of in x.expenses}


def cleared(
    account: AccountCode, name: str, currency: str, on: date, items: Iterable[Owed]
) -> Clearing:
    """The account on a day, of all its items."""
    touched = [x for x in items if x.posted or x.reimbursed]
    still = [x for x in touched if x.open]
    return Clearing(
        account,
        name,
        currency,
        on,
        len(touched),
        sum(x.posted for x in touched),
        sum(x.card for x in touched),
        sum(x.reimbursed for x in touched),
        tuple(sorted(still, key=lambda x: (x.dated or on, x.report_id))),
    )


def _usual(expense: Expense, rules: PostingRules) -> AccountCode:
    if expense.reimbursable:
        return rules.clearing_account
    return rules.card_clearing_account


def _standing(posting: Posting, on: date) -> Journal | None:
    """The journal as the ledger holds it on a day: a draft or a voided one is not."""
    journal = posting.journal
    if journal is None or journal.dated > on:
        return None
    if posting.state in IN_XERO and posting.state is not State.DRAFT:
        return journal
    mirror = posting.reversal.mirror if posting.reversal else None
    if posting.state is State.REVERSED and mirror and mirror.dated > on:
        return journal
    return None


def _credited(journal: Journal | None, account: AccountCode) -> int:
    if journal is None:
        return 0
    return -sum(line.minor for line in journal.lines if line.account == account)
