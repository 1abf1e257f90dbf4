"""What was spent lately, by category, tag and tax: the weight of each mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.expenses import Expense, Report, effective
from app.domain.mapping import key


@dataclass(frozen=True, slots=True)
class Seen:
    """One category, tag or tax as it stands on expenses.

    ``minor`` is in the organisation's currency; ``code`` is the GL code or tax code
    that came with it.
    """

    name: str
    minor: int = 0
    count: int = 0
    code: str = ""


@dataclass(frozen=True, slots=True)
class Spending:
    """Everything seen, by the key that names are compared by; tags by level first."""

    categories: Mapping[str, Seen] = field(default_factory=dict)
    tags: Mapping[tuple[int, str], Seen] = field(default_factory=dict)
    taxes: Mapping[str, Seen] = field(default_factory=dict)


class Purse:
    """Adds reports up; money in another currency is counted, not added."""

    def __init__(self, currency: str) -> None:
        self._currency = currency
        self._categories: dict[str, _Heap] = {}
        self._tags: dict[tuple[int, str], _Heap] = {}
        self._taxes: dict[str, _Heap] = {}

    def add(self, report: Report) -> None:
        """Add the expenses of a report."""
        ours = report.currency == self._currency
        for expense in report.expenses:
            minor = effective(expense, report.currency) if ours else 0
            self._add(expense, minor)

    def spending(self) -> Spending:
        """What was added so far."""
        return Spending(
            {at: heap.seen() for at, heap in self._categories.items()},
            {at: heap.seen() for at, heap in self._tags.items()},
            {at: heap.seen() for at, heap in self._taxes.items()},
        )

    def _add(self, expense: Expense, minor: int) -> None:
        category = expense.category.strip()
        if category:
            heap = self._categories.setdefault(key(category), _Heap(category))
            heap.add(minor, expense.gl_code)
        for level, text in enumerate(expense.tags, 1):
            tag = text.strip()
            if tag:
                at = (level, key(tag))
                self._tags.setdefault(at, _Heap(tag)).add(minor, "")
        tax = expense.tax_name.strip() or expense.tax_code.strip()
        if tax:
            coded = key(expense.tax_code) or key(tax)
            self._taxes.setdefault(coded, _Heap(tax)).add(minor, expense.tax_code)


class _Heap:
    """A sum that is still growing."""

    __slots__ = ("code", "count", "minor", "name")

    def __init__(self, name: str) -> None:
        self.name, self.code = name, ""
        self.minor = self.count = 0

    def add(self, minor: int, code: str) -> None:
        self.minor += minor
        self.count += 1
        self.code = self.code or code.strip()

    def seen(self) -> Seen:
        return Seen(self.name, self.minor, self.count, self.code)
