"""A mapping as sources and targets, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from app.domain.books import Account, AccountCode, TaxRate
from app.domain.mapping import key
from app.domain.mapping_changes import Change, Kind
from app.domain.mapping_view import CategoryView, MappingView, TaxView
from app.domain.problems import Code
from ui.models.board import Fit, Source, Target
from ui.models.words import amount, counted, day, span

_TYPES = {
    "EXPENSE": "Expenses",
    "OVERHEADS": "Overheads",
    "DIRECTCOSTS": "Direct costs",
    "DEPRECIATN": "Depreciation",
    "FIXED": "Fixed assets",
    "CURRENT": "Current assets",
    "PREPAYMENT": "Prepayments",
    "INVENTORY": "Inventory",
    "NONCURRENT": "Non-current assets",
    "CURRLIAB": "Current liabilities",
    "TERMLIAB": "Non-current liabilities",
    "LIABILITY": "Liabilities",
    "REVENUE": "Revenue",
    "SALES": "Sales",
    "OTHERINCOME": "Other income",
    "EQUITY": "Equity",
    "BANK": "Bank accounts",
}
_ORDER = {kind: at for at, kind in enumerate(_TYPES)}
_RECENT = 7
_OF = "\N{RIGHT SINGLE QUOTATION MARK}"


def share(view: MappingView) -> str:
    """Say how much of the money is mapped."""
    if not view.spent:
        return f"Nothing was spent from {day(view.since)} to {day(view.until)}"
    looked = view.books.fetched.date() if view.books.fetched else view.until
    if (looked - view.until).days <= _RECENT:
        return f"{view.percent} % of the last 90 days{_OF} spend is mapped"
    return f"{view.percent} % of the spend of {span(view.since, view.until)} is mapped"


def news(view: MappingView, seen: int) -> str:
    """Say what changed in Xero under the mapping, after the event that was ``seen``."""
    fresh = (x.event for x in view.news if x.number > seen)
    return "\n".join(f"{day(x.at.astimezone().date())}: {x.detail}" for x in fresh)


def rest(view: MappingView) -> str:
    """Say what that is in money, and what is left to do."""
    waiting = sum(1 for x in view.categories if not x.settled)
    left = f"{counted(waiting, 'category', 'categories')} to look at" if waiting else ""
    money = (
        f"{amount(view.settled, view.currency)} of {amount(view.spent, view.currency)}"
    )
    spent = f"{money} {view.currency}" if view.spent else ""
    return " · ".join(part for part in (spent, left) if part)


def category_sources(view: MappingView) -> tuple[Source, ...]:
    """Every category, the heaviest of what is not settled first."""
    names = {a.code: _label(a) for a in view.books.accounts if a.code}
    return tuple(_category(x, view.currency, names) for x in view.categories)


def account_targets(view: MappingView) -> tuple[Target, ...]:
    """Every account with a code, by type."""
    used = Counter(x.rule.account for x in view.categories if x.rule)
    accounts = [a for a in view.books.accounts if a.code]
    accounts.sort(
        key=lambda a: (not a.active, _ORDER.get(a.kind, len(_ORDER)), a.kind, a.code)
    )
    return tuple(_account(a, used[a.code]) for a in accounts)


def tax_sources(view: MappingView) -> tuple[Source, ...]:
    """Every tax that Expensify put on an expense."""
    rates = {x.tax_type: x.name for x in view.books.tax_rates}
    return tuple(_tax(x, view.currency, rates) for x in view.taxes)


def rate_targets(view: MappingView) -> tuple[Target, ...]:
    """Every tax rate."""
    rates = sorted(view.books.tax_rates, key=lambda x: (not x.active, x.name))
    return tuple(_rate(x) for x in rates)


def changes(sources: Iterable[Source], target: Target | None) -> tuple[Change, ...]:
    """The changes that put sources on a target; None takes them off theirs."""
    to = _named(target)
    return tuple(
        Change(Kind(x.kind), x.subject or x.name, to, x.level) for x in sources
    )


def accepted(sources: Iterable[Source]) -> tuple[Change, ...]:
    """The changes that take up what is suggested."""
    return tuple(
        Change(Kind(x.kind), x.subject or x.name, x.offer, x.level)
        for x in sources
        if x.offer
    )


def fits(source: Source, target: Target) -> bool:
    """Whether a source can be put on a target."""
    if source.kind != target.kind or not target.usable:
        return False
    return source.kind != Kind.TAG or source.level == target.level


def _named(target: Target | None) -> str:
    if target is None:
        return ""
    by_name = target.kind in {Kind.LEVEL, Kind.TAG}
    return target.name if by_name else target.key


def _category(
    x: CategoryView, currency: str, names: Mapping[AccountCode, str]
) -> Source:
    code = x.rule.account if x.rule else AccountCode("")
    trouble = x.problems[0].message if x.problems else ""
    hints = [f"GL {x.gl_code}" if x.gl_code else ""]
    if not x.listed:
        hints.append("not in the workspace any more")
    elif not x.enabled:
        hints.append("off in Expensify")
    fit = Fit.SETTLED if x.settled else Fit.TROUBLE if x.rule else Fit.BARE
    if Code.ACCOUNT_ARCHIVED in {p.code for p in x.problems}:
        fit = Fit.ARCHIVED
    offer = x.suggestion
    return Source(
        key=key(x.name),
        kind=Kind.CATEGORY,
        name=x.name,
        fit=Fit.SUGGESTED if fit is Fit.BARE and offer else fit,
        money=amount(x.minor, currency) if x.count else "",
        count=counted(x.count, "expense") if x.count else "",
        hint=" · ".join(hint for hint in hints if hint),
        target=code,
        chip=names.get(code, code),
        trouble=trouble,
        offer=offer.account if offer else "",
        offered=names.get(offer.account, "") if offer else "",
        reason=offer.reason if offer else "",
        sure=offer.confidence if offer else 0,
        weight=x.minor,
    )


def _account(account: Account, used: int) -> Target:
    usable = account.active and account.takes_journals
    note = counted(used, "category", "categories") if used else ""
    if not account.active:
        note = "archived"
    elif not account.takes_journals:
        note = "takes no journals"
    group = _TYPES.get(account.kind, account.kind.capitalize())
    return Target(
        account.code,
        Kind.CATEGORY,
        _label(account),
        group if account.active else "Archived",
        usable,
        note,
    )


def _tax(tax: TaxView, currency: str, rates: Mapping[str, str]) -> Source:
    archived = tax.rate is not None and not tax.rate.active
    fit = Fit.SETTLED if tax.rate else Fit.TROUBLE if tax.tax_type else Fit.IDLE
    offer = tax.suggestion
    if offer:
        fit = Fit.SUGGESTED
    return Source(
        key=key(tax.code) or key(tax.name),
        kind=Kind.TAX,
        name=tax.name,
        subject=tax.code or tax.name,
        fit=Fit.ARCHIVED if archived else fit,
        money=amount(tax.minor, currency) if tax.count else "",
        count=counted(tax.count, "expense") if tax.count else "",
        hint=tax.code if tax.code != tax.name else "",
        target=tax.tax_type,
        chip=tax.rate.name if tax.rate else tax.tax_type,
        trouble=_tax_trouble(tax, archived=archived),
        offer=offer.target if offer else "",
        offered=rates.get(offer.target, "") if offer else "",
        reason=offer.reason if offer else "",
        sure=offer.confidence if offer else 0,
        weight=tax.minor,
    )


def _tax_trouble(tax: TaxView, *, archived: bool) -> str:
    if archived:
        return "The rate is archived in Xero"
    if tax.tax_type and tax.rate is None:
        return "Xero has no such rate"
    return "" if tax.tax_type else "The account's own rate is used"


def _rate(rate: TaxRate) -> Target:
    note = rate.tax_type if rate.active else f"{rate.tax_type}, archived"
    return Target(
        rate.tax_type,
        Kind.TAX,
        rate.name,
        "Tax rates" if rate.active else "Archived",
        rate.active,
        note,
    )


def _label(account: Account) -> str:
    return f"{account.code} {account.name}"
