"""The cut-off: what was spent by the end of a period and is booked after it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from app.domain.calendars import Period
from app.domain.expenses import Expense, Report, effective
from app.domain.values import value

_WITH_THE_SUBMITTER = frozenset({"open", "draft"})


class Why(StrEnum):
    """Why a report's costs are not in the books of the period."""

    BOOKED_LATER = "booked_later"
    WAITING = "waiting"
    OPEN = "open"

    @property
    def words(self) -> str:
        """The reason as people read it."""
        return _WORDS[self]


_WORDS = {
    Why.BOOKED_LATER: "Approved, booked later",
    Why.WAITING: "Submitted, not approved",
    Why.OPEN: "Not submitted",
}


@value
class Late:
    """A report with costs of the period that the period's books do not hold.

    ``expenses`` are those spent on or before the period's last day, ``minor`` what they
    come to in the report's currency. ``undated`` counts expenses without a day, which
    belong to no period. ``dated`` is the day of its journal, None while it has none.
    """

    report: Report
    why: Why
    dated: date | None
    expenses: tuple[Expense, ...]
    minor: int
    undated: int


def late(
    reports: Iterable[tuple[Report, date | None]], period: Period
) -> tuple[Late, ...]:
    """Those of ``reports``, each with its journal's day, that missed the period.

    Costs of earlier periods count too: what was accrued for them is taken back on the
    period's first day. The largest comes first.
    """
    found = [
        _late(report, dated, period)
        for report, dated in reports
        if dated is None or dated > period.last
    ]
    wanted = [each for each in found if each.expenses]
    return tuple(sorted(wanted, key=lambda x: (-abs(x.minor), x.report.id)))


def _late(report: Report, dated: date | None, period: Period) -> Late:
    expenses = tuple(
        x for x in report.expenses if x.spent is not None and x.spent <= period.last
    )
    return Late(
        report,
        _why(report),
        dated,
        expenses,
        sum(effective(x, report.currency) for x in expenses),
        sum(x.spent is None for x in report.expenses),
    )


def _why(report: Report) -> Why:
    if report.final:
        return Why.BOOKED_LATER
    status = report.status.strip().casefold()
    return Why.OPEN if status in _WITH_THE_SUBMITTER else Why.WAITING
