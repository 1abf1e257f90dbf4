"""The lines of a journal: what is debited, and the clearing accounts that owe it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from app.domain.books import AccountCode
from app.domain.expenses import Expense, Report
from app.domain.journals import JournalLine
from app.domain.mapping import NO_TAX, Group
from app.domain.narration import clean
from app.domain.overrides import NO_CHANGES, Change
from app.domain.setup import PostingRules

_LONGEST_DESCRIPTION = 400

Counted = Sequence[tuple[Expense, int]]
"""Expenses, each with what it counts for in minor units."""


def debit_lines(counted: Counted, groups: Sequence[Group | None]) -> list[JournalLine]:
    """One line for each account, tracking and tax type, in that order, no zeros.

    ``groups`` are those of the expenses; without one an expense is left out.
    """
    found: dict[Group, list[tuple[Expense, int]]] = {}
    for one, group in zip(counted, groups, strict=True):
        if group is not None:
            found.setdefault(group, []).append(one)
    lines = [_debit(group, found[group]) for group in sorted(found)]
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
    whom = report.submitter or report.submitter_email
    lines = []
    for usual, words, of_side in _sides(counted, rules):
        said = _owing(words, whom)
        if by_hand:
            chosen = _chosen(usual, of_side, by_hand)
            lines += [_owed(account, said, behind) for account, behind in chosen]
        elif of_side:
            lines.append(_owed(usual, said, of_side))
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
    if len(behind) == 1:  # as in most lines
        ((only, minor),) = behind
        return minor, (only.id,)
    total = 0
    ids = []
    for expense, minor in behind:
        total += minor
        ids.append(expense.id)
    return total, tuple(ids)


def _description(behind: Counted) -> str:
    """What was bought from whom, or of several expenses their categories."""
    if len(behind) > 1:
        return _cut(", ".join(sorted({clean(x.category) for x, _ in behind})))
    ((only, _),) = behind
    return _bought(only.category, only.merchant)


@lru_cache(maxsize=4096)  # the same people buy the same things
def _bought(category: str, merchant: str) -> str:
    return _cut(clean(f"{category} · {merchant}" if merchant else category))


@lru_cache(maxsize=4096)
def _owing(words: str, whom: str) -> str:
    return f"{words} {clean(whom)}"


def _cut(said: str) -> str:
    if len(said) <= _LONGEST_DESCRIPTION:
        return said
    return said[: _LONGEST_DESCRIPTION - 1] + "…"
