"""Looks up where an expense belongs: account, tax type and tracking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.domain.books import (
    Account,
    AccountCode,
    Books,
    TaxRate,
    TrackingCategory,
    TrackingOption,
)
from app.domain.expenses import Expense
from app.domain.journals import Tracking
from app.domain.overrides import Change
from app.domain.picking import Tracked, picked
from app.domain.problems import Code, Problem
from app.domain.setup import OptionRule, Setup, TagRule, TaxRule

NO_TAX = "NONE"

Options = dict[str, TrackingOption]


class Group(NamedTuple):
    """What is added up into one debit line; sorts as the lines of a journal do."""

    account: AccountCode
    tracking: Tracking
    tax_type: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expense belongs; ``group`` is None where no account is known for it."""

    group: Group | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """The account of a category, None where a problem stands in the way of one."""

    account: AccountCode | None
    tax_type: str = NO_TAX
    problems: tuple[Problem, ...] = ()


def key(text: str) -> str:
    """What names are compared by: trimmed, ignoring case, nothing else."""
    return text.strip().casefold()


class Mapping:
    """One version of a set-up against one state of the books.

    Answers are remembered, since thousands of expenses share a few categories and tags.
    ``taxed``: tax is contained in the amounts.
    """

    def __init__(self, setup: Setup, books: Books) -> None:
        self.taxed = setup.posting.tax is TaxRule.INCLUSIVE
        self._rules = {key(rule.category): rule for rule in setup.categories}
        self._taxes = {key(x.tax): x.tax_type for x in setup.taxes if key(x.tax)}
        self._accounts = {
            account.code: account
            for account in sorted(books.accounts, key=lambda account: account.active)
            if account.code
        }
        self._rates = {rate.tax_type: rate for rate in books.tax_rates}
        self._levels = tuple(
            (rule, *_tracking(rule, books.tracking, setup.options))
            for rule in sorted(setup.tags, key=lambda rule: rule.level)
        )
        self._tracking = {x.name: x for x in books.tracking}
        self._clearing: dict[AccountCode, tuple[Problem, ...]] = {}
        self._places: dict[tuple[str, str, str, tuple[str, ...]], Place] = {}

    def place(self, expense: Expense) -> Place:
        """Where an expense belongs, and what is in the way."""
        asked = (expense.category, expense.tax_code, expense.tax_name, expense.tags)
        found = self._places.get(asked)
        if found is None:
            found = self._places[asked] = self._place(*asked)
        return found

    def changed(self, expense: Expense, change: Change) -> Place:
        """Where an expense belongs once a person chose otherwise."""
        target = self._target(expense.category, expense.tax_code, expense.tax_name)
        if change.account is not None or change.tax_type is not None:
            target = self._chosen(expense, target, change)
        tracked = [
            self._tracked(rule, tracking, options, expense, change)
            for rule, tracking, options in self._levels
        ]
        mapped = {tracking.name for _, tracking, _ in self._levels if tracking}
        tracked += [
            picked(self._tracking.get(name), name, option)
            for name, option in change.tracking.items()
            if name not in mapped
        ]
        return _joined(target, tracked)

    def tag(
        self, level: int, text: str
    ) -> tuple[TrackingOption | None, tuple[Problem, ...]]:
        """The option that a tag of a level fills, and what is in the way of it."""
        for rule, tracking, options in self._levels:
            if rule.level == level:
                found = options.get(key(text))
                return found, _option(rule, tracking, options, text).problems
        return None, ()

    def clearing(self, code: AccountCode) -> tuple[Problem, ...]:
        """What is wrong with a clearing account."""
        found = self._clearing.get(code)
        if found is None:
            what = f"the clearing account {code}"
            found = self._clearing[code] = self._allowed(code, NO_TAX, what).problems
        return found

    def _place(
        self, category: str, tax_code: str, tax_name: str, tags: tuple[str, ...]
    ) -> Place:
        target = self._target(category, tax_code, tax_name)
        tracked = [
            _option(rule, tracking, options, _level(tags, rule.level))
            for rule, tracking, options in self._levels
        ]
        return _joined(target, tracked)

    def _chosen(self, expense: Expense, mapped: Target, change: Change) -> Target:
        """The target that a person chose; the tax follows the account."""
        code = change.account or mapped.account
        if code is None:
            return mapped
        tax_type = change.tax_type if self.taxed else None
        if tax_type is None:
            tax_type = self._usual_tax(code, expense)
        return self._allowed(code, tax_type, "a change by hand")

    def _usual_tax(self, code: AccountCode, expense: Expense) -> str:
        account = self._accounts.get(code)
        if not self.taxed or account is None:
            return NO_TAX
        rule = self._rules.get(key(expense.category))
        own = self._tax(expense.tax_code, expense.tax_name)
        return own or (rule.tax_type if rule else "") or account.tax_type

    def _tracked(
        self,
        rule: TagRule,
        tracking: TrackingCategory | None,
        options: Options,
        expense: Expense,
        change: Change,
    ) -> Tracked:
        if tracking is None or tracking.name not in change.tracking:
            return _option(rule, tracking, options, _level(expense.tags, rule.level))
        wanted = change.tracking[tracking.name]
        if not wanted:
            return _option(rule, tracking, options, "")
        return picked(tracking, tracking.name, wanted)

    def _tax(self, code: str, name: str) -> str:
        """The TaxType that an expense's own tax is mapped to, else nothing."""
        return self._taxes.get(key(code)) or self._taxes.get(key(name)) or ""

    def _target(self, category: str, tax_code: str, tax_name: str) -> Target:
        name = category.strip()
        if not name:
            missing = Problem(Code.CATEGORY_MISSING, "An expense has no category.")
            return Target(None, problems=(missing,))
        rule = self._rules.get(key(category))
        if rule is None:
            said = f"Category “{name}” is not mapped to an account."
            return Target(None, problems=(Problem(Code.CATEGORY_UNMAPPED, said, name),))
        tax_type = NO_TAX
        account = self._accounts.get(rule.account)
        if self.taxed and account is not None:
            mapped = self._tax(tax_code, tax_name)
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
        if tax_type == NO_TAX:
            return ()
        rate = self._rates.get(tax_type)
        if rate is not None and rate.active and account.klass in rate.applies:
            return ()
        said = (
            f"{_rate_name(tax_type, rate)} cannot be used with account "
            f"{account.code} {account.name}."
        )
        return (Problem(Code.TAX_INVALID, said, f"{tax_type} on {account.code}"),)


def _rate_name(tax_type: str, rate: TaxRate | None) -> str:
    if rate is not None:
        return f"Tax rate “{rate.name}” ({tax_type})"
    return f"Tax rate {tax_type}" if tax_type else "A blank tax rate"


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


def _tracking(
    rule: TagRule,
    tracking: tuple[TrackingCategory, ...],
    renamed: tuple[OptionRule, ...],
) -> tuple[TrackingCategory | None, Options]:
    """The category a rule names, and its options by the key of the tag that fills them.

    A tag fills the option of its own name unless it was given another; of two options
    alike the active one counts.
    """
    named = [t for t in tracking if key(t.name) == key(rule.tracking_category)]
    category = max(named, key=lambda t: t.active, default=None)
    if category is None:
        return None, {}
    ordered = sorted(category.options, key=lambda option: option.active)
    options = {key(option.name): option for option in ordered}
    given = {key(x.tag): key(x.option) for x in renamed if x.level == rule.level}
    filled = {tag: options[name] for tag, name in given.items() if name in options}
    kept = {name: option for name, option in options.items() if name not in given}
    return category, kept | filled


def _joined(target: Target, tracked: Sequence[Tracked]) -> Place:
    problems = (*target.problems, *(p for x in tracked for p in x.problems))
    if target.account is None:
        return Place(None, problems)
    pairs = tuple(x.pair for x in tracked if x.pair)
    return Place(Group(target.account, pairs, target.tax_type), problems)


def _level(tags: tuple[str, ...], level: int) -> str:
    return tags[level - 1] if 0 < level <= len(tags) else ""


def _option(
    rule: TagRule, category: TrackingCategory | None, options: Options, text: str
) -> Tracked:
    name = text.strip()
    wanted = rule.tracking_category
    if not name:
        said = f"An expense has no tag for {wanted}, which is required here."
        missing = Problem(Code.TAG_MISSING, said, wanted)
        return Tracked(problems=(missing,) if rule.required else ())
    about = f"{wanted}: {name}"
    option = options.get(key(text))
    if category is None or option is None:
        said = f"Tag “{name}” has no option of that name in {wanted}."
        return Tracked(problems=(Problem(Code.TAG_UNKNOWN, said, about),))
    if not (option.active and category.active):
        said = f"Option “{option.name}” of {category.name} is archived in Xero."
        return Tracked(problems=(Problem(Code.TAG_ARCHIVED, said, about),))
    return Tracked((category.name, option.name))
