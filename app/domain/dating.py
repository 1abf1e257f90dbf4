"""Which day a journal gets, and what a locked period does to it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from app.domain.expenses import Report
from app.domain.setup import DateRule, JournalStatus, LockRule, PostingRules
from app.domain.values import value


@value
class Dating:
    """The day and status of a journal.

    ``locked`` says that ``dated`` is in a locked period and stays there (held, or as a
    draft); ``moved_from`` is the day that was left for the first open one.
    """

    dated: date
    status: JournalStatus
    locked: bool = False
    moved_from: date | None = None


def wanted_day(report: Report, rule: DateRule, today: date) -> date | None:
    """The day that ``rule`` gives ``report``; None where Expensify has no such day."""
    match rule:
        case DateRule.APPROVED:
            return report.approved
        case DateRule.SUBMITTED:
            return report.submitted
        case DateRule.LAST_EXPENSE:
            return max((x.spent for x in report.expenses if x.spent), default=None)
        case DateRule.REIMBURSED:
            return report.reimbursed
        case DateRule.PERIOD_END:
            return report.approved and _month_end(report.approved)
        case DateRule.POSTING_DAY:
            return today


def dating(wanted: date, locked_until: date | None, rules: PostingRules) -> Dating:
    """``wanted`` after the lock rule has had its say.

    Both lock dates count, whatever the role of the signed-in user: an adviser's
    right to post into a locked period is not for a program to use.
    """
    if locked_until is None or wanted > locked_until:
        return Dating(wanted, rules.status)
    match rules.lock_rule:
        case LockRule.HOLD:
            return Dating(wanted, rules.status, locked=True)
        case LockRule.FIRST_OPEN_DAY:
            return Dating(
                locked_until + timedelta(days=1), rules.status, moved_from=wanted
            )
        case LockRule.DRAFT:
            return Dating(wanted, JournalStatus.DRAFT, locked=True)


def _month_end(when: date) -> date:
    return when.replace(day=monthrange(when.year, when.month)[1])
