"""What rules for posting can be chosen from, what they lack, and what they lead to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.domain.books import Account, AccountCode, Books
from app.domain.dating import dating, wanted_day
from app.domain.expenses import Report
from app.domain.mapping import Mapping, key
from app.domain.narration import NarrationError, Template, check, fields
from app.domain.setup import JournalStatus, PostingRules, Setup

_SIDES = ("LIABILITY", "ASSET", "EQUITY", "EXPENSE", "REVENUE")
_OWED = ("expense", "reimburs", "employee", "staff", "claim")
_CARD = ("card",)
_BETWEEN = ("clearing", "payable", "owed", "owing", "suspense")


@dataclass(frozen=True, slots=True)
class PolicyOffer:
    """What rules are chosen for: an organisation, a workspace, and a real report.

    ``report`` is None while no report is known.
    """

    books: Books
    workspace: str
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """What rules would make of a report; ``dated`` is None where there is no day.

    ``moved_from`` is the day that was left for the first open one; ``locked`` says
    that the day is locked and stays.
    """

    report: Report
    narration: str
    dated: date | None
    status: JournalStatus
    locked: bool = False
    moved_from: date | None = None


def clearing_accounts(books: Books) -> tuple[Account, ...]:
    """The accounts that can clear: what is owed first, then by side and code.

    Xero's own accounts come after the others of their side: some of them are kept
    from journals without Xero's saying so.
    """
    mapping = _mapping(books)
    found = [a for a in books.accounts if a.code and not mapping.clearing(a.code)]
    return tuple(sorted(found, key=_order))


def first_rules(books: Books) -> PostingRules:
    """Rules to begin with; the accounts are ``""`` where none suggests itself."""
    offered = [a for a in clearing_accounts(books) if a.klass == "LIABILITY"]
    owed = _named(offered, _OWED)
    card = _named([a for a in offered if a.code != owed], _CARD)
    return PostingRules(owed, card or owed)


def lacking(rules: PostingRules, books: Books) -> str:
    """What ``rules`` lack to be used, in a sentence; ``""`` where nothing."""
    if not clearing_accounts(books):
        return (
            f"{books.organisation.name} has no account that can clear. Add one of the "
            "type Current Liability in Xero, then read the accounts again."
        )
    if not (rules.clearing_account and rules.card_clearing_account):
        return "Choose the account that clears what is posted."
    mapping = _mapping(books)
    for code in (rules.clearing_account, rules.card_clearing_account):
        for problem in mapping.clearing(code):
            return problem.message
    try:
        check(rules.narration)
    except NarrationError as error:
        words = str(error)
        return f"{words[:1].upper()}{words[1:]}."
    return ""


def example(
    rules: PostingRules, report: Report, offer: PolicyOffer, today: date
) -> Example:
    """What ``rules`` make of ``report``; NarrationError where the template is wrong."""
    template = Template(rules.narration)
    values = fields(report, offer.workspace)
    wanted = wanted_day(report, rules.date_rule, today)
    if wanted is None:
        return Example(report, template.narration(values), None, rules.status)
    found = dating(wanted, offer.books.organisation.locked_until, rules)
    return Example(
        report,
        template.narration(values, moved_from=found.moved_from),
        found.dated,
        found.status,
        found.locked,
        found.moved_from,
    )


def with_accounts(
    rules: PostingRules, clearing: AccountCode, card: AccountCode | None
) -> PostingRules:
    """``rules`` with these accounts; without ``card`` one account clears all."""
    chosen = clearing if card is None else card
    return replace(rules, clearing_account=clearing, card_clearing_account=chosen)


def _mapping(books: Books) -> Mapping:
    """Asks as the journals themselves do."""
    none = AccountCode("")
    return Mapping(Setup(PostingRules(none, none)), books)


def _order(account: Account) -> tuple[int, bool, str]:
    side = _SIDES.index(account.klass) if account.klass in _SIDES else len(_SIDES)
    return side, bool(account.system), account.code


def _named(accounts: list[Account], words: tuple[str, ...]) -> AccountCode:
    """The account whose name speaks most for it; ``""`` where none does."""

    def weight(account: Account) -> int:
        name = key(account.name)
        about = sum(word in name for word in words)
        between = sum(word in name for word in _BETWEEN)
        return 2 * about + between - (2 if account.system else 0) if about else 0

    best = max(accounts, key=weight, default=None)
    if best is None or weight(best) <= 0:
        return AccountCode("")
    return best.code
