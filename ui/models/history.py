"""Events as rows: everything that happened, and the story of one report."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.expenses import Report
from app.domain.history import Kept
from app.domain.postings import State
from ui.models.table import Column
from ui.models.words import day, moment


def changes_of(kept: Kept) -> str:
    """Tell what an event changed, and from what."""
    before, after = kept.event.before, kept.event.after
    names = dict.fromkeys((*before, *after))
    return "; ".join(
        _change(name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    )


def _change(name: str, before: str, after: str) -> str:
    old, new = _word(name, before), _word(name, after)
    if not before:
        return f"{name}: {new}"
    return f"{name}: {old} → {new or 'none'}"


def _word(name: str, value: str) -> str:
    if name == "state" and value in set(State):
        return State(value).words.lower()
    return value


def _detail(kept: Kept) -> str:
    return kept.event.detail or changes_of(kept)


def everything(kept: Kept) -> str:
    """Tell all that is kept of an event."""
    event = kept.event
    head = f"{moment(event.at)} · {event.what.capitalize()} · {event.who}"
    last = f"Event {kept.number}, chained as {kept.link[:16]}"
    parts = (head, event.detail, changes_of(kept), last)
    return "\n".join(part for part in parts if part)


_TIME = "30 Sept 2026 12:00"
_WHAT = "Marked posted elsewhere"
_WHO = "Wwwwwwwww"


def brief(kept: Kept) -> str:
    """Tell an event in one line."""
    parts = (kept.event.report_id, kept.event.detail)
    return " · ".join(part for part in parts if part)


HISTORY_COLUMNS = (
    Column[Kept]("Time", lambda kept: moment(kept.event.at), sample=_TIME, firm=True),
    Column[Kept]("What", lambda kept: kept.event.what.capitalize(), sample=_WHAT),
    Column[Kept](
        "Report", lambda kept: kept.event.report_id, sample="R00aBcDeFgHiJkLm"
    ),
    Column[Kept]("Detail", _detail, everything),
    Column[Kept]("Who", lambda kept: kept.event.who, sample=_WHO),
)


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of a report's story."""

    when: str
    what: str
    who: str
    detail: str = ""


STORY_COLUMNS = (
    Column[Told]("When", lambda told: told.when, sample=_TIME, firm=True),
    Column[Told]("What", lambda told: told.what, sample=_WHAT),
    Column[Told]("Detail", lambda told: told.detail, lambda told: told.detail),
    Column[Told]("Who", lambda told: told.who, sample=_WHO),
)


def story(report: Report | None, events: tuple[Kept, ...]) -> tuple[Told, ...]:
    """Tell what happened to a report, in Expensify and then in Vouch."""
    here = (
        Told(
            moment(kept.event.at),
            kept.event.what.capitalize(),
            kept.event.who,
            _detail(kept),
        )
        for kept in sorted(events, key=lambda kept: kept.number)
    )
    return (*(_in_expensify(report) if report else ()), *here)


def _in_expensify(report: Report) -> tuple[Told, ...]:
    told = []
    if report.created:
        told.append(Told(day(report.created), "Created", report.submitter))
    if report.submitted:
        told.append(Told(day(report.submitted), "Submitted", report.submitter))
    told += [Told(day(x.on), "Approved", x.name or x.email) for x in report.approvals]
    if not report.approvals and report.approved:
        told.append(Told(day(report.approved), "Approved", ""))
    if report.reimbursed:
        told.append(Told(day(report.reimbursed), "Reimbursed", ""))
    return tuple(told)
