"""Data models as Expensify may hand them to the template, and what it must write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.freemarker.engine import Model

Value = Any

NASTY = [
    'O\'Brien & "Sons" \\ / end',
    "tab\tfeed\nreturn\rback\bform\fnul\x00bell\x07escape\x1b",
    "del\x7fc1\x85\x9fnbsp\xa0",
    "separators \u2028 and \u2029",
    "\u202eright to left\u202c \ufeffmark",
    "中文 Ελλάδα עברית ÄÖÜß €",
    "family 👩\u200d👩\u200d👧 flag 🇨🇭",
    "</script><!-- --> ]]> <?php ?> <",
    "/starts with a slash",
    "> starts ]> here -> there",
    "]>",
    "->",
    "${reports?size} #{1} <#if x> [#if x] <@y/>",
    "R&amp;D &lt;b&gt; &#39;",
    "Travel: Air:Domestic\\:Short\\\\",
    "  two  spaces   at both ends  ",
    "1,234.50",
    "null",
    "true",
    "",
]
REPORT = (
    "reportID oldReportID reportName policyID policyName currency total status type"
    " accountEmail submitterEmail managerEmail created submitted approved reimbursed"
)
APPROVER = "email date fullName"
EXPENSE = (
    "transactionID type merchant modifiedMerchant amount convertedAmount"
    " modifiedAmount currency currencyConversionRate created modifiedCreated category"
    " categoryGlCode tag ntag1 ntag1GlCode ntag2 ntag2GlCode ntag3 ntag3GlCode ntag4"
    " ntag4GlCode ntag5 ntag5GlCode comment reimbursable billable hasTax taxAmount"
    " taxRate taxName taxCode cardNumber"
)
NUMBERS = [0, -1, 7, 1234, 123456789, 10**15, -(10**12), 0.000123456789, 1.5, -17.25]


def full(report: int) -> Model:
    """A report with everything in it, other text and numbers for each number."""

    def text(at: int) -> str:
        return NASTY[(report * 7 + at) % len(NASTY)]

    fields: Model = {name: text(i) for i, name in enumerate(REPORT.split())}
    fields |= {"reportID": f"R{report}", "total": NUMBERS[report % len(NUMBERS)]}
    names = [{"fullName": text(3), "email": text(4), "date": text(5)}, {}]
    return {
        **fields,
        "submitter": {"fullName": text(1), "firstName": "x"},
        "manager": {"fullName": text(2)},
        "approvers": names[: report % 3],
        "transactionList": [_expense(report + i) for i in range(report % 5)],
        "actionList": [{"action": "approved"}],
    }


def odd() -> list[Model]:
    """Reports in shapes that the documentation does not tell of."""
    return [
        {"reportID": "no list"},
        {"reportID": "no expenses", "transactionList": []},
        {"reportID": "text for a list", "transactionList": "", "approvers": ""},
        {"reportID": 4056343049275634494, "total": "", "submitter": ""},
        {"reportID": "null for a hash", "submitter": None, "manager": {}},
        {
            "reportID": "expenses without anything",
            "transactionList": [None, {}, {"receiptObject": ""}, {"receiptObject": {}}],
            "approvers": [None],
        },
        {
            "reportID": "no numbers",
            "total": float("nan"),
            "transactionList": [{"amount": float("inf"), "taxRate": float("-inf")}],
        },
        {"reportID": "no value", "total": {"a": "hash"}, "status": ["list"]},
    ]


def as_text(value: Value) -> Value:
    """The same model of a server that holds everything as text."""
    if isinstance(value, dict):
        return {key: as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_text(each) for each in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None else str(value)


def with_nulls(value: Value, every: int = 3) -> Value:
    """The same model with every third field null instead of filled."""
    if isinstance(value, list):
        return [with_nulls(each, every) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {"reportID", "transactionList", "reports"}
    return {
        key: None if i % every == 0 and key not in kept else with_nulls(each, every)
        for i, (key, each) in enumerate(value.items())
    }


def written(report: Model) -> Model:
    """What the template's line for a report must say."""
    expenses = report.get("transactionList")
    listed = isinstance(expenses, list)
    return {
        "rec": "report",
        **_fields(report, REPORT),
        "submitterName": _inner(report, "submitter", "fullName"),
        "managerName": _inner(report, "manager", "fullName"),
        "approvers": _each(report.get("approvers"), lambda x: _fields(x, APPROVER)),
        "expenses": _each(expenses, _written_expense),
        "expenseCount": len(expenses) if listed and expenses is not None else None,
    }


def _expense(number: int) -> Model:
    fields: Model = {
        name: NASTY[(number * 5 + i) % len(NASTY)]
        for i, name in enumerate(EXPENSE.split())
    }
    amounts = ["amount", "convertedAmount", "modifiedAmount", "taxAmount", "taxRate"]
    for i, name in enumerate([*amounts, "currencyConversionRate"]):
        fields[name] = NUMBERS[(number + i) % len(NUMBERS)]
    for i, name in enumerate(["reimbursable", "billable", "hasTax"]):
        fields[name] = bool((number + i) % 2)
    fields["receiptObject"] = {"url": "https://a.example/b?c=d&e", "type": "jpg"}
    return {**fields, "mcc": "5812", "attendees": [], "inserted": "2026-01-01"}


def _written_expense(expense: Value) -> Value:
    if expense is None:
        return {}
    return {
        **_fields(expense, EXPENSE),
        "receiptUrl": _inner(expense, "receiptObject", "url"),
        "receiptType": _inner(expense, "receiptObject", "type"),
    }


def _each(value: Value, of: Callable[[Value], Value]) -> Value:
    if not isinstance(value, list):
        return None
    return [{} if each is None else of(each) for each in value]


def _fields(value: Model, names: str) -> Model:
    return {name: _plain(value.get(name)) for name in names.split()}


def _inner(value: Model, outer: str, name: str) -> Value:
    held = value.get(outer)
    return _plain(held.get(name)) if isinstance(held, dict) else None


def _plain(value: Value) -> Value:
    if isinstance(value, float) and value - value != 0:
        return None  # no JSON has a word for it
    return None if isinstance(value, (dict, list)) else value
