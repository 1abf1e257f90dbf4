"""Says values as JSON documents and as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.table import Table

from app.domain.books import Organisation
from app.domain.history import Kept
from app.domain.journals import Journal, JournalLine
from app.domain.money import grouped, plain
from app.domain.postings import Posting
from app.domain.problems import Severity
from app.domain.runs import Run
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


def event_document(kept: Kept) -> Document:
    """An event as the command line shows it, with its place in the chain."""
    event = kept.event
    return {
        "number": kept.number,
        "at": event.at.isoformat(),
        "who": event.who,
        "what": event.what.value,
        "detail": event.detail,
        "connection_id": event.connection_id,
        "report_id": event.report_id,
        "posting_id": event.posting_id,
        "run_id": event.run_id,
        "before": dict(event.before),
        "after": dict(event.after),
        "link": kept.link,
    }


def postings_table(postings: Iterable[Posting], title: str) -> Table:
    """A list of postings for a terminal."""
    table = Table(title=title, title_justify="left", header_style="bold")
    for name in ("Date", "Report", "Submitter", "Name"):
        table.add_column(name, overflow="fold" if name == "Report" else "ellipsis")
    table.add_column("Total", justify="right", no_wrap=True)
    table.add_column("State", no_wrap=True)
    table.add_column("What is in the way")
    for posting in postings:
        blocking = posting.blocking
        table.add_row(
            _day(posting),
            posting.report_id,
            posting.submitter,
            posting.report_name,
            f"{grouped(posting.total, posting.currency)} {posting.currency}",
            posting.state.words,
            posting.why or (blocking[0].message if blocking else ""),
        )
    return table


def journal_table(journal: Journal, names: Mapping[str, str]) -> Table:
    """A journal in Xero's columns; ``names`` goes from account code to name."""
    title = f"{journal.dated:%d %b %Y} · {journal.narration}"
    table = Table(title=title, title_justify="left", show_footer=True)
    table.add_column("Description", "Total")
    table.add_column("Account")
    table.add_column("Tax rate")
    table.add_column("Tracking")
    for name, sum_ in (("Debit", journal.debits), ("Credit", journal.credits)):
        total = grouped(sum_, journal.currency)
        table.add_column(name, total, justify="right", no_wrap=True)
    for line in journal.lines:
        table.add_row(*_cells(line, journal.currency, names))
    return table


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


def severity_words(severity: Severity) -> str:
    """A severity for people."""
    return "stops it" if severity is Severity.BLOCKING else "worth a look"
