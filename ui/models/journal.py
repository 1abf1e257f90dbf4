"""A journal in Xero's own columns, and the expenses behind a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from app.domain.expenses import Expense
from app.domain.journals import JournalLine
from ui.models.addresses import is_page
from ui.models.table import RIGHT, Column
from ui.models.words import amount, bare_amount, day

NO_TAX = "NONE"
RECEIPT = "Receipt"
DAY = "30 Sept 2026"
MONEY = "123,456.78"
NO_NAMES: Mapping[str, str] = MappingProxyType({})
_LAST = 4
_PENCIL = "\N{LOWER RIGHT PENCIL}"


def line_columns(  # noqa: PLR0913 - what the columns are made of
    currency: str,
    account_names: Mapping[str, str],
    tracking_names: tuple[str, ...],
    widest: int = 0,
    *,
    tax_names: Mapping[str, str] = NO_NAMES,
    mark: Callable[[JournalLine], str] = lambda _: "",
) -> tuple[Column[JournalLine], ...]:
    """Columns as Xero has them, the organisation's own tracking among them.

    The columns of money are wide enough for ``widest`` minor units. ``mark`` tells what
    a person changed in a line.
    """
    sum_ = amount(widest, currency)

    def account(line: JournalLine) -> str:
        return f"{line.account} {account_names.get(line.account, '')}".strip()

    def shown(line: JournalLine) -> str:
        return f"{account(line)} {_PENCIL}" if mark(line) else account(line)

    def spoken(line: JournalLine) -> str:
        return f"{account(line)}, changed by hand" if mark(line) else account(line)

    def explained(line: JournalLine) -> str:
        return "\n".join(x for x in (account(line), mark(line)) if x)

    def tax(line: JournalLine) -> str:
        otherwise = "No tax" if line.tax_type == NO_TAX else line.tax_type
        return tax_names.get(line.tax_type, otherwise)

    return (
        Column("Description", lambda line: line.description, lambda x: x.description),
        Column(
            "Account",
            shown,
            explained,
            copied=account,
            spoken=spoken,
            sample="463 Software and consumables",
        ),
        Column("Tax Rate", tax, tax, sample="Tax on Purchases"),
        *(_tracking(name) for name in tracking_names),
        _money("Debit", lambda line: line.debit, currency, sum_),
        _money("Credit", lambda line: line.credit, currency, sum_),
    )


def _tracking(name: str) -> Column[JournalLine]:
    def option(line: JournalLine) -> str:
        return dict(line.tracking).get(name, "")

    return Column(name, option, option, sample="Winter warmth 2026/27")


def _money(
    title: str, minor: Callable[[JournalLine], int | None], currency: str, sample: str
) -> Column[JournalLine]:
    return Column(
        title,
        lambda line: amount(minor(line), currency),
        copied=lambda line: bare_amount(minor(line), currency),
        sample=sample,
        firm=True,
        align=RIGHT,
    )


def expense_columns(
    currency: str,
    expenses: Sequence[Expense] = (),
    worth: Callable[[Expense], int | None] = lambda _: None,
) -> tuple[Column[Expense], ...]:
    """Columns for expenses in the report's ``currency``; those that say nothing go."""

    def original(expense: Expense) -> str:
        if expense.currency == currency:
            return ""
        return f"{amount(expense.amount, expense.currency)} {expense.currency}"

    def tags(expense: Expense) -> str:
        return " · ".join(tag for tag in expense.tags if tag)

    tagged = Column[Expense]("Tags", tags, tags, sample="Winter warmth 2026/27")
    paid = Column[Expense]("Paid with", _paid, _paid, sample="Own money")
    foreign = Column[Expense](
        "Original",
        original,
        sample=_longest(expenses, original),
        firm=True,
        align=RIGHT,
    )
    return (
        Column("Date", lambda x: day(x.spent), sample=DAY, firm=True),
        Column("Merchant", lambda x: x.merchant, _remark),
        Column(
            "Category",
            lambda x: x.category,
            lambda x: x.category,
            sample="Travel - International",
        ),
        *((tagged,) if any(tags(x) for x in expenses) else ()),
        *((paid,) if any(not x.reimbursable for x in expenses) else ()),
        *((foreign,) if any(original(x) for x in expenses) else ()),
        Column(
            "Amount",
            lambda x: amount(worth(x), currency),
            copied=lambda x: bare_amount(worth(x), currency),
            sample=_longest(expenses, lambda x: amount(worth(x), currency)),
            firm=True,
            align=RIGHT,
        ),
        Column(
            RECEIPT,
            lambda x: "Open" if is_page(x.receipt_url) else "",
            lambda x: x.receipt_url,
            copied=lambda x: x.receipt_url,
            tone=lambda x: "link" if is_page(x.receipt_url) else "",
            sample="Receipt",
            firm=True,
        ),
    )


def _longest(expenses: Sequence[Expense], text: Callable[[Expense], str]) -> str:
    return max((text(x) for x in expenses), key=len, default=MONEY)


def _paid(expense: Expense) -> str:
    if expense.reimbursable:
        return "Own money"
    return f"Card {expense.card[-_LAST:]}".strip()


def _remark(expense: Expense) -> str:
    return f"{expense.merchant}\n{expense.comment}".strip()
