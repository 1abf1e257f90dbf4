"""One small made-up firm that tests share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from app.domain.books import (
    Account,
    AccountCode,
    Books,
    Organisation,
    OrganisationId,
    TaxRate,
    TrackingCategory,
    TrackingOption,
)
from app.domain.expenses import Expense, Report, ReportId, Workspace, WorkspaceId
from app.domain.setup import (
    CategoryRule,
    Connection,
    ConnectionId,
    PostingRules,
    Setup,
    TagRule,
)

ORGANISATION = Organisation(
    OrganisationId("org-1"), "Acme Ltd", "GBP", "GB", "!acme", date(2026, 5, 31)
)
CLASSES = frozenset({"ASSET", "EQUITY", "EXPENSE", "LIABILITY", "REVENUE"})


def account(
    code: str, name: str, klass: str = "EXPENSE", kind: str = "EXPENSE"
) -> Account:
    """An active account."""
    return Account(f"id-{code}", AccountCode(code), name, kind, klass, active=True)


BOOKS = Books(
    ORGANISATION,
    (
        account("420", "Entertainment"),
        account("493", "Travel"),
        account("801", "Expenses payable", "LIABILITY", "CURRLIAB"),
        account("802", "Card clearing", "LIABILITY", "CURRLIAB"),
    ),
    (TaxRate("NONE", "No tax", active=True, applies=CLASSES),),
    (
        TrackingCategory(
            "tc-1",
            "Department",
            active=True,
            options=(
                TrackingOption("to-1", "Sales", active=True),
                TrackingOption("to-2", "Old", active=False),
            ),
        ),
    ),
)
WORKSPACE = Workspace(WorkspaceId("W1"), "Acme workspace", "GBP")
SETUP = Setup(
    PostingRules(AccountCode("801"), AccountCode("802")),
    (
        CategoryRule("Meals", AccountCode("420")),
        CategoryRule("Travel", AccountCode("493")),
    ),
    (TagRule(1, "Department"),),
)
CONNECTION = Connection(
    ConnectionId("c1"), "Acme", WORKSPACE.id, ORGANISATION.id, start_on=date(2026, 6, 1)
)
APPROVED = date(2026, 10, 12)


def expense(minor: int, category: str = "Travel", *, number: int = 1) -> Expense:
    """A reimbursable expense in GBP."""
    return Expense(
        id=f"{number}",
        merchant="Shop",
        category=category,
        currency="GBP",
        amount=minor,
        converted=minor,
        modified=0,
        spent=date(2026, 10, 2),
        tags=("Sales",),
        reimbursable=True,
    )


def report(report_id: str = "R1", *expenses: Expense, name: str = "October") -> Report:
    """An approved report whose total is right; by itself 12.50 of travel."""
    items = expenses or (expense(1250),)
    return Report(
        id=ReportId(report_id),
        name=name,
        workspace_id=WORKSPACE.id,
        currency="GBP",
        total=sum(x.amount for x in items),
        status="Approved",
        submitter="Ann Example",
        submitter_email="ann@example.org",
        approved=APPROVED,
        expenses=items,
        created=date(2026, 10, 1),
        submitted=date(2026, 10, 5),
    )


def unmapped(report_id: str) -> Report:
    """A report with a category that nobody has mapped."""
    return report(report_id, expense(900, "Gifts"))


def approved_on(given: Report, day: date) -> Report:
    """The same report, approved on another day."""
    return replace(given, approved=day)


def fresh(now: datetime, report_id: str) -> Report:
    """A report of today."""
    return approved_on(report(report_id), now.date())
