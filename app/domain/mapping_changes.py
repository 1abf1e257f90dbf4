"""Changes of a mapping, as values that can be looked at before they are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.books import AccountCode
from app.domain.mapping import key
from app.domain.setup import CategoryRule, OptionRule, Setup, TagRule, TaxMapping

TRACKED = 2
"""Xero takes two tracking categories on a line at most."""


class Kind(StrEnum):
    """What is mapped."""

    CATEGORY = "category"
    LEVEL = "tag level"
    TAG = "tag"
    TAX = "tax"


class MappingError(ValueError):
    """A change that no mapping can hold, in words."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something of Expensify's goes to something of Xero's; ``""`` goes nowhere.

    A category goes to an account, a tag level (``level``, counted from 1) to a tracking
    category, a tag of a level to an option, a tax to a TaxType. ``tax_type`` is that of
    a category where it has one of its own, None to leave it alone; ``required`` is of a
    tag level.
    """

    kind: Kind
    source: str
    target: str
    level: int = 0
    tax_type: str | None = None
    required: bool = False


def changed(setup: Setup, changes: Iterable[Change]) -> Setup:
    """The set-up with these changes; MappingError where one cannot be."""
    for change in changes:
        match change.kind:
            case Kind.CATEGORY:
                setup = _with_category(setup, change)
            case Kind.LEVEL:
                setup = _with_level(setup, change)
            case Kind.TAG:
                setup = _with_option(setup, change)
            case Kind.TAX:
                setup = _with_tax(setup, change)
    if len(setup.tags) > TRACKED:
        raise MappingError(f"Xero tracks at most {TRACKED} tag levels.")
    return setup


def differences(old: Setup, new: Setup) -> tuple[Change, ...]:
    """The changes that lead from one mapping to another."""
    before, after = _facts(old), _facts(new)
    gone = (
        replace(change, target="", tax_type=None, required=False)
        for at, change in before.items()
        if at not in after
    )
    return (*gone, *(x for at, x in after.items() if before.get(at) != x))


def target_of(setup: Setup, change: Change) -> str:
    """Where the source of ``change`` goes in ``setup``; ``""`` for nowhere."""
    found = _facts(setup).get(place(change))
    return found.target if found else ""


def mapping_of(setup: Setup, other: Setup) -> Setup:
    """``setup`` with the mapping of ``other``, the rules for posting left alone."""
    return replace(
        setup,
        categories=other.categories,
        tags=other.tags,
        taxes=other.taxes,
        options=other.options,
    )


def whole(setup: Setup) -> tuple[Change, ...]:
    """A mapping as the changes that make it from nothing."""
    return tuple(_facts(setup).values())


def place(change: Change) -> tuple[Kind, int, str]:
    """What a change is about, whatever it puts there."""
    source = "" if change.kind is Kind.LEVEL else key(change.source)
    return change.kind, change.level, source


def _facts(setup: Setup) -> dict[tuple[Kind, int, str], Change]:
    return {place(change): change for change in _each(setup)}


def _each(setup: Setup) -> Iterator[Change]:
    for rule in setup.categories:
        yield Change(
            Kind.CATEGORY, rule.category, rule.account, tax_type=rule.tax_type or None
        )
    for tag in setup.tags:
        name = f"Level {tag.level}"
        to = tag.tracking_category
        yield Change(Kind.LEVEL, name, to, tag.level, required=tag.required)
    for option in setup.options:
        yield Change(Kind.TAG, option.tag, option.option, option.level)
    for tax in setup.taxes:
        yield Change(Kind.TAX, tax.tax, tax.tax_type)


def _with_category(setup: Setup, change: Change) -> Setup:
    wanted = key(change.source)
    if not wanted:
        raise MappingError("A category without a name cannot be mapped.")
    rules = [x for x in setup.categories if key(x.category) != wanted]
    old = next((x for x in setup.categories if key(x.category) == wanted), None)
    if change.target:
        name = old.category if old else change.source.strip()
        own = old.tax_type if old else ""
        tax = own if change.tax_type is None else change.tax_type
        rule = CategoryRule(name, AccountCode(change.target), tax)
        rules.insert(setup.categories.index(old) if old else len(rules), rule)
    return replace(setup, categories=tuple(rules))


def _with_level(setup: Setup, change: Change) -> Setup:
    """A tracking category is filled by one level: another that fills it lets go."""
    if change.level < 1:
        raise MappingError("Tag levels are counted from 1.")
    rules = [
        x
        for x in setup.tags
        if x.level != change.level
        and key(x.tracking_category) != key(change.target or "\0")
    ]
    if change.target:
        rules.append(TagRule(change.level, change.target, change.required))
    rules.sort(key=lambda x: x.level)
    kept = {rule.level for rule in rules}
    options = tuple(x for x in setup.options if x.level in kept)
    if change.target and not _same_target(setup, change):
        options = tuple(x for x in options if x.level != change.level)
    return replace(setup, tags=tuple(rules), options=options)


def _same_target(setup: Setup, change: Change) -> bool:
    return any(
        x.level == change.level and key(x.tracking_category) == key(change.target)
        for x in setup.tags
    )


def _with_option(setup: Setup, change: Change) -> Setup:
    at = (change.level, key(change.source))
    rules = [x for x in setup.options if (x.level, key(x.tag)) != at]
    if change.target and key(change.target) != key(change.source):
        rules.append(OptionRule(change.level, change.source.strip(), change.target))
    return replace(setup, options=tuple(rules))


def _with_tax(setup: Setup, change: Change) -> Setup:
    wanted = key(change.source)
    rules = [x for x in setup.taxes if key(x.tax) != wanted]
    if change.target:
        rules.append(TaxMapping(change.source.strip(), change.target))
    return replace(setup, taxes=tuple(rules))
