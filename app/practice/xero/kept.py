"""Journals as the books keep them, written plainly for tests to compare."""

from __future__ import annotations

from app.practice.xero.books import Books
from app.practice.xero.chart import Chart
from app.practice.xero.company import Record
from app.practice.xero.values import Journal, Line


def kept_journals(books: Books) -> list[Record]:
    """Write every journal of an organisation, in the order of creation."""
    journals = sorted(books.journals(), key=lambda x: x.number)
    return [_journal(journal, books) for journal in journals]


def _journal(journal: Journal, books: Books) -> Record:
    return {
        "organisation": books.company.id,
        "id": journal.id,
        "number": journal.number,
        "narration": journal.narration,
        "date": journal.dated,
        "status": journal.status,
        "amount_types": journal.amount_types,
        "url": journal.url,
        "cash_basis": journal.cash_basis,
        "created": journal.created,
        "updated": journal.updated,
        "lines": [_line(line, books.chart) for line in journal.lines],
    }


def _line(line: Line, chart: Chart) -> Record:
    account = chart.accounts.get(line.account or "")
    return {
        "account": account.code if account else None,
        "account_id": line.account,
        "minor": line.amount,
        "tax_minor": line.tax,
        "tax_type": line.tax_type,
        "description": line.description,
        "tracking": [_tracking(*pair, chart) for pair in line.tracking],
    }


def _tracking(category_id: str, option_id: str, chart: Chart) -> tuple[str, str]:
    category = chart.categories.get(category_id)
    option = category.by_id.get(option_id) if category else None
    if category is None or option is None:
        return category_id, option_id
    return category.name, option.name
