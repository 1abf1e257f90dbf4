"""What must become of a company's reports, worked out without the program's code."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Raw = dict[str, Any]
Tracking = tuple[tuple[str, str], ...]
Debits = dict[tuple[str, Tracking, str], int]

_STATES = {
    "approved": "APPROVED",
    "reimbursed": "REIMBURSED",
    "paid": "REIMBURSED",
    "closed": "ARCHIVED",
    "archived": "ARCHIVED",
    "done": "ARCHIVED",
}
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
_NO_JOURNALS = {"DEBTORS", "CREDITORS", "RETAINEDEARNINGS"}
_TAX_FLAGS = {
    "ASSET": "CanApplyToAssets",
    "EQUITY": "CanApplyToEquity",
    "EXPENSE": "CanApplyToExpenses",
    "LIABILITY": "CanApplyToLiabilities",
    "REVENUE": "CanApplyToRevenue",
}


def expected(folder: Path) -> Iterator[Raw]:
    """Give one result for every report that is pulled, in the order of the file."""
    xero = json.loads((folder / "xero.json").read_text(encoding="utf-8"))
    setup = json.loads((folder / "setup.json").read_text(encoding="utf-8"))
    rules = {each["workspace_id"]: Rules(each, xero) for each in setup["connections"]}
    for report in lines(folder / "reports.jsonl.gz"):
        rule = rules[report["policyID"]]
        if _STATES.get(report["status"].lower()) in rule.states:
            yield result(report, rule)


def lines(path: Path) -> Iterator[Raw]:
    """Read every record of a compressed file of JSON lines."""
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").split("\n"):
        if line:
            yield json.loads(line)


class Rules:
    """One connection's set-up, turned into dictionaries to look things up in."""

    def __init__(self, connection: Raw, xero: Raw) -> None:
        organisation, accounts, rates = (
            xero[part] for part in ("organisation", "accounts", "taxRates")
        )
        posting = connection["posting"]
        self.posting = posting
        self.states = posting.get("states", ["APPROVED", "REIMBURSED"])
        self.required = posting.get("required_tags", [])
        self.inclusive = posting["tax"] == "inclusive"
        self.base = organisation["BaseCurrency"]
        self.locked = max(
            organisation.get("PeriodLockDate") or "",
            organisation.get("EndOfYearLockDate") or "",
        )
        self.mapping = {key(x["category"]): x for x in connection["categories"]}
        self.taxes = {
            key(x["tax"]): x["tax_type"] for x in connection.get("tax_rates", [])
        }
        self.accounts = {x["Code"]: x for x in accounts if x.get("Code")}
        self.rates = {x["TaxType"]: x for x in rates if x["Status"] == "ACTIVE"}
        self.options = {
            category["Name"]: {key(x["Name"]): x for x in category["Options"]}
            for category in xero["trackingCategories"]
        }
        self.levels = sorted(
            (x["level"], x["tracking_category"]) for x in connection["tags"]
        )


def result(report: Raw, rules: Rules) -> Raw:
    """Say what must become of one report."""
    dated = (report.get("approved") or "")[:10]
    answer: Raw = {"report_id": report["reportID"], "state": "blocked", "problems": []}
    answer |= {"date": dated or None, "debits": [], "clearing": []}
    try:
        amounts = [amount(x, report["currency"]) for x in report["transactionList"]]
    except ValueError:
        return answer | {"problems": ["report-unreadable"]}
    problems = about_the_report(report, rules, dated, amounts)
    debits: Debits = defaultdict(int)
    clearing: dict[str, int] = defaultdict(int)
    for expense, known in zip(report["transactionList"], amounts, strict=True):
        account, tax, found = account_of(expense, rules)
        tracking, more = tracking_of(expense, rules)
        problems |= found | more
        debits[account, tracking, tax] += known or 0
        clearing[side_of(expense, rules)] -= known or 0
    if problems:
        return answer | {"problems": sorted(problems)}
    return answer | written(debits, clearing, rules)


def side_of(expense: Raw, rules: Rules) -> str:
    """Choose the clearing account: what the firm's card paid has its own."""
    paid_by_card = not expense["reimbursable"]
    account: str = rules.posting[
        "card_clearing_account" if paid_by_card else "clearing_account"
    ]
    return account


def written(debits: Debits, clearing: dict[str, int], rules: Rules) -> Raw:
    """Write the lines of a report without problems, zeros left out."""
    debit_lines = [
        {"account": account, "tracking": list(map(list, tracking)), "minor": minor}
        | ({"tax_type": tax} if rules.inclusive else {})
        for (account, tracking, tax), minor in sorted(debits.items())
        if minor
    ]
    sides = [rules.posting["clearing_account"], rules.posting["card_clearing_account"]]
    clearing_lines = [
        {"account": account, "minor": clearing[account]}
        for account in dict.fromkeys(sides)
        if clearing.get(account)
    ]
    state = "ready" if debit_lines or clearing_lines else "nothing_to_post"
    return {"state": state, "debits": debit_lines, "clearing": clearing_lines}


def about_the_report(
    report: Raw, rules: Rules, dated: str, amounts: list[int | None]
) -> set[str]:
    """Find what is wrong with the report as a whole."""
    known = [minor for minor in amounts if minor is not None]
    found = {
        "conversion-missing": len(known) < len(amounts),
        "total-mismatch": len(known) == len(amounts) and sum(known) != report["total"],
        "currency-mismatch": report["currency"] != rules.base,
        "date-missing": not dated,
        "period-locked": bool(dated) and dated <= rules.locked,
        "not-an-expense-report": report.get("type") in {"invoice", "bill"},
    }
    return {code for code, applies in found.items() if applies}


def amount(expense: Raw, currency: str) -> int | None:
    """Choose the amount that counts, in the report's currency; None if missing."""
    if expense["currency"] != currency:
        converted = expense.get("convertedAmount")
        return None if converted in (None, "") else whole(converted)
    return whole(expense.get("modifiedAmount") or 0) or whole(expense["amount"])


def whole(value: object) -> int:
    """Let a whole number through; ValueError for anything else."""
    if isinstance(value, int):
        return value
    raise ValueError(value)


def account_of(expense: Raw, rules: Rules) -> tuple[str, str, set[str]]:
    """Find the account and tax type of an expense, and what is wrong with them."""
    category = text(expense.get("category"))
    if not category:
        return "", "", {"category-missing"}
    rule = rules.mapping.get(key(category))
    if rule is None:
        return "", "", {"category-unmapped"}
    account = rules.accounts.get(rule["account"])
    if account is None:
        return "", "", {"account-unknown"}
    archived = account["Status"] != "ACTIVE"
    refused = account["Type"] == "BANK" or account["SystemAccount"] in _NO_JOURNALS
    problems = {"account-archived"} if archived else set()
    problems |= {"account-not-allowed"} if refused else set()
    if not rules.inclusive:
        return account["Code"], "NONE", problems
    tax = tax_of(expense, rule, account, rules)
    rate = rules.rates.get(tax, {})
    problems |= set() if rate.get(_TAX_FLAGS[account["Class"]]) else {"tax-invalid"}
    return account["Code"], tax, problems


def tax_of(expense: Raw, rule: Raw, account: Raw, rules: Rules) -> str:
    """Go by the expense's tax, else by the category's, else by the account's."""
    by_code = rules.taxes.get(key(text(expense.get("taxCode"))))
    by_name = rules.taxes.get(key(text(expense.get("taxName"))))
    default: str = account["TaxType"]
    return by_code or by_name or rule.get("tax_type") or default


def tracking_of(expense: Raw, rules: Rules) -> tuple[Tracking, set[str]]:
    """Find the tracking of an expense in level order, and what is wrong with it."""
    tracking: list[tuple[str, str]] = []
    problems: set[str] = set()
    for level, category in rules.levels:
        tag = level_of(expense, level)
        option = rules.options[category].get(key(tag))
        if not tag:
            problems |= {"tag-missing"} if level in rules.required else set()
        elif option is None:
            problems.add("tag-unknown")
        elif option["Status"] != "ACTIVE":
            problems.add("tag-archived")
        else:
            tracking.append((category, option["Name"]))
    return tuple(tracking), problems


def level_of(expense: Raw, level: int) -> str:
    """Take one tag level as sent apart, else cut it out of the joined text."""
    if "ntag1" in expense:
        return text(expense.get(f"ntag{level}"))
    joined = text(expense.get("tag")).replace("\\\\", "\0").replace("\\:", "\1")
    levels = [*joined.split(":"), "", ""]
    return levels[level - 1].replace("\0", "\\").replace("\1", ":").strip()


def text(raw: object) -> str:
    """Trim a text and decode its entities, exactly once."""
    said = raw if isinstance(raw, str) else ""
    for entity, character in _ENTITIES.items():
        said = said.replace(entity, character)
    return said.replace("&amp;", "&").strip()


def key(name: str) -> str:
    """Make what names are compared by."""
    return name.strip().casefold()
