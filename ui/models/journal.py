"""A journal in Xero's own columns, and the expenses behind a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.domain.expenses import Expense
from app.domain.journals import JournalLine
from ui.models.table import RIGHT, Column
from ui.models.words import amount, bare_amount, day

NO_TAX = "NONE"


def line_columns(
    currency: str,
    account_names: Mapping[str, str],
    tracking_names: tuple[str, ...],
) -> tuple[Column[JournalLine], ...]:
    """Columns as Xero has them, the organisation's own tracking among them."""

    def account(line: JournalLine) -> str:
        return f"{line.account} {account_names.get(line.account, '')}".strip()

    def tax(line: JournalLine) -> str:
        return "No tax" if line.tax_type == NO_TAX else line.tax_type

    return (
        Column("Description", lambda line: line.description, lambda x: x.description),
        Column("Account", account, account),
        Column("Tax Rate", tax),
        *(Column(name, _option(name), _option(name)) for name in tracking_names),
        _money("Debit", lambda line: line.debit, currency),
        _money("Credit", lambda line: line.credit, currency),
    )


def _option(name: str) -> Callable[[JournalLine], str]:
    return lambda line: dict(line.tracking).get(name, "")


def _money(
    title: str, minor: Callable[[JournalLine], int | None], currency: str
) -> Column[JournalLine]:
    return Column(
        title,
        lambda line: amount(minor(line), currency),
        copied=lambda line: bare_amount(minor(line), currency),
        align=RIGHT,
    )


def expense_columns(
    currency: str, worth: Callable[[Expense], int | None]
) -> tuple[Column[Expense], ...]:
    """Columns for the expenses of a report in its ``currency``."""

    def original(expense: Expense) -> str:
        if expense.currency == currency:
            return ""
        return f"{amount(expense.amount, expense.currency)} {expense.currency}"

    def tags(expense: Expense) -> str:
        return " · ".join(tag for tag in expense.tags if tag)

    return (
        Column("Date", lambda x: day(x.spent)),
        Column("Merchant", lambda x: x.merchant, _remark),
        Column("Category", lambda x: x.category, lambda x: x.category),
        Column("Tags", tags, tags),
        Column("Paid with", _paid),
        Column("Original", original, align=RIGHT),
        Column(
            "Amount",
            lambda x: amount(worth(x), currency),
            copied=lambda x: bare_amount(worth(x), currency),
            align=RIGHT,
        ),
        Column(
            "Receipt",
            lambda x: "Open" if x.receipt_url else "",
            lambda x: x.receipt_url,
            copied=lambda x: x.receipt_url,
            tone=lambda x: "link" if x.receipt_url else "",
        ),
    )


def _paid(expense: Expense) -> str:
    if expense.reimbursable:
        return "Own money"
    return f"Card {expense.card}".strip()


def _remark(expense: Expense) -> str:
    return f"{expense.merchant}\n{expense.comment}".strip()
