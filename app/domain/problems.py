"""What can be wrong with a report or its journal, as values, with words for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a problem stops a posting or only deserves a look."""

    BLOCKING = "blocking"
    WARNING = "warning"


class Who(StrEnum):
    """Who can mend it."""

    BOOKKEEPER = "You, in Vouch"
    SUBMITTER = "The submitter or approver, in Expensify"
    EXPENSIFY_ADMIN = "A workspace admin, in Expensify"
    XERO_ADVISER = "Somebody with the adviser role, in Xero"


class Place(StrEnum):
    """Where the way out begins; each has a page or an address that a button opens."""

    MAPPING = "Mapping"
    CONNECTION = "Connections"
    REVIEW = "Review"
    EXPENSIFY = "Expensify"
    XERO = "Xero"


class Code(StrEnum):
    """The stable codes of problems."""

    TOTAL_MISMATCH = "total-mismatch"
    CATEGORY_MISSING = "category-missing"
    CATEGORY_UNMAPPED = "category-unmapped"
    ACCOUNT_ARCHIVED = "account-archived"
    ACCOUNT_NOT_ALLOWED = "account-not-allowed"
    ACCOUNT_UNKNOWN = "account-unknown"
    TAG_UNKNOWN = "tag-unknown"
    TAG_ARCHIVED = "tag-archived"
    TAG_MISSING = "tag-missing"
    TAX_INVALID = "tax-invalid"
    CURRENCY_MISMATCH = "currency-mismatch"
    CONVERSION_MISSING = "conversion-missing"
    DATE_MISSING = "date-missing"
    PERIOD_LOCKED = "period-locked"
    NARRATION_INVALID = "narration-invalid"
    NOT_AN_EXPENSE_REPORT = "not-an-expense-report"
    NOT_APPROVED = "not-approved"
    REPORT_UNREADABLE = "report-unreadable"
    NATIVE_CONNECTION_ON = "native-connection-on"
    DROPPED_BY_XERO = "dropped-by-xero"
    CHANGED_IN_EXPENSIFY = "changed-in-expensify"
    CHANGED_IN_XERO = "changed-in-xero"
    CHANGE_TO_CONFIRM = "change-to-confirm"
    TWICE_IN_XERO = "twice-in-xero"


CHANGES = frozenset(
    {
        Code.CHANGED_IN_EXPENSIFY,
        Code.CHANGED_IN_XERO,
        Code.DROPPED_BY_XERO,
        Code.TWICE_IN_XERO,
    }
)
"""What makes a posting one that changed since it was posted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of one report.

    ``message`` is a plain sentence about this report; ``about`` names the thing that
    is wrong (a category, an account, a tag), so that one cause can be seen behind many
    reports.
    """

    code: Code
    message: str
    about: str = ""
    severity: Severity = Severity.BLOCKING


@dataclass(frozen=True, slots=True)
class Entry:
    """The words for a code: what it is, why it happens, who mends it and where."""

    title: str
    cause: str
    who: Who
    where: Place
    action: str


CATALOGUE: Mapping[Code, Entry] = {
    Code.TOTAL_MISMATCH: Entry(
        "The expenses do not add up to the report's total",
        "An expense or its exchange rate was changed after the total was made.",
        Who.SUBMITTER,
        Place.EXPENSIFY,
        "Open the report",
    ),
    Code.CATEGORY_MISSING: Entry(
        "An expense has no category",
        "The workspace lets expenses be submitted without one.",
        Who.SUBMITTER,
        Place.EXPENSIFY,
        "Open the report",
    ),
    Code.CATEGORY_UNMAPPED: Entry(
        "A category is not mapped to an account",
        "The category is new, was renamed, or has not been mapped yet.",
        Who.BOOKKEEPER,
        Place.MAPPING,
        "Map the category",
    ),
    Code.ACCOUNT_ARCHIVED: Entry(
        "A mapped account is archived in Xero",
        "Xero takes no entries on archived accounts.",
        Who.BOOKKEEPER,
        Place.MAPPING,
        "Choose another account",
    ),
    Code.ACCOUNT_NOT_ALLOWED: Entry(
        "A mapped account takes no manual journals",
        "Bank accounts, receivables, payables and retained earnings take none in Xero.",
        Who.BOOKKEEPER,
        Place.MAPPING,
        "Choose another account",
    ),
    Code.ACCOUNT_UNKNOWN: Entry(
        "A mapped account is not in Xero",
        "The account was deleted or its code was changed.",
        Who.BOOKKEEPER,
        Place.MAPPING,
        "Choose another account",
    ),
    Code.TAG_UNKNOWN: Entry(
        "A tag has no tracking option of that name",
        "The option does not exist in Xero, or is spelt differently there.",
        Who.XERO_ADVISER,
        Place.XERO,
        "Add the option",
    ),
    Code.TAG_ARCHIVED: Entry(
        "A tag's tracking option is archived in Xero",
        "Xero drops archived options from a journal.",
        Who.XERO_ADVISER,
        Place.XERO,
        "Restore the option",
    ),
    Code.TAG_MISSING: Entry(
        "An expense has no tag where one is required",
        "This connection requires a tag on every expense.",
        Who.SUBMITTER,
        Place.EXPENSIFY,
        "Open the report",
    ),
    Code.TAX_INVALID: Entry(
        "A tax rate cannot be used with its account",
        "The rate is archived, unknown, or not meant for accounts of this kind.",
        Who.BOOKKEEPER,
        Place.MAPPING,
        "Choose another tax rate",
    ),
    Code.CURRENCY_MISMATCH: Entry(
        "The report is not in the organisation's currency",
        "A manual journal can only be in the organisation's own currency.",
        Who.EXPENSIFY_ADMIN,
        Place.EXPENSIFY,
        "Open the report",
    ),
    Code.CONVERSION_MISSING: Entry(
        "A foreign expense has no converted amount",
        "Expensify has not converted it to the report's currency yet.",
        Who.SUBMITTER,
        Place.EXPENSIFY,
        "Open the report",
    ),
    Code.DATE_MISSING: Entry(
        "The report has no date to post on",
        "The day that this connection's date rule asks for is empty in Expensify.",
        Who.BOOKKEEPER,
        Place.CONNECTION,
        "Choose another date rule",
    ),
    Code.PERIOD_LOCKED: Entry(
        "The period is locked in Xero",
        "The journal's date is on or before a lock date of the organisation.",
        Who.XERO_ADVISER,
        Place.XERO,
        "See the lock dates",
    ),
    Code.NARRATION_INVALID: Entry(
        "The narration cannot be made",
        "The template of the narration cannot be filled in as it is written.",
        Who.BOOKKEEPER,
        Place.CONNECTION,
        "Edit the narration",
    ),
    Code.NOT_AN_EXPENSE_REPORT: Entry(
        "This is not an expense report",
        "Invoices and bills belong elsewhere in Xero, on the other side of the books.",
        Who.BOOKKEEPER,
        Place.REVIEW,
        "Mark as posted elsewhere",
    ),
    Code.NOT_APPROVED: Entry(
        "The report is not approved any more",
        "Somebody took the approval back in Expensify, to change it or to reject it.",
        Who.SUBMITTER,
        Place.EXPENSIFY,
        "Open the report",
    ),
    Code.REPORT_UNREADABLE: Entry(
        "Part of the report cannot be read",
        "Expensify sent a value that is not what it should be.",
        Who.SUBMITTER,
        Place.EXPENSIFY,
        "Open the report",
    ),
    Code.NATIVE_CONNECTION_ON: Entry(
        "Expensify's own accounting connection is on",
        "It may post the same expenses as bills, and the costs would be in Xero twice.",
        Who.EXPENSIFY_ADMIN,
        Place.EXPENSIFY,
        "Switch it off",
    ),
    Code.DROPPED_BY_XERO: Entry(
        "Xero did not keep everything that was sent",
        "Xero drops accounts and tracking that it does not take, with a mere warning.",
        Who.BOOKKEEPER,
        Place.REVIEW,
        "Reverse and post again",
    ),
    Code.CHANGED_IN_EXPENSIFY: Entry(
        "The report changed after it was posted",
        "Somebody edited, un-approved or deleted it in Expensify.",
        Who.BOOKKEEPER,
        Place.REVIEW,
        "See the difference",
    ),
    Code.CHANGE_TO_CONFIRM: Entry(
        "The report changed after its journal was changed by hand",
        "Your changes were made for what the report said before.",
        Who.BOOKKEEPER,
        Place.REVIEW,
        "Keep the changes",
    ),
    Code.CHANGED_IN_XERO: Entry(
        "The journal changed after it was posted",
        "Somebody edited, voided or deleted it in Xero.",
        Who.BOOKKEEPER,
        Place.REVIEW,
        "See the difference",
    ),
    Code.TWICE_IN_XERO: Entry(
        "Xero holds a journal twice",
        "Xero saved it again long after the line was cut, or somebody copied it there.",
        Who.BOOKKEEPER,
        Place.REVIEW,
        "Void the second copy",
    ),
}
