"""Says values as JSON documents and as tables of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.cli.grids import Column, Grid, legible
from app.domain.books import Organisation
from app.domain.journals import Journal, JournalLine
from app.domain.money import grouped, plain
from app.domain.postings import Posting, Reversal
from app.domain.problems import Severity
from app.domain.runs import Run
from app.domain.setup import ConnectionId
from app.services.links import journal_link

Document = dict[str, Any]


def posting_document(
    posting: Posting, connection: str, organisation: Organisation | None
) -> Document:
    """A report as the command line shows it; amounts are plain decimal text."""
    link = journal_link(organisation, posting.xero_id) if organisation else ""
    return {
        "report_id": posting.report_id,
        "connection": connection,
        "report_name": posting.report_name,
        "submitter": posting.submitter,
        "state": posting.state.value,
        "revision": posting.revision,
        "currency": posting.currency,
        "source_total": plain(posting.total, posting.currency),
        "problems": [
            {"code": p.code.value, "severity": p.severity.value, "message": p.message}
            for p in posting.problems
        ],
        "journal": _journal(posting.journal),
        "why": posting.why,
        "xero_id": posting.xero_id or None,
        "xero_url": link or None,
        **_reversed(posting.reversal, organisation),
    }


def _reversed(reversal: Reversal | None, organisation: Organisation | None) -> Document:
    """How a report was undone, and the journal that did it; nothing for most."""
    if reversal is None:
        return {}
    link = journal_link(organisation, reversal.xero_id) if organisation else ""
    return {
        "reversal": {
            "how": reversal.how.value,
            "journal": _journal(reversal.mirror),
            "xero_id": reversal.xero_id or None,
            "xero_url": link or None,
        }
    }


def run_document(run: Run, connection: str) -> Document:
    """A run as the command line shows it."""
    return {
        "connection": connection,
        "kind": run.kind.value,
        "begun": run.begun.isoformat(),
        "ended": run.ended.isoformat() if run.ended else None,
        "counts": dict(run.counts),
        "error": run.error or None,
    }


def postings_table(
    postings: Iterable[Posting],
    title: str,
    names: Mapping[ConnectionId, str] | None = None,
) -> Grid:
    """A list of postings; ``names`` are those of the connections, where they matter."""
    found = list(postings)
    columns = list(_columns(found, names or {}))
    return Grid(
        title,
        [column for column, _ in columns],
        [[cell(posting) for _, cell in columns] for posting in found],
    )


def _columns(
    postings: Sequence[Posting], names: Mapping[ConnectionId, str]
) -> Iterator[tuple[Column, Callable[[Posting], str]]]:
    yield Column("Date"), _day
    yield Column("Report"), lambda p: p.report_id
    if names and len({p.connection_id for p in postings}) > 1:
        name = Column("Connection", least=10, cut=True, spare=True)
        yield name, lambda p: names.get(p.connection_id, p.connection_id)
    yield Column("Submitter", least=12, cut=True, spare=True), lambda p: p.submitter
    yield Column("Name", least=12, cut=True, spare=True), lambda p: p.report_name
    yield Column("Total", right=True), _total
    yield Column("State"), lambda p: p.state.words
    if any(_in_the_way(p) for p in postings):
        yield Column("What is in the way", folds=True), _in_the_way


def _total(posting: Posting) -> str:
    return f"{grouped(posting.total, posting.currency)} {posting.currency}"


def _in_the_way(posting: Posting) -> str:
    blocking = posting.blocking
    return posting.why or (blocking[0].message if blocking else "")


def posting_lines(posting: Posting) -> Iterator[str]:
    """What there is to say of one report before its journal, in a few lines."""
    yield legible(f"{posting.report_id} · {posting.report_name}")
    approved = posting.approved
    facts = [
        posting.submitter,
        f"approved {approved:%d %b %Y}" if approved else "",
        _total(posting),
        f"revision {posting.revision}" if posting.revision > 1 else "",
    ]
    yield legible(" · ".join(fact for fact in facts if fact))
    why = f": {posting.why}" if posting.why else ""
    yield legible(f"{posting.state.words}{why}")
    for problem in posting.problems:
        yield legible(f"{_MARKS[problem.severity]} {problem.message}")


_MARKS = {Severity.BLOCKING: "•", Severity.WARNING: "◦"}


def journal_table(journal: Journal, names: Mapping[str, str]) -> Grid:
    """A journal in Xero's columns; ``names`` goes from account code to name."""
    debits, credits_ = (
        grouped(minor, journal.currency) for minor in (journal.debits, journal.credits)
    )
    return Grid(
        f"{journal.dated:%d %b %Y} · {journal.narration}",
        (
            Column("Description", least=16, folds=True, footer="Total"),
            Column("Account", least=12, folds=True),
            Column("Tax rate", spare=True),
            Column("Tracking", least=12, folds=True),
            Column("Debit", right=True, footer=debits),
            Column("Credit", right=True, footer=credits_),
        ),
        [_cells(line, journal.currency, names) for line in journal.lines],
    )


def _cells(
    line: JournalLine, currency: str, names: Mapping[str, str]
) -> tuple[str, ...]:
    return (
        line.description,
        f"{line.account} {names.get(line.account, '')}".strip(),
        line.tax_type,
        ", ".join(f"{name}: {option}" for name, option in line.tracking),
        "" if line.debit is None else grouped(line.debit, currency),
        "" if line.credit is None else grouped(line.credit, currency),
    )


def _journal(journal: Journal | None) -> Document | None:
    if journal is None:
        return None
    return {
        "date": journal.dated.isoformat(),
        "narration": journal.narration,
        "status": journal.status.value,
        "lines": [_line(line, journal.currency) for line in journal.lines],
    }


def _line(line: JournalLine, currency: str) -> Document:
    return {
        "account": line.account,
        "description": line.description,
        "tax_type": line.tax_type,
        "tracking": [list(pair) for pair in line.tracking],
        "debit": None if line.debit is None else plain(line.debit, currency),
        "credit": None if line.credit is None else plain(line.credit, currency),
    }


def _day(posting: Posting) -> str:
    when = posting.journal.dated if posting.journal else posting.approved
    return f"{when:%d %b %Y}" if when else ""
