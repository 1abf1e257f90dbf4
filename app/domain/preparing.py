"""From a report to its journal: the one computation that preview, posting and replay share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.books import AccountCode, Books
from app.domain.dating import Dating, dating, wanted_day
from app.domain.expenses import Expense, Report, Workspace
from app.domain.journals import Journal, JournalLine, Tracking
from app.domain.mapping import NO_TAX, Mapping
from app.domain.money import plain
from app.domain.narration import NarrationError, clean, day, fields, narration
from app.domain.postings import State
from app.domain.problems import Code, Problem, Severity
from app.domain.setup import LockRule, PostingRules, Setup

_OTHER_KINDS = frozenset({"invoice", "bill"})
_LONGEST_DESCRIPTION = 400

GroupKey = tuple[AccountCode, str, Tracking]


@dataclass(frozen=True, slots=True)
class Computed:
    """What becomes of a report: the journal, where one can be made, and everything wrong."""

    state: State
    journal: Journal | None
    problems: tuple[Problem, ...]
    dated: date | None


class Preparer:
    """Computes journals for the reports of one connection.

    Holds what many reports share; ``prepare`` itself depends on nothing else and
    changes nothing.
    """

    def __init__(self, setup: Setup, books: Books, workspace: Workspace) -> None:
        self._rules = setup.posting
        self._books = books
        self._workspace = workspace
        self._mapping = Mapping(setup, books)

    def prepare(self, report: Report, *, today: date, revision: int = 1) -> Computed:
        """The journal of ``report``, or every problem that stands in its way.

        ``today`` matters only where journals are dated on the day they are posted.
        """
        problems = [*_report_problems(report, self._books, self._workspace)]
        groups, clearing = self._grouped(report, problems)
        wanted = wanted_day(report, self._rules.date_rule, today)
        dated = None if wanted is None else self._dated(wanted, problems)
        if dated is None:
            problems.append(_no_day(self._rules.date_rule))
        lines = self._lines(report, groups, clearing, problems)
        journal = self._journal(report, dated, lines, revision, problems)
        found = tuple(dict.fromkeys(problems))
        return Computed(
            _state(found, lines),
            journal if lines else None,
            found,
            dated.dated if dated else None,
        )

    def _grouped(
        self, report: Report, problems: list[Problem]
    ) -> tuple[dict[GroupKey, list[Expense]], bool]:
        """Expenses by account, tax type and tracking; false where one has no account."""
        groups: dict[GroupKey, list[Expense]] = {}
        whole = True
        for expense in report.expenses:
            target = self._mapping.target(expense)
            tracked = self._mapping.tracking(expense.tags)
            problems.extend(target.problems)
            for answer in tracked:
                problems.extend(answer.problems)
            if target.account is None:
                whole = False
                continue
            pairs = tuple(answer.pair for answer in tracked if answer.pair)
            groups.setdefault((target.account, target.tax_type, pairs), []).append(
                expense
            )
        return groups, whole

    def _dated(self, wanted: date, problems: list[Problem]) -> Dating:
        locked_until = self._books.organisation.locked_until
        dated = dating(wanted, locked_until, self._rules)
        if dated.locked and locked_until is not None:
            severity = (
                Severity.BLOCKING
                if self._rules.lock_rule is LockRule.HOLD
                else Severity.WARNING
            )
            said = f"{day(wanted)} is in a period that Xero has locked up to {day(locked_until)}."
            problems.append(
                Problem(Code.PERIOD_LOCKED, said, f"{wanted:%Y-%m}", severity)
            )
        return dated

    def _lines(
        self,
        report: Report,
        groups: dict[GroupKey, list[Expense]],
        whole: bool,  # noqa: FBT001 - a private step of one computation
        problems: list[Problem],
    ) -> tuple[JournalLine, ...]:
        """Debit lines in order of account and tracking, then the clearing lines."""
        debits = [
            _debit(group, expenses, report.currency)
            for group, expenses in sorted(groups.items(), key=_order)
        ]
        lines = [line for line in debits if line.minor]
        for code, side, behind in _sides(report, self._rules):
            minor = -sum([effective(x, report.currency) for x in behind])
            if minor:
                problems.extend(self._mapping.account(code).problems)
                lines.append(_clearing(code, report, behind, minor, side))
        return tuple(lines) if whole else ()

    def _journal(
        self,
        report: Report,
        dated: Dating | None,
        lines: tuple[JournalLine, ...],
        revision: int,
        problems: list[Problem],
    ) -> Journal | None:
        try:
            text = narration(
                self._rules.narration,
                fields(report, self._workspace.name),
                moved_from=dated.moved_from if dated else None,
                revision=revision,
            )
        except NarrationError as error:
            problems.append(Problem(Code.NARRATION_INVALID, _sentence(str(error))))
            return None
        if dated is None or any(p.code is Code.REPORT_UNREADABLE for p in problems):
            return None
        return Journal(
            dated=dated.dated,
            narration=text,
            currency=report.currency,
            lines=lines,
            status=dated.status,
            tax=self._rules.tax,
            cash_basis=self._rules.cash_basis,
            url=report_link(report.id),
        )


def effective(expense: Expense, currency: str) -> int:
    """What an expense counts for, in minor units of the report's ``currency``.

    Foreign: the converted amount. Otherwise the edited amount, where there is one,
    else the amount (facts: Expensify, 2.2).
    """
    if expense.currency != currency:
        return expense.converted or 0
    return expense.modified or expense.amount


def report_link(report_id: str) -> str:
    """The address of a report in Expensify."""
    return f"https://www.expensify.com/report?param=%7B%22pageReportID%22%3A%22{report_id}%22%7D"


def _report_problems(
    report: Report, books: Books, workspace: Workspace
) -> Iterable[Problem]:
    for said in report.unreadable:
        yield Problem(Code.REPORT_UNREADABLE, _sentence(said))
    if report.kind.casefold() in _OTHER_KINDS:
        said = f"Expensify calls this {'an' if report.kind[0] in 'Ii' else 'a'} {report.kind.casefold()}, not an expense report."
        yield Problem(Code.NOT_AN_EXPENSE_REPORT, said, report.kind.casefold())
    base = books.organisation.base_currency
    if report.currency != base and not (report.unreadable and not report.currency):
        said = f"The report is in {report.currency}, {books.organisation.name} keeps its books in {base}."
        yield Problem(Code.CURRENCY_MISMATCH, said, report.currency)
    if workspace.native_connection:
        said = f"The accounting connection of the workspace {workspace.name} is on and may post this report too."
        yield Problem(Code.NATIVE_CONNECTION_ON, said, workspace.name, Severity.WARNING)
    yield from _amount_problems(report)


def _amount_problems(report: Report) -> Iterable[Problem]:
    if report.unreadable:
        return
    unconverted = [
        x
        for x in report.expenses
        if x.currency != report.currency and x.converted is None
    ]
    for expense in unconverted:
        said = f"An expense of {plain(expense.amount, expense.currency)} {expense.currency} has no amount in {report.currency}."
        yield Problem(Code.CONVERSION_MISSING, said, expense.currency)
    total = sum(effective(x, report.currency) for x in report.expenses)
    if not unconverted and total != report.total:
        said = (
            f"The expenses come to {plain(total, report.currency)} {report.currency}, "
            f"the report says {plain(report.total, report.currency)}."
        )
        yield Problem(Code.TOTAL_MISMATCH, said)


def _no_day(rule: str) -> Problem:
    said = f"Expensify has no day for the rule “{rule.replace('_', ' ')}”."
    return Problem(Code.DATE_MISSING, said, rule)


def _state(problems: tuple[Problem, ...], lines: tuple[JournalLine, ...]) -> State:
    if any(p.severity is Severity.BLOCKING for p in problems):
        return State.BLOCKED
    return State.READY if lines else State.NOTHING_TO_POST


def _order(item: tuple[GroupKey, list[Expense]]) -> tuple[str, Tracking, str]:
    (account, tax_type, tracking), _expenses = item
    return account, tracking, tax_type


def _debit(group: GroupKey, expenses: list[Expense], currency: str) -> JournalLine:
    account, tax_type, tracking = group
    return JournalLine(
        account=account,
        description=_description(expenses),
        tax_type=tax_type,
        tracking=tracking,
        minor=sum([effective(x, currency) for x in expenses]),
        expenses=tuple([x.id for x in expenses]),
    )


def _description(expenses: list[Expense]) -> str:
    if len(expenses) == 1:
        only = expenses[0]
        said = clean(
            f"{only.category} · {only.merchant}" if only.merchant else only.category
        )
    else:
        said = ", ".join(sorted({clean(x.category) for x in expenses}))
    return (
        said
        if len(said) <= _LONGEST_DESCRIPTION
        else said[: _LONGEST_DESCRIPTION - 1] + "…"
    )


def _sides(
    report: Report, rules: PostingRules
) -> tuple[tuple[AccountCode, str, list[Expense]], ...]:
    """The clearing accounts, in words what they owe, and the expenses of each."""
    if rules.clearing_account == rules.card_clearing_account:
        return ((rules.clearing_account, "Expenses of", list(report.expenses)),)
    reimbursable = [x for x in report.expenses if x.reimbursable]
    on_card = [x for x in report.expenses if not x.reimbursable]
    return (
        (rules.clearing_account, "Reimbursable to", reimbursable),
        (rules.card_clearing_account, "Company card of", on_card),
    )


def _clearing(
    code: AccountCode, report: Report, behind: list[Expense], minor: int, side: str
) -> JournalLine:
    return JournalLine(
        account=code,
        description=f"{side} {clean(report.submitter or report.submitter_email)}",
        tax_type=NO_TAX,
        tracking=(),
        minor=minor,
        expenses=tuple([x.id for x in behind]),
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."
