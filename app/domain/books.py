"""What is known of a Xero organisation: accounts, tax rates, tracking, lock dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

OrganisationId = NewType("OrganisationId", str)
AccountCode = NewType("AccountCode", str)

_NO_JOURNALS = frozenset({"DEBTORS", "CREDITORS", "RETAINEDEARNINGS"})


@dataclass(frozen=True, slots=True)
class Organisation:
    """A Xero organisation; nothing can be dated on or before either of its locks."""

    id: OrganisationId
    name: str
    base_currency: str
    country: str = ""
    short_code: str = ""
    period_lock: date | None = None
    year_lock: date | None = None
    timezone: str = ""

    @property
    def locked_until(self) -> date | None:
        """The later of both lock dates; None when neither is set."""
        return max(
            (lock for lock in (self.period_lock, self.year_lock) if lock), default=None
        )


@dataclass(frozen=True, slots=True)
class Account:
    """An account, in Xero's words: ``kind`` is its Type, ``klass`` its Class.

    ``code`` and ``system`` (Xero's SystemAccount) are ``""`` where there is none.
    """

    id: str
    code: AccountCode
    name: str
    kind: str
    klass: str
    active: bool
    system: str = ""
    tax_type: str = "NONE"

    @property
    def takes_journals(self) -> bool:
        """Whether Xero lets a manual journal use it."""
        return self.kind != "BANK" and self.system not in _NO_JOURNALS


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A tax rate; ``applies`` holds the values of Account.klass it may be used with."""

    tax_type: str
    name: str
    active: bool
    applies: frozenset[str]
    rate: str = ""


@dataclass(frozen=True, slots=True)
class TrackingOption:
    """One option of a tracking category."""

    id: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class TrackingCategory:
    """A tracking category with all its options, archived ones too."""

    id: str
    name: str
    active: bool
    options: tuple[TrackingOption, ...]


@dataclass(frozen=True, slots=True)
class Books:
    """Everything that is known of an organisation, as fetched at ``fetched``."""

    organisation: Organisation
    accounts: tuple[Account, ...]
    tax_rates: tuple[TaxRate, ...]
    tracking: tuple[TrackingCategory, ...]
    fetched: datetime | None = None
