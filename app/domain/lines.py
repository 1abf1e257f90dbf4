"""The lines of a journal: what is debited, and the clearing accounts that owe it."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.books import AccountCode
from app.domain.expenses import Expense, Report
from app.domain.journals import JournalLine
from app.domain.mapping import NO_TAX, Group, Place
from app.domain.narration import clean
from app.domain.setup import PostingRules

_LONGEST_DESCRIPTION = 400

Counted = Sequence[tuple[Expense, int]]
"""Expenses, each with what it counts for in minor units."""


def debit_lines(counted: Counted, places: Sequence[Place]) -> list[JournalLine]:
    """One line for each account, tracking and tax type, in that order, no zeros.

    Expenses without an account are left out.
    """
    groups: dict[Group, list[tuple[Expense, int]]] = {}
    for one, place in zip(counted, places, strict=True):
        if place.group is not None:
            groups.setdefault(place.group, []).append(one)
    lines = [_debit(group, groups[group]) for group in sorted(groups)]
    return [line for line in lines if line.minor]


def clearing_lines(
    report: Report, counted: Counted, rules: PostingRules
) -> list[JournalLine]:
    """What each clearing account owes for its expenses, no zeros."""
    whom = clean(report.submitter or report.submitter_email)
    return [
        JournalLine(
            account=account,
            description=f"{words} {whom}",
            tax_type=NO_TAX,
            tracking=(),
            minor=minor,
            expenses=tuple([x.id for x, _ in behind]),
        )
        for account, words, behind in _sides(counted, rules)
        if (minor := -sum([minor for _, minor in behind]))
    ]


def _sides(
    counted: Counted, rules: PostingRules
) -> tuple[tuple[AccountCode, str, Counted], ...]:
    """The clearing accounts, in words what they owe, and the expenses of each."""
    account, card = rules.clearing_account, rules.card_clearing_account
    if account == card:
        return ((account, "Expenses of", counted),)
    reimbursable: list[tuple[Expense, int]] = []
    on_card: list[tuple[Expense, int]] = []
    for one in counted:
        (reimbursable if one[0].reimbursable else on_card).append(one)
    return (
        (account, "Reimbursable to", reimbursable),
        (card, "Company card of", on_card),
    )


def _debit(group: Group, behind: Counted) -> JournalLine:
    return JournalLine(
        account=group.account,
        description=_description([x for x, _ in behind]),
        tax_type=group.tax_type,
        tracking=group.tracking,
        minor=sum([minor for _, minor in behind]),
        expenses=tuple([x.id for x, _ in behind]),
    )


def _description(expenses: Sequence[Expense]) -> str:
    """What was bought from whom, or of several expenses their categories."""
    if len(expenses) > 1:
        said = ", ".join(sorted({clean(x.category) for x in expenses}))
    elif merchant := expenses[0].merchant:
        said = clean(f"{expenses[0].category} · {merchant}")
    else:
        said = clean(expenses[0].category)
    if len(said) <= _LONGEST_DESCRIPTION:
        return said
    return said[: _LONGEST_DESCRIPTION - 1] + "…"
