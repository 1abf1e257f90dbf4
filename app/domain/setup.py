"""The user's set-up of a connection: the mapping and the rules for posting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from app.domain.books import AccountCode, OrganisationId
from app.domain.expenses import WorkspaceId

ConnectionId = NewType("ConnectionId", str)

DEFAULT_NARRATION = "Expensify {report_id} · {submitter} · {report_name}"


class Standing(StrEnum):
    """Whether a connection works; a removed one is kept for its history."""

    IN_USE = "in_use"
    PAUSED = "paused"
    REMOVED = "removed"


class JournalStatus(StrEnum):
    """How a journal arrives in Xero."""

    POSTED = "POSTED"
    DRAFT = "DRAFT"


class DateRule(StrEnum):
    """Which day a journal is dated."""

    APPROVED = "approved"
    SUBMITTED = "submitted"
    LAST_EXPENSE = "last_expense"
    REIMBURSED = "reimbursed"
    PERIOD_END = "period_end"
    POSTING_DAY = "posting_day"


class LockRule(StrEnum):
    """What to do with a journal whose day is locked in Xero."""

    HOLD = "hold"
    FIRST_OPEN_DAY = "first_open_day"
    DRAFT = "draft"


class TaxRule(StrEnum):
    """Whether tax is left out of the journal or contained in its amounts."""

    NONE = "none"
    INCLUSIVE = "inclusive"


@dataclass(frozen=True, slots=True)
class CategoryRule:
    """An Expensify category and the account its expenses are debited to."""

    category: str
    account: AccountCode
    tax_type: str = ""


@dataclass(frozen=True, slots=True)
class TagRule:
    """A tag level (counted from 1) and the tracking category it fills."""

    level: int
    tracking_category: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class OptionRule:
    """A tag and the tracking option it fills where that has another name."""

    level: int
    tag: str
    option: str


@dataclass(frozen=True, slots=True)
class TaxMapping:
    """An Expensify tax (its code or its name) and Xero's TaxType for it."""

    tax: str
    tax_type: str


@dataclass(frozen=True, slots=True)
class PostingRules:
    """How the journals of a connection are made."""

    clearing_account: AccountCode
    card_clearing_account: AccountCode
    status: JournalStatus = JournalStatus.POSTED
    date_rule: DateRule = DateRule.APPROVED
    lock_rule: LockRule = LockRule.HOLD
    tax: TaxRule = TaxRule.NONE
    cash_basis: bool = True
    narration: str = DEFAULT_NARRATION


@dataclass(frozen=True, slots=True)
class Setup:
    """The portable set-up of one connection; kept in numbered versions."""

    posting: PostingRules
    categories: tuple[CategoryRule, ...] = ()
    tags: tuple[TagRule, ...] = ()
    taxes: tuple[TaxMapping, ...] = ()
    options: tuple[OptionRule, ...] = ()


@dataclass(frozen=True, slots=True)
class SetupVersion:
    """One version of a set-up; versions count from 1 and are never changed."""

    connection_id: ConnectionId
    version: int
    setup: Setup


@dataclass(frozen=True, slots=True)
class Connection:
    """One workspace posting into one organisation.

    ``states`` are Expensify's reportState words that are pulled; ``start_on`` is the
    first day of approval that a sync looks at unless it is told another.
    """

    id: ConnectionId
    name: str
    workspace_id: WorkspaceId
    organisation_id: OrganisationId
    states: tuple[str, ...] = ("APPROVED", "REIMBURSED")
    start_on: date | None = None
    standing: Standing = Standing.IN_USE

    @property
    def in_use(self) -> bool:
        """Whether it syncs and posts."""
        return self.standing is Standing.IN_USE
