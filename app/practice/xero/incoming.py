"""What comes in: the bodies of requests that write manual journals and notes."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType

from app.practice.xero.answers import RefusalError, post_data_invalid

T = TypeVar("T")

_Text = str | int | None


class IncomingTracking(Struct, rename="pascal"):
    """A tracking option named on a line, by ids or by names."""

    name: str | None = None
    option: str | None = None
    tracking_category_id: str | None = msgspec.field(
        default=None, name="TrackingCategoryID"
    )
    tracking_option_id: str | None = msgspec.field(
        default=None, name="TrackingOptionID"
    )


class IncomingLine(Struct, rename="pascal"):
    """A line as sent."""

    line_amount: Decimal | None = None
    account_code: _Text = None
    account_id: str | None = msgspec.field(default=None, name="AccountID")
    description: str | None = None
    tax_type: str | None = None
    tracking: list[IncomingTracking] | None = None


class IncomingJournal(Struct, rename="pascal"):
    """A manual journal as sent; a field left out is told from one set to null."""

    manual_journal_id: str | None = msgspec.field(default=None, name="ManualJournalID")
    narration: str | None = None
    date: str | None = None
    status: str | None = None
    line_amount_types: str | None = None
    url: str | UnsetType | None = UNSET
    show_on_cash_basis_reports: bool | None = None
    journal_lines: list[IncomingLine] | None = None


class IncomingNote(Struct, rename="pascal"):
    """A note for the history of a journal."""

    details: str


class _Journals(Struct):
    ManualJournals: list[IncomingJournal]


class _Notes(Struct):
    HistoryRecords: list[IncomingNote]


def journals_in(body: bytes) -> list[IncomingJournal]:
    """Read the wrapper; RefusalError when the body is not one."""
    return _read(body, _Journals).ManualJournals


def notes_in(body: bytes) -> list[IncomingNote]:
    """Read the notes of a history request; RefusalError when the body holds none."""
    return _read(body, _Notes).HistoryRecords


def _read(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as error:
        raise RefusalError(post_data_invalid(str(error))) from error
