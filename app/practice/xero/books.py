"""The books of one organisation: reference data and manual journals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

import msgspec

from app.practice.xero.chart import Chart, chart_of
from app.practice.xero.company import Record, XeroCompany
from app.practice.xero.dates import ms_time
from app.practice.xero.shelf import Shelf
from app.practice.xero.values import Journal, Note

Collection = Literal["organisation", "account", "tracking_category", "tracking_option"]


class Patch(msgspec.Struct, frozen=True):
    """A change that a person made to the reference data."""

    collection: Collection
    id: str
    fields: Record
    at: datetime


class Books:
    """One organisation as it now stands; every change is kept before it is told."""

    def __init__(self, company: XeroCompany, shelf: Shelf) -> None:
        self._shelf = shelf
        self.company = company
        for patch in shelf.patches(company.id, Patch):
            self.company = _patched(self.company, patch)
        self.chart: Chart = chart_of(self.company)
        self._journals: dict[str, Journal] = {}
        self._by_narration: dict[str, dict[str, None]] = {}
        for journal in shelf.journals(company.id):
            self._put(journal)
        self._last_number = max((x.number for x in self._journals.values()), default=0)

    def journal(self, journal_id: str) -> Journal | None:
        """Give one journal, if there is one of that id."""
        return self._journals.get(journal_id.lower())

    def journals(self) -> Iterable[Journal]:
        """Give every journal, mostly the least recently changed first."""
        return self._journals.values()

    def narrated(self, narration: str) -> list[Journal]:
        """Give the journals of exactly this narration."""
        return [self._journals[x] for x in self._by_narration.get(narration, ())]

    def notes(self, journal: Journal) -> list[Note]:
        """Give the history of a journal, the latest entry first."""
        return self._shelf.notes(journal.id)

    def save(self, changes: Sequence[tuple[Journal, Note]]) -> list[Journal]:
        """Keep new and changed journals, all or none; new ones get their number."""
        numbered = [(self._numbered(journal), note) for journal, note in changes]
        self._shelf.keep_journals(self.company.id, numbered)
        for journal, _ in numbered:
            self._put(journal)
        return [journal for journal, _ in numbered]

    def remark(self, journal: Journal, note: Note) -> None:
        """Add a note to the history of a journal."""
        self._shelf.keep_note(journal.id, note)

    def patch(self, patch: Patch) -> None:
        """Change the reference data; LookupError where there is no such record."""
        company = _patched(self.company, patch)
        self._shelf.keep_patch(company.id, patch)
        self.company = company
        self.chart = chart_of(company)

    def _numbered(self, journal: Journal) -> Journal:
        if journal.number:
            return journal
        self._last_number += 1
        return replace(journal, number=self._last_number)

    def _put(self, journal: Journal) -> None:
        """Put in a journal as the one changed last."""
        before = self._journals.pop(journal.id, None)
        if before:
            del self._by_narration[before.narration][before.id]
        self._journals[journal.id] = journal
        self._by_narration.setdefault(journal.narration, {})[journal.id] = None


def _patched(company: XeroCompany, patch: Patch) -> XeroCompany:
    match patch.collection:
        case "organisation":
            return replace(
                company, organisation=_merged(company.organisation, patch.fields)
            )
        case "account":
            stamp = {"UpdatedDateUTC": ms_time(patch.at)}
            accounts = _changed(
                company.accounts, "AccountID", patch.id, patch.fields | stamp
            )
            return replace(company, accounts=accounts)
        case "tracking_category":
            categories = _changed(
                company.tracking_categories,
                "TrackingCategoryID",
                patch.id,
                patch.fields,
            )
            return replace(company, tracking_categories=categories)
        case "tracking_option":
            return _with_option(company, patch)


def _with_option(company: XeroCompany, patch: Patch) -> XeroCompany:
    for category in company.tracking_categories:
        options = category.get("Options", ())
        if any(x["TrackingOptionID"] == patch.id for x in options):
            changed = _changed(options, "TrackingOptionID", patch.id, patch.fields)
            categories = _changed(
                company.tracking_categories,
                "TrackingCategoryID",
                category["TrackingCategoryID"],
                {"Options": list(changed)},
            )
            return replace(company, tracking_categories=categories)
    raise LookupError(patch.id)


def _changed(
    records: Iterable[Record], key: str, wanted: str, fields: Mapping[str, object]
) -> tuple[Record, ...]:
    records = tuple(records)
    if all(x[key] != wanted for x in records):
        raise LookupError(wanted)
    return tuple(_merged(x, fields) if x[key] == wanted else x for x in records)


def _merged(record: Record, fields: Mapping[str, object]) -> Record:
    """Lay ``fields`` over a record; null takes a field away."""
    merged = {**record, **fields}
    return {name: value for name, value in merged.items() if value is not None}
