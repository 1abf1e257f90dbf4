"""A posting as a voucher: everything that stands on paper, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.history import What
from app.domain.overview import Detail
from app.domain.problems import CATALOGUE
from app.domain.setup import JournalStatus
from ui.models.by_hand import told
from ui.models.journal import line_columns
from ui.models.table import RIGHT
from ui.models.words import amount, day, moment

_ARRIVED = frozenset({What.POSTED, What.DRAFTED, What.ADOPTED})


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its title, and whether it holds money."""

    title: str
    money: bool


@dataclass(frozen=True, slots=True)
class Voucher:
    """One journal, or why there is none; every row has a cell for each heading.

    ``facts`` are pairs of a name and what it is, those that are empty left out.
    ``minor`` is the total of the debits in minor units of ``currency``.
    """

    organisation: str
    state: str
    title: str
    report_id: str
    dated: str
    narration: str
    facts: tuple[tuple[str, str], ...]
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    notes: tuple[str, ...]
    currency: str
    minor: int


def voucher(detail: Detail) -> Voucher:
    """Put a posting on paper."""
    posting = detail.posting
    journal = posting.journal
    lines = journal.lines if journal else ()
    used = tuple(dict.fromkeys(name for x in lines for name, _ in x.tracking))
    tracking = tuple(dict.fromkeys((*detail.tracking_names, *used)))
    columns = line_columns(
        posting.currency, detail.account_names, tracking, tax_names=detail.tax_names
    )
    sums = (journal.debits, journal.credits) if journal else (0, 0)
    blanks = ("",) * (len(columns) - 3)
    return Voucher(
        organisation=detail.organisation.name,
        state=posting.state.words,
        title=posting.report_name or posting.report_id,
        report_id=posting.report_id,
        dated=day(journal.dated) if journal else "",
        narration=journal.narration if journal else "",
        facts=tuple((name, what) for name, what in _facts(detail) if what),
        headings=tuple(Heading(x.title, x.align == RIGHT) for x in columns),
        rows=tuple(tuple(x.text(line) for x in columns) for line in lines),
        totals=("Total", *blanks, *(amount(x, posting.currency) for x in sums)),
        notes=tuple(_notes(detail)),
        currency=posting.currency,
        minor=sums[0],
    )


def _facts(detail: Detail) -> Iterator[tuple[str, str]]:
    posting, journal = detail.posting, detail.posting.journal
    who = dict.fromkeys((posting.submitter, posting.submitter_email))
    yield "Date", day(journal.dated) if journal else ""
    yield "Report", posting.report_id
    yield "Submitted by", ", ".join(x for x in who if x)
    yield "Currency", posting.currency
    yield "Approved", _approved(detail)
    yield "Revision", str(posting.revision) if posting.revision > 1 else ""
    yield "In Xero", posting.xero_id
    yield "Sent to Xero", _arrived(detail)
    draft = journal is not None and journal.status is JournalStatus.DRAFT
    yield "Status", "Draft" if draft else ""


def _approved(detail: Detail) -> str:
    report, posting = detail.report, detail.posting
    approvals = report.approvals if report else ()
    said = [f"{day(x.on)} {x.name or x.email}".strip() for x in approvals]
    return ", ".join(said) or day(posting.approved)


def _arrived(detail: Detail) -> str:
    """When, and by whom, the journal was brought to Xero."""
    posting = detail.posting
    events = (
        kept.event
        for kept in detail.events
        if kept.event.what in _ARRIVED and kept.event.posting_id == posting.id
    )
    last = next(iter(events), None) if posting.xero_id else None
    return f"{moment(last.at)} by {last.who}" if last else ""


def _notes(detail: Detail) -> Iterator[str]:
    posting = detail.posting
    if posting.journal is None and not posting.problems:
        yield "There is no journal."
    if posting.why:
        yield f"{posting.state.words}: {posting.why}"
    for problem in posting.problems:
        yield f"{CATALOGUE[problem.code].title}. {problem.message}"
    for change in detail.override.changes if detail.override else ():
        yield ". ".join(told(change, detail))
