"""Another connection's mapping in this connection's accounts: by code, else by name."""

from __future__ import annotations

from dataclasses import replace

from app.domain.books import Account, Books
from app.domain.mapping import key
from app.domain.mapping_changes import Change, Kind


def translated(change: Change, theirs: Books, ours: Books) -> tuple[Change, str]:
    """The change with its target here, and what to look at before it is made.

    A target that is neither here by its code nor, once, by its name is left as it is.
    """
    if change.kind is Kind.CATEGORY:
        return _with_account(change, theirs, ours)
    if change.kind is Kind.TAX:
        return _with_rate(change, theirs, ours)
    return change, ""


def _with_account(change: Change, theirs: Books, ours: Books) -> tuple[Change, str]:
    there = _name(theirs, change.target)
    if any(_usable(a) and a.code == change.target for a in ours.accounts):
        here = _name(ours, change.target)
        other = there and key(there) != key(here)
        return change, f"there {change.target} is {there}" if other else ""
    named = {a.code for a in ours.accounts if _usable(a) and there and _alike(a, there)}
    if len(named) != 1:
        return change, ""
    return replace(change, target=named.pop()), f"same name, {change.target} there"


def _with_rate(change: Change, theirs: Books, ours: Books) -> tuple[Change, str]:
    if any(x.active and x.tax_type == change.target for x in ours.tax_rates):
        return change, ""
    names = {key(x.name) for x in theirs.tax_rates if x.tax_type == change.target}
    found = {x.tax_type for x in ours.tax_rates if x.active and key(x.name) in names}
    if len(found) != 1:
        return change, ""
    return replace(change, target=found.pop()), f"same name, {change.target} there"


def _name(books: Books, code: str) -> str:
    accounts = sorted(books.accounts, key=lambda a: not a.active)
    return next((a.name for a in accounts if a.code == code), "")


def _usable(account: Account) -> bool:
    return bool(account.code) and account.active and account.takes_journals


def _alike(account: Account, name: str) -> bool:
    return key(account.name) == key(name)
