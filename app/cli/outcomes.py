"""Says what was undone, replayed or found by a check, as documents and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.cli.grids import Column, Grid, counted
from app.cli.present import Document, posting_document
from app.domain.books import Organisation, OrganisationId
from app.domain.completeness import Completeness, Difference
from app.domain.differences import Pair, Replay, words
from app.domain.findings import Drift, Findings
from app.domain.journals import Journal, JournalLine
from app.domain.listing import Tally
from app.domain.money import grouped, plain
from app.domain.postings import Posting
from app.domain.reversing import Outcome
from app.domain.setup import ConnectionId

Names = Mapping[ConnectionId, str]
Organisations = Mapping[OrganisationId, Organisation]


def outcome_document(
    outcome: Outcome, connection: str, organisation: Organisation | None
) -> Document:
    """A report after its reversal or replay; ``refusal`` is null when it was done."""
    document = posting_document(outcome.posting, connection, organisation)
    return document | {"refusal": outcome.refusal or None}


def replay_document(replay: Replay, connection: str) -> Document:
    """Then beside now."""
    posting = replay.posting
    return {
        "report_id": posting.report_id,
        "connection": connection,
        "same": replay.same,
        "then": shown_journal(posting, replay.then),
        "then_setup": replay.then_version,
        "now": shown_journal(posting, replay.now),
        "now_setup": replay.now_version,
        "differences": list(words(replay.then, replay.now)),
        "state": replay.state.value,
        "how": replay.plan.how.value if replay.plan else None,
        "why_not": replay.why_not or None,
    }


def replay_table(replay: Replay) -> Grid:
    """Both journals line by line; lines that differ are marked."""
    currency = replay.posting.currency
    columns = (
        Column(""),
        Column("Account"),
        Column("Tracking", least=12, folds=True),
        Column(f"Then (set-up {replay.then_version})", right=True),
        Column(f"Now (set-up {replay.now_version})", right=True),
    )
    rows = [_pair(pair, currency) for pair in replay.pairs]
    said = "the same today" if replay.same else "otherwise today"
    return Grid(f"{replay.posting.report_id}: {said}", columns, rows)


def findings_document(
    findings: Findings, names: Names, organisations: Organisations
) -> Document:
    """All that a check found."""

    def shown(postings: tuple[Posting, ...]) -> list[Document]:
        return [
            posting_document(
                posting,
                names.get(posting.connection_id, ""),
                organisations.get(posting.organisation_id),
            )
            for posting in postings
        ]

    audit = findings.audit
    return {
        "ok": findings.ok,
        "audit": {
            "ok": not audit.bad,
            "events": audit.events,
            "head": audit.head,
            "first_bad": audit.bad or None,
            "message": audit.said or None,
        },
        "store": list(findings.faults),
        "interrupted": {"settled": findings.settled, "open": shown(findings.open)},
        "completeness": [_completeness(x, names) for x in findings.completeness],
        "drift": [_drift(x, names) for x in findings.drift],
        "changed": shown(findings.changed),
        "held": shown(findings.held),
        "errors": list(findings.failures),
    }


def findings_tables(findings: Findings, names: Names) -> Iterator[Grid | str]:
    """The same for people: what was found first, then how it adds up."""
    audit = findings.audit
    intact = audit.said or f"{counted(audit.events, 'event')}, every link intact"
    yield f"History: {intact}"
    for fault in findings.faults:
        yield f"Store: {fault}"
    if findings.settled:
        yield f"Settled: {counted(findings.settled, 'interrupted posting')}"
    for drift in findings.drift:
        yield from _drift_words(drift, names)
    for posting in (*findings.open, *findings.changed):
        said = posting.problems[-1].message if posting.problems else ""
        yield f"{posting.called}: {posting.state.words}. {said}".strip()
    for posting in findings.held:
        yield f"{posting.report_id}: {posting.state.words}. {posting.why}"
    for each in findings.completeness:
        yield _parts_table(each, names)
        for other in each.others:
            yield f"{other.report_id}: {other.message}"
        if each.differences:
            yield _differences_table(each.differences)
    yield "All is well." if findings.ok else "Something needs a person."


def _completeness(each: Completeness, names: Names) -> Document:
    return {
        "connection": names.get(each.connection_id, ""),
        "from": each.first.isoformat(),
        "to": each.last.isoformat(),
        "complete": each.complete,
        "expensify": _tally(each.expensify),
        "parts": {part.value: _tally(tally) for part, tally in each.parts.items()},
        "differences": [
            {
                "report_id": x.report_id,
                "report_name": x.name,
                "kind": x.lack.value,
                "currency": x.currency,
                "reports": x.count,
                "amount": plain(x.minor, x.currency),
                "message": x.message,
            }
            for x in each.differences
        ],
        "with_others": [
            {
                "report_id": x.report_id,
                "report_name": x.name,
                "connection": x.keeper,
                "state": x.state.value,
                "currency": x.currency,
                "amount": plain(x.minor, x.currency),
            }
            for x in each.others
        ],
    }


def _drift(drift: Drift, names: Names) -> Document:
    return {
        "connection": names.get(drift.connection_id, ""),
        "expensify": drift.in_expensify,
        "xero": drift.in_xero,
        "doubles": [
            {"narration": x.narration, "xero_ids": list(x.xero_ids)}
            for x in drift.doubles
        ],
    }


def _drift_words(drift: Drift, names: Names) -> Iterator[str]:
    name = names.get(drift.connection_id, "")
    if drift.in_expensify:
        changed = counted(drift.in_expensify, "report")
        yield f"{name}: {changed} changed in Expensify"
    if drift.in_xero:
        yield f"{name}: {counted(drift.in_xero, 'journal')} changed in Xero"
    for double in drift.doubles:
        count = counted(len(double.xero_ids), "live journal")
        yield f"{name}: {count} called “{double.narration}”"


def _parts_table(each: Completeness, names: Names) -> Grid:
    name = names.get(each.connection_id, "")
    rows = [_tally_row("In Expensify", each.expensify)]
    rows += [_tally_row(each.words(part), x) for part, x in each.parts.items()]
    columns = (
        Column("Where"),
        Column("Reports", right=True),
        Column("Money", least=12, right=True, folds=True),
    )
    title = f"{name}, {each.first:%d %b %Y} to {each.last:%d %b %Y}"
    return Grid(title, columns, rows)


def _tally_row(name: str, tally: Tally) -> tuple[str, str, str]:
    money = [f"{grouped(x, code)} {code}" for code, x in sorted(tally.totals.items())]
    return name, f"{tally.count:,}", ", ".join(money)


def _differences_table(differences: tuple[Difference, ...]) -> Grid:
    title = counted(len(differences), "difference")
    columns = (Column("Report"), Column("What", least=20, folds=True))
    return Grid(title, columns, [(x.report_id, x.message) for x in differences])


def _tally(tally: Tally) -> Document:
    totals = {code: plain(x, code) for code, x in sorted(tally.totals.items())}
    return {"reports": tally.count, "totals": totals}


def _pair(pair: Pair, currency: str) -> tuple[str, ...]:
    line = pair.now or pair.then
    return (
        "≠" if pair.differs else "",
        line.account if line else "",
        ", ".join(f"{x}: {y}" for x, y in line.tracking) if line else "",
        _amount(pair.then, currency),
        _amount(pair.now, currency),
    )


def _amount(line: JournalLine | None, currency: str) -> str:
    return grouped(line.minor, currency) if line else ""


def shown_journal(posting: Posting, journal: Journal | None) -> Document | None:
    """A journal of a posting, said as its own would be."""
    said = posting_document(replace(posting, journal=journal), "", None)["journal"]
    return said if isinstance(said, dict) else None
