"""Manual journals as they are sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from app.domain.books import Books, TrackingCategory, TrackingOption
from app.domain.journals import Journal, JournalLine
from app.domain.money import plain
from app.domain.setup import TaxRule

_Named = TypeVar("_Named", TrackingCategory, TrackingOption)

_AMOUNT_TYPES = {TaxRule.NONE: "NoTax", TaxRule.INCLUSIVE: "Inclusive"}


class _Sent(msgspec.Struct, rename="pascal"):
    manual_journals: list[msgspec.Raw]


def creating(journals: Sequence[Journal], books: Books) -> bytes:
    """The body that creates ``journals``."""
    return _body(_sent(journal, books) for journal in journals)


def changing_status(xero_id: str, narration: str, status: str) -> bytes:
    """The body that only changes the status of a journal."""
    return _body(
        [{"ManualJournalID": xero_id, "Narration": narration, "Status": status}]
    )


def count(body: bytes) -> int:
    """How many journals a body of ours creates."""
    return len(msgspec.json.decode(body, type=_Sent).manual_journals)


def _body(journals: Iterable[Mapping[str, Any]]) -> bytes:
    return msgspec.json.encode({"ManualJournals": list(journals)})


def _sent(journal: Journal, books: Books) -> dict[str, Any]:
    sent = {
        "Narration": journal.narration,
        "Date": journal.dated.isoformat(),
        "Status": journal.status,
        "LineAmountTypes": _AMOUNT_TYPES[journal.tax],
        "ShowOnCashBasisReports": journal.cash_basis,
    }
    url = {"Url": journal.url} if journal.url else {}
    lines = [_sent_line(line, journal.currency, books) for line in journal.lines]
    return sent | url | {"JournalLines": lines}


def _sent_line(line: JournalLine, currency: str, books: Books) -> dict[str, Any]:
    amount = msgspec.Raw(plain(line.minor, currency).encode())
    sent = {
        "LineAmount": amount,
        "AccountCode": line.account,
        "TaxType": line.tax_type,
        "Description": line.description,
    }
    tracking = [_sent_tracking(*names, books) for names in line.tracking]
    return sent | ({"Tracking": tracking} if tracking else {})


def _sent_tracking(category: str, option: str, books: Books) -> dict[str, str]:
    """Name an option by its ids, or by its names where they are not known."""
    for known in _named(category, books.tracking):
        for chosen in _named(option, known.options):
            return {
                "TrackingCategoryID": known.id,
                "TrackingOptionID": chosen.id,
            }
    return {"Name": category, "Option": option}


def _named(name: str, among: Iterable[_Named]) -> list[_Named]:
    return sorted((x for x in among if x.name == name), key=lambda x: not x.active)
