"""The choices of a posting policy, as bookkeepers say them."""

from __future__ import annotations

from app.domain.books import Account
from app.domain.policy import Example
from app.domain.setup import DateRule, JournalStatus, LockRule, TaxRule
from ui.models.words import day

DATE_RULES = {
    DateRule.APPROVED: "The day of approval",
    DateRule.SUBMITTED: "The day it was submitted",
    DateRule.LAST_EXPENSE: "The day of the last expense",
    DateRule.REIMBURSED: "The day it was reimbursed",
    DateRule.PERIOD_END: "The last day of the month of approval",
    DateRule.POSTING_DAY: "The day it is posted",
}

LOCK_RULES = {
    LockRule.HOLD: "Hold it until the period is open",
    LockRule.FIRST_OPEN_DAY: "Date it on the first open day",
    LockRule.DRAFT: "Save it as a draft",
}

STATUSES = {
    JournalStatus.POSTED: "Posted at once",
    JournalStatus.DRAFT: "Saved as drafts, to be posted in Xero",
}

TAX_RULES = {
    TaxRule.NONE: "Left out of the journal",
    TaxRule.INCLUSIVE: "Included in the amounts",
}

FIELD_WORDS = {
    "report_id": "Report id",
    "report_name": "Name of the report",
    "submitter": "Submitter",
    "submitter_email": "Submitter's e-mail",
    "approved": "Day of approval",
    "period": "Month of approval",
    "workspace": "Workspace",
}


def account_words(account: Account) -> str:
    """An account as lists name it."""
    return f"{account.code} {account.name}".strip()


def dated_words(example: Example) -> str:
    """The day and the status that a report would get."""
    if example.dated is None:
        return "Expensify has no such day for this report; it would wait"
    status = "a draft" if example.status is JournalStatus.DRAFT else "posted"
    said = f"{day(example.dated)}, {status}"
    if example.moved_from is not None:
        return f"{said}; {day(example.moved_from)} is locked"
    if example.locked and example.status is JournalStatus.DRAFT:
        return f"{said}; the day is locked"
    return f"{said} once the period is open" if example.locked else said
