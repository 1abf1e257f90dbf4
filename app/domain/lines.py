"""The lines of a journal: what is debited, and the clearing accounts that owe it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from app.domain.books import AccountCode
from app.domain.expenses import Expense, Report
from app.domain.journals import JournalLine
from app.domain.mapping import NO_TAX, Group, Place
from app.domain.narration import clean
from app.domain.overrides import NO_CHANGES, Change
from app.domain.setup import PostingRules

_LONGEST_DESCRIPTION = 400
_plain = lru_cache(maxsize=4096)(clean)  # the same people buy the same things

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
    report: Report,
    counted: Counted,
    rules: PostingRules,
    by_hand: Mapping[str, Change] = NO_CHANGES,
) -> list[JournalLine]:
    """What each clearing account owes for its expenses, no zeros.

    ``by_hand`` names, by expense, accounts that a person chose instead.
    """
    whom = _plain(report.submitter or report.submitter_email)
    lines = [
        _owed(account, f"{words} {whom}", behind)
        for usual, words, all_behind in _sides(counted, rules)
        for account, behind in _chosen(usual, all_behind, by_hand)
    ]
    return [line for line in lines if line.minor]


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


def _chosen(
    usual: AccountCode, behind: Counted, by_hand: Mapping[str, Change]
) -> Iterable[tuple[AccountCode, Counted]]:
    """The expenses of a side by the account that owes them, the usual one first."""
    if not behind or not by_hand:
        return ((usual, behind),) if behind else ()
    groups: dict[AccountCode, list[tuple[Expense, int]]] = {usual: []}
    for one in behind:
        change = by_hand.get(one[0].id)
        account = (change.account if change else None) or usual
        groups.setdefault(account, []).append(one)
    return tuple((account, found) for account, found in groups.items() if found)


def _debit(group: Group, behind: Counted) -> JournalLine:
    minor, expenses = _added(behind)
    account, tracking, tax_type = group
    said = _description(behind)
    return JournalLine(account, said, tax_type, tracking, minor, expenses)


def _owed(account: AccountCode, said: str, behind: Counted) -> JournalLine:
    minor, expenses = _added(behind)
    return JournalLine(account, said, NO_TAX, (), -minor, expenses, clearing=True)


def _added(behind: Counted) -> tuple[int, tuple[str, ...]]:
    """What the expenses come to, and their ids."""
    total = 0
    ids = []
    for expense, minor in behind:
        total += minor
        ids.append(expense.id)
    return total, tuple(ids)


def _description(behind: Counted) -> str:
    """What was bought from whom, or of several expenses their categories."""
    if len(behind) > 1:
        said = ", ".join(sorted({clean(x.category) for x, _ in behind}))
    else:
        ((only, _),) = behind
        merchant = only.merchant
        said = _plain(f"{only.category} · {merchant}" if merchant else only.category)
    if len(said) <= _LONGEST_DESCRIPTION:
        return said
    return said[: _LONGEST_DESCRIPTION - 1] + "…"
