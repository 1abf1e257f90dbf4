"""Chooses reports as the exporter's filters do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.practice.company import Record
from app.practice.expensify.answers import RefusedError
from app.practice.expensify.habits import Habits

_YEAR = timedelta(days=366)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_STATES = {
    "open": "OPEN",
    "processing": "SUBMITTED",
    "approved": "APPROVED",
    "reimbursed": "REIMBURSED",
    "closed": "ARCHIVED",
    "archived": "ARCHIVED",
}
_EACH_NEEDS = ("reportIDList", "startDate", "approvedAfter")


@dataclass(frozen=True, slots=True)
class Selection:
    """What an export was asked for."""

    states: frozenset[str]
    policies: frozenset[str]
    reports: frozenset[str]
    start: date | None
    end: date | None
    approved_after: date | None
    limit: int | None

    def of(self, reports: Iterable[Record], habits: Habits) -> list[Record]:
        """Choose from ``reports``, in their order."""
        tests = list(self._tests(habits))
        chosen = [x for x in reports if all(test(x) for test in tests)]
        return chosen[: self.limit]

    def _tests(self, habits: Habits) -> Iterable[Callable[[Record], bool]]:
        if self.reports:
            ids = self.reports
            yield lambda x: x["reportID"] in ids or x.get("oldReportID") in ids
        if self.policies:
            yield lambda x: x["policyID"] in self.policies
        if self.states:
            yield lambda x: state(x) in self.states
        if start := self.start and self.start.isoformat():
            yield lambda x: _last_touched(x) >= start
        if end := self.end and self.end.isoformat():
            yield lambda x: _last_touched(x) <= end
        if after := self.approved_after and self.approved_after.isoformat():
            if habits.approved_after == "inclusive":
                yield lambda x: _approved(x) >= after
            else:
                yield lambda x: _approved(x) > after


def selection(settings: Record, habits: Habits, today: date) -> Selection:
    """Read ``inputSettings``; RefusedError says what is wrong with them."""
    if settings.get("type") != "combinedReportData":
        raise RefusedError(410, "Argument 'type' is missing or malformed")
    filters = settings.get("filters")
    if not isinstance(filters, dict) or not any(map(filters.get, _EACH_NEEDS)):
        raise RefusedError(410, f"One of the filters is needed: {_EACH_NEEDS}")
    chosen = Selection(
        states=_states(settings.get("reportState")),
        policies=_names(filters, "policyIDList"),
        reports=_names(filters, "reportIDList"),
        start=_date(filters.get("startDate")),
        end=_date(filters.get("endDate")),
        approved_after=_date(filters.get("approvedAfter")),
        limit=_limit(settings.get("limit")),
    )
    if habits.end_date_needed:
        _check_span(chosen, today)
    return chosen


def state(report: Record) -> str:
    """Return the word that ``reportState`` has for a report's status."""
    return _STATES.get(str(report.get("status")).lower(), "")


def _check_span(chosen: Selection, today: date) -> None:
    first = chosen.start or chosen.approved_after
    if first is None or first >= today - _YEAR:
        return
    if chosen.end is None:
        raise RefusedError(410, "endDate is required, startDate is over a year ago")
    if chosen.end - first > _YEAR:
        raise RefusedError(410, "The dates must be at most one year apart")


def _states(value: Any) -> frozenset[str]:  # noqa: ANN401 - any JSON
    if not value:
        return frozenset()
    found = frozenset(str(value).split(","))
    if unknown := found - set(_STATES.values()):
        raise RefusedError(410, f"Unknown report state: {','.join(sorted(unknown))}")
    return found


def _names(filters: Record, key: str) -> frozenset[str]:
    value = filters.get(key)
    if value is not None and not isinstance(value, str):
        raise RefusedError(410, f"Argument '{key}' is missing or malformed")
    return frozenset(x.strip() for x in value.split(",")) if value else frozenset()


def _date(value: Any) -> date | None:  # noqa: ANN401 - any JSON
    if not value:
        return None
    try:
        if _DAY.fullmatch(str(value)):
            return date.fromisoformat(str(value))
    except ValueError:
        pass
    raise RefusedError(
        410, f"Malformed date '{value}'. Expected format is yyyy-MM-dd"
    ) from None


def _limit(value: Any) -> int | None:  # noqa: ANN401 - any JSON
    if value is None:
        return None
    if not str(value).isdigit():
        raise RefusedError(410, "Argument 'limit' is missing or malformed")
    return int(value)


def _last_touched(report: Record) -> str:
    """Return the later of creation and submission, the day alone."""
    return max(str(report.get("created")), str(report.get("submitted") or ""))[:10]


def _approved(report: Record) -> str:
    return str(report.get("approved") or "")[:10]
