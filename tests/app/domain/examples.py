"""A small company that the domain's tests change as they need."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

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
from app.domain.journals import Journal, Tracking
from app.domain.preparing import Computed, Preparer
from app.domain.problems import Code
from app.domain.setup import CategoryRule, PostingRules, Setup, TagRule

TODAY = date(2026, 9, 15)

EXPENSE = Expense(
    id="e1",
    merchant="Night Train",
    category="Travel",
    currency="GBP",
    amount=1000,
    converted=None,
    modified=0,
    spent=date(2026, 8, 20),
    tags=("Sales", "Alpha"),
    reimbursable=True,
)

REPORT = Report(
    id=ReportId("R00AbCdEfGhI"),
    name="August trip",
    workspace_id=WorkspaceId("W1"),
    currency="GBP",
    total=1000,
    status="Approved",
    submitter="Ann Lee",
    submitter_email="ann@example.org",
    approved=date(2026, 8, 31),
    expenses=(EXPENSE,),
    created=date(2026, 8, 25),
    submitted=date(2026, 8, 27),
    reimbursed=date(2026, 9, 4),
)

WORKSPACE = Workspace(WorkspaceId("W1"), "Head office", "GBP")


def _account(code: str, name: str, kind: str = "EXPENSE", system: str = "") -> Account:
    return Account(
        id=f"id of {code} {name}",
        code=AccountCode(code),
        name=name,
        kind=kind,
        klass="LIABILITY" if kind == "CURRLIAB" else "EXPENSE",
        active=True,
        system=system,
        tax_type="INPUT2",
    )


def _tracking(name: str, *options: str) -> TrackingCategory:
    return TrackingCategory(
        f"id of {name}",
        name,
        active=True,
        options=tuple(
            TrackingOption(
                f"id of {option}", option, active=not option.startswith("Old")
            )
            for option in options
        ),
    )


BOOKS = Books(
    Organisation(OrganisationId("O1"), "Acme Books", "GBP"),
    accounts=(
        _account("400", "Travel"),
        _account("410", "Meals"),
        replace(_account("420", "Telex"), active=False),
        _account("090", "Current account", "BANK"),
        _account("610", "Receivables", "CURRENT", "DEBTORS"),
        _account("801", "Expenses clearing", "CURRLIAB"),
        _account("802", "Card clearing", "CURRLIAB"),
    ),
    tax_rates=(
        TaxRate(
            "INPUT2", "20% on expenses", active=True, applies=frozenset({"EXPENSE"})
        ),
        TaxRate(
            "RRINPUT", "5% on expenses", active=True, applies=frozenset({"EXPENSE"})
        ),
        TaxRate(
            "OUTPUT2", "20% on income", active=True, applies=frozenset({"REVENUE"})
        ),
        TaxRate("OLDINPUT", "15%", active=False, applies=frozenset({"EXPENSE"})),
    ),
    tracking=(
        _tracking("Department", "Sales", "Support", "Old Press"),
        _tracking("Project", "Alpha", "Beta", "Old Gamma"),
    ),
)

RULES = PostingRules(AccountCode("801"), AccountCode("802"))

SETUP = Setup(
    RULES,
    categories=(
        CategoryRule("Travel", AccountCode("400")),
        CategoryRule("Meals", AccountCode("410")),
        CategoryRule("Telex", AccountCode("420")),
        CategoryRule("Cash", AccountCode("090")),
        CategoryRule("Owed to us", AccountCode("610")),
        CategoryRule("Ghosts", AccountCode("999")),
    ),
    tags=(TagRule(1, "Department"), TagRule(2, "Project")),
)


def report_of(*expenses: Expense) -> Report:
    """Make a report whose total is that of its expenses, each with an id of its own."""
    numbered = [replace(x, id=f"e{number}") for number, x in enumerate(expenses, 1)]
    total = sum(x.modified or x.amount for x in expenses)
    return replace(REPORT, expenses=tuple(numbered), total=total)


def prepared(
    report: Report = REPORT,
    setup: Setup = SETUP,
    books: Books = BOOKS,
    workspace: Workspace = WORKSPACE,
    *,
    revision: int = 1,
) -> Computed:
    """Compute the journal of a report."""
    preparer = Preparer(setup, books, workspace)
    return preparer.prepare(report, today=TODAY, revision=revision)


def journal_of(
    report: Report = REPORT, setup: Setup = SETUP, books: Books = BOOKS
) -> Journal:
    """Compute the journal of a report that must have one."""
    journal = prepared(report, setup, books).journal
    assert journal is not None
    return journal


def codes(computed: Computed) -> list[Code]:
    """Name the problems, in their order."""
    return [problem.code for problem in computed.problems]


def sums(journal: Journal) -> list[tuple[str, Tracking, int]]:
    """Reduce a journal to account, tracking and amount of each line."""
    return [(line.account, line.tracking, line.minor) for line in journal.lines]
