"""What a check found, in words and rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.completeness import Completeness
from app.domain.findings import Drift, Findings
from app.domain.listing import Tally
from app.domain.postings import Posting
from ui.models.words import amount, counted, number

_HEAD = 16


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at; with a posting, the report that it is about."""

    fine: bool
    words: str
    posting: Posting | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How many reports are where, with their money."""

    where: str
    reports: str
    money: str


def lines(findings: Findings, names: Mapping[str, str]) -> Iterator[Line]:
    """Tell everything but the sums, what is wrong first."""
    told = (*_found(findings, names), *_quiet(findings))
    yield from (line for line in told if not line.fine)
    yield from (line for line in told if line.fine)


def _found(findings: Findings, names: Mapping[str, str]) -> Iterator[Line]:
    audit = findings.audit
    if audit.bad:
        yield Line(fine=False, words=f"History, event {audit.bad}: {audit.said}")
    for fault in findings.faults:
        yield Line(fine=False, words=f"Store: {fault}")
    for failure in findings.failures:
        yield Line(fine=False, words=failure)
    for drift in findings.drift:
        yield from _drifted(drift, names.get(drift.connection_id, ""))
    for posting in (*findings.open, *findings.changed):
        said = posting.problems[-1].message if posting.problems else posting.why
        yield Line(fine=False, words=_of(posting, said), posting=posting)


def _drifted(drift: Drift, name: str) -> Iterator[Line]:
    for double in drift.doubles:
        live = counted(len(double.xero_ids), "live journal")
        words = f"{name}: Xero has {live} called “{double.narration}”"
        yield Line(fine=False, words=words)
    moved = (
        ("changed in Expensify since posting", drift.in_expensify, "report"),
        ("changed in Xero since posting", drift.in_xero, "journal"),
    )
    for words, count, noun in moved:
        if count:
            said = f"{name}: {counted(count, noun)} {words}"
            yield Line(fine=False, words=said)


def _quiet(findings: Findings) -> Iterator[Line]:
    audit = findings.audit
    if not audit.bad:
        events = counted(audit.events, "event")
        head = f", chained up to {audit.head[:_HEAD]}" if audit.events else ""
        yield Line(fine=True, words=f"History: {events}, every link intact{head}")
    if not findings.faults:
        yield Line(fine=True, words="Store: sound")
    if findings.settled:
        settled = counted(findings.settled, "interrupted posting")
        yield Line(fine=True, words=f"{settled} settled with Xero")
    elif not findings.open:
        yield Line(fine=True, words="No posting is interrupted")
    drifted = any(x.in_expensify or x.in_xero or x.doubles for x in findings.drift)
    if findings.drift and not drifted and not findings.changed:
        words = "Nothing that was posted has changed in Expensify or Xero"
        yield Line(fine=True, words=words)
    for posting in findings.held:
        yield Line(fine=True, words=_of(posting, posting.why), posting=posting)


def _of(posting: Posting, said: str) -> str:
    return f"{posting.called}: {posting.state.words}. {said}".strip()


def shares(each: Completeness) -> tuple[Share, ...]:
    """Give where the money is, part by part; what is nowhere is left out."""
    return tuple(
        share(each.words(part), tally)
        for part, tally in each.parts.items()
        if tally.count
    )


def share(where: str, tally: Tally) -> Share:
    """Make one row."""
    money = [f"{amount(x, code)} {code}" for code, x in sorted(tally.totals.items())]
    return Share(where, number(tally.count), "\n".join(money))


def summed(each: Completeness) -> Tally:
    """Add all parts up."""
    totals: dict[str, int] = {}
    for tally in each.parts.values():
        for code, minor in tally.totals.items():
            totals[code] = totals.get(code, 0) + minor
    return Tally(sum(tally.count for tally in each.parts.values()), totals)
