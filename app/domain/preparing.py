"""From a report to its journal: what preview, posting and replay all compute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from app.domain.books import Books
from app.domain.checks import (
    amount_problems,
    date_problems,
    report_problems,
    sentence,
)
from app.domain.dating import Dating, dating, wanted_day
from app.domain.expenses import Report, Workspace, effective
from app.domain.journals import Journal, JournalLine
from app.domain.lines import Counted, clearing_lines, debit_lines
from app.domain.mapping import Mapping, Place
from app.domain.narration import NarrationError, Template, fields
from app.domain.overrides import NO_CHANGES, Override, Side, changes_of
from app.domain.postings import State
from app.domain.problems import Code, Problem, Severity
from app.domain.setup import Setup
from app.domain.values import value

__all__ = ["Computed", "Preparer", "effective", "report_link"]

_UNCONFIRMED = Problem(
    Code.CHANGE_TO_CONFIRM,
    "The report changed in Expensify after its journal was changed by hand.",
)
_REPORT = "https://www.expensify.com/report?param=%7B%22pageReportID%22%3A%22"


@value
class Computed:
    """What becomes of a report: its journal, if one can be made, and all that is wrong.

    ``dated`` is the journal's day, known also where there is no journal.
    """

    state: State
    journal: Journal | None
    problems: tuple[Problem, ...]
    dated: date | None


class Preparer:
    """Computes journals for the reports of one connection.

    Remembers what many reports share; what ``prepare`` says depends on nothing else.
    """

    def __init__(self, setup: Setup, books: Books, workspace: Workspace) -> None:
        self._rules = setup.posting
        self._organisation = books.organisation
        self._locked_until = books.organisation.locked_until
        self._workspace = workspace
        self._mapping = Mapping(setup, books)
        self._template, self._template_problems = _template(setup.posting.narration)
        self._datings: dict[date, Dating] = {}
        self._remarks: dict[tuple[object, ...], tuple[Problem, ...]] = {}

    def prepare(
        self,
        report: Report,
        *,
        today: date,
        revision: int = 1,
        override: Override | None = None,
    ) -> Computed:
        """The journal of ``report``, and every problem that stands in its way.

        ``today`` matters only where journals are dated on the day they are posted.
        ``override`` is what a person changed in it by hand.
        """
        currency = report.currency
        counted = [(x, effective(x, currency)) for x in report.expenses]
        places = self._places(report, override)
        dated = self._dated(report, today, override)
        owed = changes_of(override, Side.CLEARING) if override else NO_CHANGES
        clearing = clearing_lines(report, counted, self._rules, owed)
        problems = self._problems(report, counted, places, dated, clearing)
        if override is not None and not override.holds_for(report):
            problems = (*problems, _UNCONFIRMED)
        groups = [place.group for place in places]
        lines: tuple[JournalLine, ...] = ()
        if None not in groups:
            lines = (*debit_lines(counted, groups), *clearing)
        return Computed(
            _state(problems, lines),
            self._journal(report, dated, lines, revision),
            problems,
            dated.dated if dated else None,
        )

    def _places(self, report: Report, override: Override | None) -> list[Place]:
        place = self._mapping.place
        if override is None:
            return [place(x) for x in report.expenses]
        by_hand = changes_of(override, Side.COST)
        return [
            self._mapping.changed(x, by_hand[x.id]) if x.id in by_hand else place(x)
            for x in report.expenses
        ]

    def _dated(
        self, report: Report, today: date, override: Override | None
    ) -> Dating | None:
        wanted = wanted_day(report, self._rules.date_rule, today)
        if override is not None and override.dated is not None:
            wanted = override.dated.on
        if wanted is None:
            return None
        found = self._datings.get(wanted)
        if found is None:
            found = dating(wanted, self._locked_until, self._rules)
            self._datings[wanted] = found
        return found

    def _remarked(self, report: Report) -> tuple[Problem, ...]:
        """What is wrong with the report itself; few kinds of report say anything."""
        about = (report.status, report.kind, report.currency, report.unreadable)
        found = self._remarks.get(about)
        if found is None:
            found = tuple(report_problems(report, self._organisation, self._workspace))
            self._remarks[about] = found
        return found

    def _problems(
        self,
        report: Report,
        counted: Counted,
        places: Sequence[Place],
        dated: Dating | None,
        clearing: Sequence[JournalLine],
    ) -> tuple[Problem, ...]:
        """Everything wrong, each once."""
        found = [
            *self._remarked(report),
            *amount_problems(report, sum([minor for _, minor in counted])),
        ]
        for place in places:
            found += place.problems
        found += date_problems(dated, self._locked_until, self._rules)
        for line in clearing:
            found += self._mapping.clearing(line.account)
        found += self._template_problems
        return tuple(dict.fromkeys(found)) if found else ()

    def _journal(
        self,
        report: Report,
        dated: Dating | None,
        lines: tuple[JournalLine, ...],
        revision: int,
    ) -> Journal | None:
        if not lines or dated is None or self._template is None or report.unreadable:
            return None
        return Journal(  # in the order of its fields: a sync makes thousands
            dated.dated,
            self._template.narration(
                fields(report, self._workspace.name),
                moved_from=dated.moved_from,
                revision=revision,
            ),
            report.currency,
            lines,
            dated.status,
            self._rules.tax,
            self._rules.cash_basis,
            report_link(report.id),
        )


def report_link(report_id: str) -> str:
    """The address of a report in Expensify."""
    plain = report_id.isalnum() and report_id.isascii()
    written = report_id if plain else quote(report_id, safe="", errors="replace")
    return f"{_REPORT}{written}%22%7D"


def _template(text: str) -> tuple[Template | None, tuple[Problem, ...]]:
    try:
        return Template(text), ()
    except NarrationError as error:
        return None, (Problem(Code.NARRATION_INVALID, sentence(str(error))),)


def _state(problems: tuple[Problem, ...], lines: tuple[JournalLine, ...]) -> State:
    if problems and any(x.severity is Severity.BLOCKING for x in problems):
        return State.BLOCKED
    return State.READY if lines else State.NOTHING_TO_POST
