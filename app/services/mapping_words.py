"""Says what a change of a mapping is, and what stands in its way."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.books import Books, TrackingCategory
from app.domain.mapping import key
from app.domain.mapping_changes import Change, Kind, target_of
from app.domain.mapping_outcomes import Line
from app.domain.setup import Setup

ARROW = "\N{RIGHTWARDS ARROW}"
_NOWHERE = "not mapped"
_MANY = {
    Kind.CATEGORY: "categories",
    Kind.LEVEL: "tag levels",
    Kind.TAG: "tags",
    Kind.TAX: "taxes",
}


def line(change: Change, setup: Setup, books: Books, note: str = "") -> Line:
    """One change beside what ``setup`` has now."""
    return Line(
        change,
        change.source,
        target(change.kind, target_of(setup, change), books),
        target(change.kind, change.target, books),
        note,
    )


def sentence(changes: Sequence[Change], books: Books) -> str:
    """Several changes in one sentence."""
    if len(changes) == 1:
        (only,) = changes
        return f"{only.source} {ARROW} {target(only.kind, only.target, books)}"
    kinds = {change.kind for change in changes}
    named = _MANY[kinds.pop()] if len(kinds) == 1 else "mappings"
    targets = {(change.kind, change.target) for change in changes}
    if len(targets) == 1:
        kind, to = targets.pop()
        return f"{len(changes)} {named} {ARROW} {target(kind, to, books)}"
    return f"{len(changes)} {named} changed"


def target(kind: Kind, to: str, books: Books) -> str:
    """The name of what something is mapped to."""
    if not to:
        return _NOWHERE
    if kind is Kind.CATEGORY:
        names = {a.code: a.name for a in books.accounts if a.code}
        return f"{to} {names.get(to, '')}".strip()  # type: ignore[call-overload]
    if kind is Kind.TAX:
        rates = {rate.tax_type: rate.name for rate in books.tax_rates}
        return f"{rates[to]} ({to})" if to in rates else to
    return to


def refusal(change: Change, setup: Setup, books: Books) -> str:
    """Why ``change`` makes no sense in ``setup``; ``""`` where it does."""
    if not change.target:
        return ""
    match change.kind:
        case Kind.CATEGORY:
            return _account_refusal(change, books)
        case Kind.LEVEL:
            found = tracking(books, change.target)
            return "" if found else f"Xero does not track by {change.target}."
        case Kind.TAG:
            return _option_refusal(change, setup, books)
        case Kind.TAX:
            types = {rate.tax_type for rate in books.tax_rates if rate.active}
            known = change.target in types
            return "" if known else f"Xero has no tax rate {change.target}."


def tracking(books: Books, name: str) -> TrackingCategory | None:
    """The active tracking category of this name."""
    active = (t for t in books.tracking if t.active)
    return next((t for t in active if key(t.name) == key(name)), None)


def _account_refusal(change: Change, books: Books) -> str:
    found = [a for a in books.accounts if a.code == change.target]
    said = f"{change.source}: account {change.target}"
    if not found:
        return f"{said} is not in {books.organisation.name}."
    if not any(a.active for a in found):
        return f"{said} is archived in Xero."
    if not any(a.active and a.takes_journals for a in found):
        return f"{said} takes no manual journals."
    return ""


def _option_refusal(change: Change, setup: Setup, books: Books) -> str:
    rule = next((x for x in setup.tags if x.level == change.level), None)
    if rule is None:
        return f"{change.source}: level {change.level} fills no tracking category."
    found = tracking(books, rule.tracking_category)
    names = {key(x.name) for x in found.options if x.active} if found else set()
    if key(change.target) in names:
        return ""
    return f"{change.source}: {rule.tracking_category} has no option {change.target}."
