"""Which of Xero's names a name of Expensify's seems to mean, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.books import Books, TaxRate, TrackingCategory
from app.domain.books_changes import at_option
from app.domain.mapping import key

_RENAMED = 97
_SAME = 90
_SAME_WORDS = 85
_ONE_RATE = 75
_LEAST_ALIKE = 0.5
_WORD = re.compile(r"[^\W_]+")
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
_EMPTY_WORDS = frozenset({"and", "or", "of", "the", "for", "other", "expense", "cost"})


@dataclass(frozen=True, slots=True)
class Likeness:
    """A name to look at; ``confidence`` goes from 0 to 100."""

    target: str
    reason: str
    confidence: int


def words(text: str) -> frozenset[str]:
    """What counts of a name when it is compared loosely."""
    found = (word.removesuffix("s") for word in _WORD.findall(key(text)))
    return frozenset(word for word in found if word not in _EMPTY_WORDS)


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two names have in common, from 0 to 1; 0 where it is too little."""
    if not (one and other):
        return 0.0
    share = len(one & other) / len(one | other)
    return share if share >= _LEAST_ALIKE else 0.0


def likeliest(name: str, names: Iterable[str]) -> Likeness | None:
    """The one of ``names`` that is most like ``name``; None where none is."""
    found = [each for each in (_like(name, other) for other in names) if each]
    return max(found, key=lambda x: (x.confidence, x.target), default=None)


def option_like(
    tag: str, tracking: TrackingCategory | None, moved: Mapping[str, str] | None = None
) -> Likeness | None:
    """The option that a tag seems to mean; ``moved`` has those that were renamed."""
    options = tracking.options if tracking and tracking.active else ()
    if tracking and (to := (moved or {}).get(at_option(tracking.name, tag))):
        return Likeness(to, "renamed in Xero", _RENAMED)
    return likeliest(tag, (x.name for x in options if x.active))


def tracking_like(level: str, books: Books, taken: Iterable[str]) -> Likeness | None:
    """The tracking category that a tag level seems to mean, of those not ``taken``."""
    used = {key(name) for name in taken}
    free = (t.name for t in books.tracking if t.active and key(t.name) not in used)
    return likeliest(level, free)


def rate_like(tax: str, rates: Iterable[TaxRate]) -> Likeness | None:
    """The TaxType that a tax seems to mean, by its name, else by its percentage."""
    active = [x for x in rates if x.active]
    types = {x.name: x.tax_type for x in active}
    named = likeliest(tax, types)
    share = _PERCENT.search(tax)
    if share is None:
        return named and Likeness(types[named.target], named.reason, named.confidence)
    percent = float(share[1].replace(",", "."))
    same = [x for x in active if _is(x.rate, percent)]
    if len(same) == 1 and (named is None or named.confidence <= _ONE_RATE):
        return Likeness(same[0].tax_type, f"the one rate of {percent:g} %", _ONE_RATE)
    named = likeliest(tax, (x.name for x in same))
    return named and Likeness(types[named.target], named.reason, named.confidence)


def _like(name: str, other: str) -> Likeness | None:
    if key(name) == key(other):
        return Likeness(other, "same name", _SAME)
    one, two = words(name), words(other)
    if one and one == two:
        return Likeness(other, "same name", _SAME_WORDS)
    share = alike(one, two)
    return Likeness(other, "similar name", round(30 + 50 * share)) if share else None


def _is(rate: str, percent: float) -> bool:
    try:
        return float(rate) == percent
    except ValueError:
        return False
