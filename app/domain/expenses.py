"""Approved expense reports, as pulled and normalised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NewType

from app.domain.values import value

ReportId = NewType("ReportId", str)
WorkspaceId = NewType("WorkspaceId", str)

_UNAPPROVED = frozenset({"open", "draft", "processing", "outstanding", "submitted"})


@value
class Expense:
    """One expense; amounts are whole minor units, refunds are below zero.

    ``amount`` is in ``currency``; ``converted`` in the report's currency, None when
    absent; ``modified`` is 0 when nobody edited it. ``tags`` are the levels in order,
    plain text, ``""`` for an empty one.
    """

    id: str
    merchant: str
    category: str
    currency: str
    amount: int
    converted: int | None
    modified: int
    spent: date | None
    tags: tuple[str, ...]
    reimbursable: bool
    comment: str = ""
    gl_code: str = ""
    billable: bool = False
    has_tax: bool = False
    tax_minor: int = 0
    tax_name: str = ""
    tax_code: str = ""
    card: str = ""
    receipt_url: str = ""


def effective(expense: Expense, currency: str) -> int:
    """What an expense counts for, in minor units of the report's ``currency``.

    Foreign: the converted amount. Otherwise the edited amount, where there is one,
    else the amount.
    """
    if expense.currency != currency:
        return expense.converted or 0
    return expense.modified or expense.amount


@value
class Approval:
    """Who approved a report, and on which day."""

    name: str
    email: str
    on: date | None


@value
class Report:
    """One report as Expensify tells it; days are the calendar dates written there.

    ``kind`` is Expensify's report type, ``""`` where it sends none. ``unreadable``
    lists, in words, what could not be understood; such a report is never posted.
    """

    id: ReportId
    name: str
    workspace_id: WorkspaceId
    currency: str
    total: int
    status: str
    submitter: str
    submitter_email: str
    approved: date | None
    expenses: tuple[Expense, ...]
    kind: str = ""
    created: date | None = None
    submitted: date | None = None
    reimbursed: date | None = None
    approvals: tuple[Approval, ...] = ()
    unreadable: tuple[str, ...] = ()

    @property
    def final(self) -> bool:
        """Whether it is approved; of a status that is not known, the pull decides."""
        return self.status.strip().casefold() not in _UNAPPROVED


@dataclass(frozen=True, slots=True)
class Category:
    """An Expensify category; ``gl_code`` is often the Xero account code."""

    name: str
    enabled: bool = True
    gl_code: str = ""


@dataclass(frozen=True, slots=True)
class TagLevel:
    """One level of a workspace's tags; ``name`` is ``""`` for flat tags."""

    name: str
    tags: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Workspace:
    """An Expensify policy.

    ``native_connection``: Expensify's own accounting connection is on for it.
    """

    id: WorkspaceId
    name: str
    currency: str
    native_connection: bool = False
    categories: tuple[Category, ...] = ()
    tag_levels: tuple[TagLevel, ...] = ()

    @property
    def flat_tags(self) -> bool:
        """Whether a tag is one text, in which a colon is only a colon."""
        return len(self.tag_levels) <= 1
