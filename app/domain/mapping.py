"""Looks up where an expense belongs: account, tax type and tracking."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.books import (
    Account,
    AccountCode,
    Books,
    TaxRate,
    TrackingCategory,
    TrackingOption,
)
from app.domain.expenses import Expense
from app.domain.problems import Code, Problem
from app.domain.setup import Setup, TagRule, TaxRule

NO_TAX = "NONE"


@dataclass(frozen=True, slots=True)
class Target:
    """The account of a category; None where a problem stands in the way of naming one."""

    account: AccountCode | None
    tax_type: str = NO_TAX
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Tracked:
    """The tracking that one tag gives a line; ``pair`` is None for none."""

    pair: tuple[str, str] | None = None
    problems: tuple[Problem, ...] = ()


def key(text: str) -> str:
    """What names are compared by: trimmed, ignoring case, nothing else."""
    return text.strip().casefold()


class Mapping:
    """One version of a set-up against one state of the books.

    Answers are remembered, since thousands of expenses share a few categories and tags.
    """

    def __init__(self, setup: Setup, books: Books) -> None:
        self._tax = setup.posting.tax
        self._rules = {key(rule.category): rule for rule in setup.categories}
        self._taxes = {key(tax.tax): tax.tax_type for tax in setup.taxes}
        self._accounts = {
            account.code: account for account in books.accounts if account.code
        }
        self._rates = {rate.tax_type: rate for rate in books.tax_rates}
        self._levels = tuple(
            (rule, *_tracking(rule, books.tracking))
            for rule in sorted(setup.tags, key=lambda rule: rule.level)
        )
        self._targets: dict[tuple[str, str, str], Target] = {}
        self._tracked: dict[tuple[str, ...], tuple[Tracked, ...]] = {}

    def target(self, expense: Expense) -> Target:
        """The account and tax type of an expense, or what is in the way."""
        taxed = self._tax is TaxRule.INCLUSIVE
        asked = (
            expense.category,
            expense.tax_code if taxed else "",
            expense.tax_name if taxed else "",
        )
        found = self._targets.get(asked)
        if found is None:
            found = self._targets[asked] = self._target(*asked)
        return found

    def account(self, code: AccountCode) -> Target:
        """A clearing account, or what is wrong with it."""
        return self._allowed(code, NO_TAX, f"the clearing account {code}")

    def tracking(self, tags: tuple[str, ...]) -> tuple[Tracked, ...]:
        """What the tags of an expense give, one answer for each level of the set-up."""
        found = self._tracked.get(tags)
        if found is None:
            found = self._tracked[tags] = tuple(
                _option(rule, category, options, _level(tags, rule.level))
                for rule, category, options in self._levels
            )
        return found

    def account_name(self, code: str) -> str:
        """The name of an account, ``""`` where there is none of that code."""
        account = self._accounts.get(AccountCode(code))
        return account.name if account else ""

    def _target(self, category: str, tax_code: str, tax_name: str) -> Target:
        name = category.strip()
        if not name:
            return Target(
                None,
                problems=(
                    Problem(Code.CATEGORY_MISSING, "An expense has no category."),
                ),
            )
        rule = self._rules.get(key(category))
        if rule is None:
            said = f"Category “{name}” is not mapped to an account."
            return Target(None, problems=(Problem(Code.CATEGORY_UNMAPPED, said, name),))
        tax_type = NO_TAX
        account = self._accounts.get(rule.account)
        if self._tax is TaxRule.INCLUSIVE and account is not None:
            mapped = self._taxes.get(key(tax_code)) or self._taxes.get(key(tax_name))
            tax_type = mapped or rule.tax_type or account.tax_type
        return self._allowed(rule.account, tax_type, f"category “{name}”")

    def _allowed(self, code: AccountCode, tax_type: str, what: str) -> Target:
        account = self._accounts.get(code)
        if account is None:
            said = f"Account {code}, which {what} posts to, is not in Xero."
            return Target(None, problems=(Problem(Code.ACCOUNT_UNKNOWN, said, code),))
        return Target(
            code,
            tax_type,
            (*_account_problems(account), *self._tax_problems(account, tax_type)),
        )

    def _tax_problems(self, account: Account, tax_type: str) -> tuple[Problem, ...]:
        if self._tax is TaxRule.NONE or tax_type == NO_TAX:
            return ()
        rate = self._rates.get(tax_type)
        if rate is not None and rate.active and account.klass in rate.applies:
            return ()
        said = f"Tax rate {_rate_name(tax_type, rate)} cannot be used with account {account.code} {account.name}."
        return (Problem(Code.TAX_INVALID, said, f"{tax_type} on {account.code}"),)


def _rate_name(tax_type: str, rate: TaxRate | None) -> str:
    return f"“{rate.name}” ({tax_type})" if rate else tax_type


def _account_problems(account: Account) -> tuple[Problem, ...]:
    label = f"{account.code} {account.name}"
    found = []
    if not account.active:
        said = f"Account {label} is archived in Xero."
        found.append(Problem(Code.ACCOUNT_ARCHIVED, said, account.code))
    if not account.takes_journals:
        said = f"Account {label} takes no manual journals."
        found.append(Problem(Code.ACCOUNT_NOT_ALLOWED, said, account.code))
    return tuple(found)


Options = dict[str, TrackingOption]


def _tracking(
    rule: TagRule, tracking: tuple[TrackingCategory, ...]
) -> tuple[TrackingCategory | None, Options]:
    """The category a rule names, and its options by key; of two alike the active one."""
    named = [t for t in tracking if key(t.name) == key(rule.tracking_category)]
    category = max(named, key=lambda t: t.active, default=None)
    if category is None:
        return None, {}
    ordered = sorted(category.options, key=lambda option: option.active)
    return category, {key(option.name): option for option in ordered}


def _level(tags: tuple[str, ...], level: int) -> str:
    return tags[level - 1] if level <= len(tags) else ""


def _option(
    rule: TagRule, category: TrackingCategory | None, options: Options, text: str
) -> Tracked:
    name = text.strip()
    if not name:
        if not rule.required:
            return Tracked()
        said = f"An expense has no tag for {rule.tracking_category}, which is required here."
        return Tracked(
            problems=(Problem(Code.TAG_MISSING, said, rule.tracking_category),)
        )
    about = f"{rule.tracking_category}: {name}"
    option = options.get(key(text))
    if category is None or option is None:
        said = f"Tag “{name}” has no option of that name in {rule.tracking_category}."
        return Tracked(problems=(Problem(Code.TAG_UNKNOWN, said, about),))
    if not (option.active and category.active):
        said = f"Option “{option.name}” of {category.name} is archived in Xero."
        return Tracked(problems=(Problem(Code.TAG_ARCHIVED, said, about),))
    return Tracked((category.name, option.name))
