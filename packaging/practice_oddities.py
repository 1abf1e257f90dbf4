"""Turns ordinary reports of the practice company into those that need a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from practice_reports import foreign, same_currency, settled, tags, taxed

Raw = dict[str, Any]
Edit = Callable[[Raw], object]


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something done to a number of reports, and the one problem it makes, if any."""

    times: int
    edits: tuple[Edit, ...]
    problem: str = ""

    def make(self, report: Raw) -> None:
        """Do it to one report."""
        for edit in self.edits:
            edit(report)


def first(**fields: object) -> Edit:
    """Change fields of the first expense."""
    return lambda report: report["transactionList"][0].update(fields)


def last(**fields: object) -> Edit:
    """Change fields of the last expense."""
    return lambda report: report["transactionList"][-1].update(fields)


def whole(**fields: object) -> Edit:
    """Change fields of the report itself."""
    return lambda report: report.update(fields)


def off_by(minor: int) -> Edit:
    """Put the total off."""
    return lambda report: report.update(total=report["total"] + minor)


def without(field: str) -> Edit:
    """Leave a field of the first expense out altogether."""
    return lambda report: report["transactionList"][0].pop(field)


def abroad(currency: str) -> Edit:
    """Move the whole report into another currency."""

    def edit(report: Raw) -> None:
        report["currency"] = currency
        for expense in report["transactionList"]:
            expense.update(same_currency(expense["amount"], currency))
        settled(report)

    return edit


def returned(report: Raw) -> None:
    """Buy something and bring it back: the report comes to nothing."""
    bought = report["transactionList"][0]
    minor = abs(bought["amount"])
    bought |= same_currency(minor, report["currency"]) | taxed(0, "")
    back = bought | same_currency(-minor, report["currency"])
    back["transactionID"] = str(int(bought["transactionID"]) + 1)
    back["receiptObject"] = {}
    report["transactionList"] = [bought, back]
    settled(report)


def swapped(report: Raw) -> None:
    """Move a cost from one category to another: lines, but nothing to clear."""
    returned(report)
    report["transactionList"][1]["category"] = "Postage"
    report["transactionList"][1]["categoryGlCode"] = ""


def refunded(report: Raw) -> None:
    """Make the whole report a refund."""
    for expense in report["transactionList"]:
        minor = -abs(expense["convertedAmount"])
        expense.update(same_currency(minor, report["currency"]) | taxed(0, ""))
    settled(report)


def approved_at(moment: str) -> Edit:
    """Move a report to the end of May, approved at that very moment."""

    def edit(report: Raw) -> None:
        report["created"] = "2026-05-20 09:15:00"
        report["submitted"] = "2026-05-22 17:40:10"
        report["approvers"][0]["date"] = report["approved"] = moment
        for expense in report["transactionList"]:
            expense["created"] = "2026-05-19"
            expense["inserted"] = "2026-05-19 12:00:00"

    return edit


def long(report: Raw) -> None:
    """Repeat the expenses until the report is a long one."""
    once = report["transactionList"]
    report["transactionList"] = [
        x | {"transactionID": str(int(x["transactionID"]) + turn)}
        for turn in range(1 + 40 // len(once))
        for x in once
    ]
    settled(report)


def not_yet(status: str, *, submitted: bool) -> Edit:
    """Take the approval back, and the submission too if it is still open."""

    def edit(report: Raw) -> None:
        report |= {"status": status, "approved": "", "reimbursed": "", "approvers": []}
        if not submitted:
            report["submitted"] = ""

    return edit


OPEN = not_yet("Open", submitted=False)
PROCESSING = not_yet("Processing", submitted=True)
CLOSED = whole(status="Closed", reimbursed="")
UNCONVERTED = foreign(2480, "USD", 7612) | {"convertedAmount": ""}

QUILLMERE = (
    Oddity(5, (OPEN,)),
    Oddity(7, (PROCESSING,)),
    Oddity(7, (CLOSED,)),
    Oddity(1, (approved_at("2026-05-31 23:59:59"),), "period-locked"),
    Oddity(1, (approved_at("2026-06-01 00:00:00"),)),
    Oddity(1, (returned,)),
    Oddity(1, (whole(transactionList=[], total=0),)),
    Oddity(1, (swapped,)),
    Oddity(1, (refunded,)),
    Oddity(1, (long,)),
    Oddity(1, (first(**tags()), without("ntag1"), first(tag="Advice:North\\\\South"))),
    Oddity(1, (off_by(90),), "total-mismatch"),
    Oddity(1, (off_by(-1),), "total-mismatch"),
    Oddity(3, (first(category="", categoryGlCode=""),), "category-missing"),
    Oddity(3, (first(category="Gifts and donations"),), "category-unmapped"),
    Oddity(1, (last(category="Team lunch (2025)"),), "category-unmapped"),
    Oddity(3, (first(category="Photography"),), "account-archived"),
    Oddity(2, (first(category="Petty cash top-up"),), "account-not-allowed"),
    Oddity(2, (first(category="Apprenticeship levy"),), "account-unknown"),
    Oddity(3, (first(**tags("Marketing", "")),), "tag-unknown"),
    Oddity(2, (last(**tags("Community", "Cafe Etoile")),), "tag-unknown"),
    Oddity(2, (first(**tags("Outreach", "")),), "tag-archived"),
    Oddity(1, (last(**tags("Advice", "Spring fair 2025")),), "tag-archived"),
    Oddity(3, (first(**tags("", "Bridge House")),), "tag-missing"),
    Oddity(2, (abroad("EUR"),), "currency-mismatch"),
    Oddity(1, (first(**UNCONVERTED),), "conversion-missing"),
    Oddity(1, (whole(approved="", approvers=[], reimbursed=""),), "date-missing"),
    Oddity(1, (whole(type="invoice"),), "not-an-expense-report"),
    Oddity(1, (whole(type="bill"),), "not-an-expense-report"),
    Oddity(
        1,
        (first(**same_currency(1, "GBP")), first(amount=1250.5)),
        "report-unreadable",
    ),
    Oddity(
        2,
        (
            first(category="Gifts and donations", **tags("Outreach", "")),
            last(**tags("", "Cafe Etoile")),
            off_by(1000),
        ),
    ),
)

FARRAVALE = (
    Oddity(3, (OPEN,)),
    Oddity(4, (PROCESSING,)),
    Oddity(3, (CLOSED,)),
    Oddity(1, (returned,)),
    Oddity(1, (refunded,)),
    Oddity(1, (long,)),
    Oddity(1, (first(category="Props sold again", **taxed(0, "")),)),
    Oddity(
        2,
        (first(category="Books", taxName="VAT 21% (old)", taxCode=""),),
        "tax-invalid",
    ),
    Oddity(1, (first(category="Rights & royalties", **taxed(0, "")),), "tax-invalid"),
    Oddity(
        1,
        (first(category="Props sold again", taxName="VAT 9%", taxCode=""),),
        "tax-invalid",
    ),
    Oddity(1, (off_by(-250),), "total-mismatch"),
    Oddity(2, (first(category="", categoryGlCode=""),), "category-missing"),
    Oddity(2, (first(category="Sponsorship"),), "category-unmapped"),
    Oddity(1, (last(category="Darkroom"),), "account-archived"),
    Oddity(1, (first(category="Supplier refund"),), "account-not-allowed"),
    Oddity(1, (first(category="Card top-up"),), "account-not-allowed"),
    Oddity(2, (first(**tags("Client: Seventh Wave")),), "tag-unknown"),
    Oddity(1, (first(**tags("Client: Uberlinde")),), "tag-unknown"),
    Oddity(1, (last(**tags("Client: Old Mill")),), "tag-archived"),
    Oddity(
        1,
        (first(**foreign(7400, "USD", 9021)), without("convertedAmount")),
        "conversion-missing",
    ),
    Oddity(1, (whole(type="invoice"),), "not-an-expense-report"),
)

ODDITIES = {"farravale": FARRAVALE, "quillmere": QUILLMERE}
