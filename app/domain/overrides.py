"""What a person changed in the journal of one report, and for which content of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from app.domain.books import Account, AccountCode, Books, TaxRate, TrackingCategory
from app.domain.expenses import Report, effective
from app.domain.journals import JournalLine, Tracking
from app.domain.setup import Setup, TaxRule


class Side(StrEnum):
    """Which line of an expense is meant: what it was spent on, or who is owed."""

    COST = "cost"
    CLEARING = "clearing"


@dataclass(frozen=True, slots=True)
class Recode:
    """Where some expenses go in place of where the mapping sends them.

    Of a line all expenses behind it are named. None leaves account or tax type as they
    are; ``tracking`` holds only the categories that change, with ``""`` for no option.
    """

    expenses: tuple[str, ...]
    side: Side = Side.COST
    account: AccountCode | None = None
    tax_type: str | None = None
    tracking: Tracking = ()


@dataclass(frozen=True, slots=True)
class Recoding:
    """A recode that a person made, and why."""

    what: Recode
    why: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Redating:
    """The day that a person gave a journal, and why."""

    on: date
    why: str
    who: str
    at: datetime


ByHand = Recoding | Redating


@dataclass(frozen=True, slots=True)
class Override:
    """All that was changed by hand in the journal of one report.

    ``content`` is what ``content_of`` gave for the report when it was changed; for
    another content a person has to say that the changes still hold.
    """

    content: str
    recodings: tuple[Recoding, ...] = ()
    dated: Redating | None = None

    @property
    def changes(self) -> tuple[ByHand, ...]:
        """Every change, in the order they were made."""
        found = (*self.recodings, *((self.dated,) if self.dated else ()))
        return tuple(sorted(found, key=lambda x: x.at))

    def holds_for(self, report: Report) -> bool:
        """Whether it was made for what the report says now."""
        return self.content == content_of(report)

    def with_change(self, change: ByHand) -> Self:
        """With one change more; a day takes the place of the day before."""
        if isinstance(change, Redating):
            return replace(self, dated=change)
        return replace(self, recodings=(*self.recodings, change))

    def without(self, change: ByHand) -> Self:
        """Without this change."""
        kept = tuple(x for x in self.recodings if x != change)
        dated = None if self.dated == change else self.dated
        return replace(self, recodings=kept, dated=dated)

    def kept_for(self, report: Report) -> Self:
        """As it holds for what the report says now, without what is not there."""
        ids = {x.id for x in report.expenses}
        recodings = []
        for recoding in self.recodings:
            left = tuple(x for x in recoding.what.expenses if x in ids)
            if left:
                what = replace(recoding.what, expenses=left)
                recodings.append(replace(recoding, what=what))
        return replace(self, content=content_of(report), recodings=tuple(recodings))


@dataclass(frozen=True, slots=True)
class Change:
    """All changes of one expense on one side, the later over the earlier."""

    account: AccountCode | None = None
    tax_type: str | None = None
    tracking: Mapping[str, str] = field(default_factory=dict)


NO_CHANGES: Mapping[str, Change] = MappingProxyType({})


def changes_of(override: Override | None, side: Side) -> Mapping[str, Change]:
    """The changes on one side, by the expense's id."""
    if override is None:
        return NO_CHANGES
    found: dict[str, Change] = {}
    for what in (x.what for x in override.recodings if x.what.side is side):
        for expense in what.expenses:
            old = found.get(expense, Change())
            found[expense] = Change(
                what.account or old.account,
                old.tax_type if what.tax_type is None else what.tax_type,
                {**old.tracking, **dict(what.tracking)},
            )
    return found


def changes_in(line: JournalLine, override: Override | None) -> tuple[Recoding, ...]:
    """The changes by hand that this line shows."""
    if override is None:
        return ()
    side = Side.CLEARING if line.clearing else Side.COST
    behind, options = set(line.expenses), dict(line.tracking)
    return tuple(
        recoding
        for recoding in override.recodings
        if recoding.what.side is side
        and not behind.isdisjoint(recoding.what.expenses)
        and recoding.what.account in {None, line.account}
        and all(options.get(x, "") == option for x, option in recoding.what.tracking)
    )


def content_of(report: Report) -> str:
    """SHA-256 over what a journal is made of, so that only such a change counts.

    That a report was paid meanwhile is no other content.
    """
    facts: list[object] = [report.currency, report.total]
    facts += [report.approved, report.submitted, report.unreadable]
    facts += sorted(
        (
            x.id,
            x.category,
            x.merchant,
            str(effective(x, report.currency)),
            str(x.spent),
            x.tags,
            str(x.reimbursable),
            x.tax_code,
            x.tax_name,
        )
        for x in report.expenses
    )
    return hashlib.sha256(repr(facts).encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person may choose from; ``tax_rates`` is empty where tax is left out.

    ``first_open`` is the first day that is not locked, None where no day is.
    """

    accounts: tuple[Account, ...]
    tracking: tuple[TrackingCategory, ...]
    tax_rates: tuple[TaxRate, ...]
    first_open: date | None

    def refusal(self, what: Recode) -> str:
        """Why this cannot be, in words; ``""`` when it can."""
        if what.account is None and what.tax_type is None and not what.tracking:
            return "Nothing is changed by this."
        if what.side is Side.CLEARING and (what.tracking or what.tax_type is not None):
            return "Of a clearing line only the account can be changed."
        codes = {x.code for x in self.accounts}
        if what.account is not None and what.account not in codes:
            return f"Account {what.account} is not in Xero, or takes no journals."
        types = {x.tax_type for x in self.tax_rates}
        if what.tax_type is not None and what.tax_type not in types:
            return f"Tax rate {what.tax_type} cannot be used here."
        return _untracked(what.tracking, self.tracking)

    def closed(self, on: date) -> str:
        """Why no journal can be dated so, in words; ``""`` when one can."""
        if self.first_open is None or on >= self.first_open:
            return ""
        locked = self.first_open - timedelta(days=1)
        return f"{on:%d %b %Y} is locked in Xero, up to {locked:%d %b %Y}."


def choices(books: Books, setup: Setup) -> Choices:
    """What an organisation offers: nothing archived, nothing that takes no journals."""
    locked = books.organisation.locked_until
    taxed = setup.posting.tax is TaxRule.INCLUSIVE
    return Choices(
        accounts=tuple(
            sorted(
                (x for x in books.accounts if x.code and x.active and x.takes_journals),
                key=lambda x: x.code,
            )
        ),
        tracking=tuple(
            replace(x, options=tuple(o for o in x.options if o.active))
            for x in books.tracking
            if x.active
        ),
        tax_rates=tuple(x for x in books.tax_rates if x.active) if taxed else (),
        first_open=locked + timedelta(days=1) if locked else None,
    )


def _untracked(wanted: Tracking, offered: Sequence[TrackingCategory]) -> str:
    options = {x.name: {o.name for o in x.options} for x in offered}
    for name, option in wanted:
        if name not in options:
            return f"There is no tracking category “{name}” in Xero."
        if option and option not in options[name]:
            return f"There is no option “{option}” in {name}."
    return ""


def said(what: Recode, names: Mapping[str, str]) -> str:
    """A recode in words; ``names`` goes from account code to name."""
    parts: Iterable[str] = (
        f"account {what.account} {names.get(what.account or '', '')}".strip()
        if what.account
        else "",
        f"tax {what.tax_type}" if what.tax_type is not None else "",
        *(
            f"{name} {option}" if option else f"no {name}"
            for name, option in what.tracking
        ),
    )
    return ", ".join(part for part in parts if part)


def listed(override: Override | None, names: Mapping[str, str]) -> str:
    """Every change by hand in one line, each with its reason; ``""`` for none."""
    return "; ".join(
        f"dated {change.on:%Y-%m-%d} ({change.why})"
        if isinstance(change, Redating)
        else f"{said(change.what, names)} ({change.why})"
        for change in (override.changes if override else ())
    )
