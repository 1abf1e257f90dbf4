"""Lists of manual journals and of reference data: filtered, ordered, in pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from operator import methodcaller
from typing import TypeVar

from app.practice.xero.books import Books
from app.practice.xero.company import Record
from app.practice.xero.dates import modified_since
from app.practice.xero.filters import Fields, order, where
from app.practice.xero.values import Journal

R = TypeVar("R")

_DEFAULT_SIZE = 100
_LARGEST_SIZE = 1000

_JOURNAL_FIELDS: Fields[Journal] = {
    "Narration": lambda x: x.narration,
    "Status": lambda x: x.status,
    "Date": lambda x: datetime.combine(x.dated, time(), UTC),
    "UpdatedDateUTC": lambda x: x.updated,
    "ManualJournalID": lambda x: x.id,
    "Url": lambda x: x.url,
    "LineAmountTypes": lambda x: x.amount_types,
    "ShowOnCashBasisReports": lambda x: x.cash_basis,
    "HasAttachments": lambda _: False,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request for a list asks for."""

    query: Mapping[str, str]
    since: datetime | None
    now: datetime
    listed_after: timedelta

    @property
    def page(self) -> int | None:
        """The page wanted; None where no paging was asked for."""
        return _number(self.query.get("page"), lowest=1)

    @property
    def size(self) -> int:
        """How many a page holds, within what Xero allows."""
        wanted = _number(self.query.get("pageSize"), lowest=1)
        return min(wanted or _DEFAULT_SIZE, _LARGEST_SIZE)


def asked(
    query: Mapping[str, str], since: str | None, now: datetime, listed_after: float
) -> Asked:
    """Read what a request asks for."""
    moment = modified_since(since) if since else None
    return Asked(query, moment, now, timedelta(seconds=listed_after))


def journals(books: Books, wanted: Asked) -> list[Journal]:
    """Give every journal that was asked for, in order, not yet cut into pages."""
    found = _filtered(books, wanted)
    visible = wanted.now - wanted.listed_after
    found = [x for x in found if x.created <= visible] if wanted.listed_after else found
    if wanted.since:
        since = wanted.since
        found = [x for x in found if x.updated > since]
    found = sorted(found, key=lambda x: (x.updated, x.number))
    return _ordered(found, _JOURNAL_FIELDS, wanted)


def page_of(found: list[Journal], wanted: Asked) -> tuple[list[Journal], Record | None]:
    """Cut the page that was asked for, and describe it."""
    if wanted.page is None:
        return found, None
    size, count = wanted.size, len(found)
    start = (wanted.page - 1) * size
    pages = -(-count // size)
    described = {
        "page": wanted.page,
        "pageSize": size,
        "pageCount": pages,
        "itemCount": count,
    }
    return found[start : start + size], described


def records(rows: Iterable[Record], wanted: Asked) -> list[Record]:
    """Give the reference records that were asked for, in order."""
    rows = list(rows)
    names = {name for row in rows for name in row}
    fields: Fields[Record] = {name: methodcaller("get", name) for name in names}
    if text := wanted.query.get("where"):
        found = where(text, fields)
        rows = [x for x in rows if found.matches(x)]
    return _ordered(rows, fields, wanted)


def _ordered(rows: list[R], fields: Fields[R], wanted: Asked) -> list[R]:
    """Sort by what was asked for; rows that compare equal stay as they were."""
    text = wanted.query.get("order")
    for get, descending in reversed(order(text, fields) if text else []):
        known = [x for x in rows if get(x) is not None]
        unknown = [x for x in rows if get(x) is None]
        rows = sorted(known, key=get, reverse=descending) + unknown
    return rows


def _filtered(books: Books, wanted: Asked) -> Iterable[Journal]:
    text = wanted.query.get("where")
    if not text:
        return books.journals()
    found = where(text, _JOURNAL_FIELDS)
    if found.exactly and found.exactly[0] == "Narration":
        return books.narrated(str(found.exactly[1]))
    return [x for x in books.journals() if found.matches(x)]


def _number(text: str | None, *, lowest: int) -> int | None:
    """Read a whole number, raised to the lowest allowed; None for anything else."""
    if text is None or not text.strip().lstrip("-").isdecimal():
        return None
    return max(int(text), lowest)
