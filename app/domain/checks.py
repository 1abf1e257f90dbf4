"""What can be wrong with a report itself, its categories and tags aside."""

from __future__ import annotations

from datetime import date

from app.domain.books import Organisation
from app.domain.dating import Dating
from app.domain.expenses import Report, Workspace
from app.domain.money import plain
from app.domain.narration import day
from app.domain.problems import Code, Problem, Severity
from app.domain.setup import LockRule, PostingRules

_OTHER_KINDS = {"invoice": "an invoice", "bill": "a bill"}


def report_problems(
    report: Report, organisation: Organisation, workspace: Workspace
) -> list[Problem]:
    """Everything wrong with a report as a whole, its amounts aside."""
    found = [Problem(Code.REPORT_UNREADABLE, sentence(x)) for x in report.unreadable]
    if not report.final:
        said = f"The report is {report.status} in Expensify, it is not approved."
        found.append(Problem(Code.NOT_APPROVED, said, report.status))
    kind = report.kind.casefold()
    if kind in _OTHER_KINDS:
        said = f"Expensify calls this {_OTHER_KINDS[kind]}, not an expense report."
        found.append(Problem(Code.NOT_AN_EXPENSE_REPORT, said, kind))
    base = organisation.base_currency
    if report.currency != base and (report.currency or not report.unreadable):
        said = (
            f"The report is in {report.currency or 'no currency'}, "
            f"{organisation.name} keeps its books in {base}."
        )
        found.append(Problem(Code.CURRENCY_MISMATCH, said, report.currency))
    if workspace.native_connection:
        said = (
            f"The accounting connection of the workspace {workspace.name} is on "
            "and may post this report too."
        )
        warning = Severity.WARNING
        found.append(Problem(Code.NATIVE_CONNECTION_ON, said, workspace.name, warning))
    return found


def amount_problems(report: Report, total: int) -> list[Problem]:
    """What is wrong with the amounts of the expenses, which come to ``total``.

    Of a report that cannot be read nothing is said: its amounts mean nothing.
    """
    if report.unreadable:
        return []
    currency = report.currency
    found = [
        Problem(
            Code.CONVERSION_MISSING,
            f"An expense of {plain(x.amount, x.currency)} {x.currency} "
            f"has no amount in {currency}.",
            x.currency,
        )
        for x in report.expenses
        if x.currency != currency and x.converted is None
    ]
    if total != report.total and not found:
        said = (
            f"The expenses come to {plain(total, currency)} {currency}, "
            f"the report says {plain(report.total, currency)}."
        )
        found.append(Problem(Code.TOTAL_MISMATCH, said))
    return found


def date_problems(
    dated: Dating | None, locked_until: date | None, rules: PostingRules
) -> tuple[Problem, ...]:
    """What is wrong with the day that the journal is to have."""
    if dated is None:
        rule = rules.date_rule
        said = f"Expensify has no day for the rule “{rule.replace('_', ' ')}”."
        return (Problem(Code.DATE_MISSING, said, rule),)
    if not dated.locked or locked_until is None:
        return ()
    said = (
        f"{day(dated.dated)} is in a period that Xero has locked up to "
        f"{day(locked_until)}."
    )
    held = rules.lock_rule is LockRule.HOLD
    severity = Severity.BLOCKING if held else Severity.WARNING
    month = dated.dated.isoformat()[:7]
    return (Problem(Code.PERIOD_LOCKED, said, month, severity),)


def sentence(text: str) -> str:
    """``text`` with a capital letter and a full stop."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
