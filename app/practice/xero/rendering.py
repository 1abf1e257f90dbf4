"""Journals and reference data as Xero writes them in JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from app.domain.money import plain
from app.practice.xero.chart import Chart
from app.practice.xero.company import Record, XeroCompany
from app.practice.xero.dates import day_of, ms_day, ms_time
from app.practice.xero.values import NIL_ID, Journal, Line, Note

FIRST_CHANGE = "/Date(1577836800000+0000)/"  # of records that do not say

_VERSIONS = {"AU": "AU", "NZ": "NZ", "GB": "UK", "US": "US"}


def journal_json(journal: Journal, chart: Chart, *, lines: bool = True) -> Record:
    """Write a journal; a list without ``page`` gives none of the lines."""
    shown = [_line_json(line, chart) for line in journal.lines] if lines else []
    written: Record = {
        "Date": ms_day(journal.dated),
        "Status": journal.status,
        "LineAmountTypes": journal.amount_types,
        "UpdatedDateUTC": ms_time(journal.updated),
        "ManualJournalID": journal.id,
        "Narration": journal.narration,
        "JournalLines": shown,
    }
    if journal.url:
        written["Url"] = journal.url
    written["ShowOnCashBasisReports"] = journal.cash_basis
    written["HasAttachments"] = False
    return written


def refused_json(journal: Journal, chart: Chart) -> Record:
    """Echo a journal that was not saved: without an id of its own."""
    echo = journal_json(journal, chart)
    del echo["UpdatedDateUTC"]
    return echo | {"ManualJournalID": NIL_ID}


def note_json(note: Note) -> Record:
    """Write one entry of a history."""
    return {
        "Changes": note.change,
        "DateUTCString": f"{note.at:%Y-%m-%dT%H:%M:%S}",
        "DateUTC": ms_time(note.at),
        "User": note.user,
        "Details": note.details,
    }


def organisation_json(company: XeroCompany) -> Record:
    """Write the organisation, the lock dates in Xero's own form."""
    raw = company.organisation
    country = raw.get("CountryCode", "")
    locks = {
        name: ms_day(day_of(raw[name]))
        for name in ("PeriodLockDate", "EndOfYearLockDate")
        if raw.get(name)
    }
    defaults = {
        "PaysTax": True,
        "Version": _VERSIONS.get(country, "GLOBAL"),
        "OrganisationType": "COMPANY",
        "OrganisationEntityType": "COMPANY",
        "IsDemoCompany": False,
        "CreatedDateUTC": FIRST_CHANGE,
        "Edition": "BUSINESS",
        "Class": "PREMIUM",
        "Timezone": "UTC",
    }
    return defaults | raw | locks


def account_json(raw: Record) -> Record:
    """Write an account."""
    return {
        "UpdatedDateUTC": FIRST_CHANGE,
        "HasAttachments": False,
        "EnablePaymentsToAccount": False,
        "ShowInExpenseClaims": False,
        "AddToWatchlist": False,
    } | raw


def category_json(raw: Record, *, archived: bool) -> Record:
    """Write a tracking category, its archived options only when asked for."""
    options = [
        {"HasValidationErrors": False, "IsDeleted": False, "IsActive": True} | option
        for option in raw.get("Options", ())
        if archived or option.get("Status", "ACTIVE") == "ACTIVE"
    ]
    return raw | {"Options": options}


def _line_json(line: Line, chart: Chart) -> Record:
    written: Record = {"Description": line.description}
    if line.tax_type is not None:
        written["TaxType"] = line.tax_type
    written["TaxAmount"] = _number(line.tax, chart)
    written["LineAmount"] = _number(line.amount, chart)
    account = chart.accounts.get(line.account or "")
    if account and account.code:
        written["AccountCode"] = account.code
    written["Tracking"] = [_tracking_json(*pair, chart) for pair in line.tracking]
    if line.account:
        written["AccountID"] = line.account
    written["IsBlank"] = line.blank
    return written


def _tracking_json(category_id: str, option_id: str, chart: Chart) -> dict[str, Any]:
    written = {"TrackingCategoryID": category_id, "TrackingOptionID": option_id}
    category = chart.categories.get(category_id)
    option = category.by_id.get(option_id) if category else None
    if category and option:  # or the company has since been made anew without it
        written |= {"Name": category.name, "Option": option.name}
    return written


def _number(minor: int, chart: Chart) -> msgspec.Raw:
    """Write an amount as a JSON number, digit by digit."""
    return msgspec.Raw(plain(minor, chart.currency).encode())
