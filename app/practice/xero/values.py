"""Manual journals as the practice Xero keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

NIL_ID = "00000000-0000-0000-0000-000000000000"


class Status(StrEnum):
    """The life of a manual journal."""

    DRAFT = "DRAFT"
    POSTED = "POSTED"
    DELETED = "DELETED"
    VOIDED = "VOIDED"
    ARCHIVED = "ARCHIVED"


class AmountTypes(StrEnum):
    """What the line amounts hold of the tax."""

    EXCLUSIVE = "Exclusive"
    INCLUSIVE = "Inclusive"
    NO_TAX = "NoTax"


@dataclass(frozen=True, slots=True)
class Line:
    """One line; amounts in minor units, debits positive, accounts and tracking by id.

    ``account`` is None where Xero took an unknown one off, "" on a blank line.
    """

    amount: int
    tax: int = 0
    account: str | None = None
    description: str = ""
    tax_type: str | None = None
    tracking: tuple[tuple[str, str], ...] = ()
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Journal:
    """A manual journal; ``number`` counts up in the order of creation."""

    id: str
    number: int
    narration: str
    dated: date
    status: Status
    amount_types: AmountTypes
    cash_basis: bool
    url: str | None
    lines: tuple[Line, ...]
    created: datetime
    updated: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """One entry of a journal's history."""

    at: datetime
    change: str
    user: str
    details: str
