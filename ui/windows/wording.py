"""What the window says of posting and syncing, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.listing import PostingRow
from app.domain.overview import Overview
from app.domain.postings import Posting, State
from app.domain.runs import Run
from ui.models.runs import said
from ui.models.words import amount, counted, number, span

_THERE = frozenset({State.POSTED, State.DRAFT})
_FEW = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: a line for the status, and a banner where one is needed."""

    line: str
    title: str = ""
    words: str = ""


def organisations(overview: Overview | None) -> dict[str, str]:
    """Name the organisation of each connection."""
    return {
        g.connection.id: g.organisation.name if g.organisation else g.connection.name
        for g in (overview.glances if overview else ())
    }


def to_post(rows: Sequence[PostingRow], names: Mapping[str, str]) -> tuple[str, ...]:
    """Say what posting these would do: a sentence for each organisation and day.

    Where there are many days, one sentence holds them all.
    """
    groups: dict[tuple[str, str], list[PostingRow]] = {}
    for row in rows:
        to = names.get(row.connection_id, row.connection_id)
        groups.setdefault((to, row.currency), []).append(row)
    return tuple(
        _sentence(some, currency, to)
        for (to, currency), found in sorted(groups.items())
        for some in _by_day(found)
    )


def which(rows: Sequence[PostingRow]) -> str:
    """Name a few reports, a line for each; of many give the sums."""
    if len(rows) <= _FEW:
        return "\n".join(
            f"{row.report_name} of {row.submitter}, {row.report_id}: "
            f"{amount(row.total, row.currency)} {row.currency}"
            for row in rows
        )
    totals: Counter[str] = Counter()
    for row in rows:
        totals[row.currency] += row.total
    sums = [f"{amount(minor, code)} {code}" for code, minor in sorted(totals.items())]
    return f"Together {' + '.join(sums)}."


def _by_day(rows: Sequence[PostingRow]) -> Sequence[Sequence[PostingRow]]:
    days = sorted({row.dated for row in rows if row.dated})
    if len(days) > _FEW:
        return (rows,)
    undated = [row for row in rows if row.dated is None]
    dated = [[row for row in rows if row.dated == on] for on in days]
    return [some for some in (*dated, undated) if some]


def _sentence(rows: Sequence[PostingRow], currency: str, to: str) -> str:
    total = amount(sum(row.total for row in rows), currency)
    days = {row.dated for row in rows if row.dated}
    dated = f", dated {span(min(days), max(days))}" if days else ""
    many = f" ({counted(len(days), 'day')})" if len(days) > 1 else ""
    journals = counted(len(rows), "journal")
    return f"Post {journals}, {total} {currency}{dated}{many}, to {to}."


def posted(postings: Iterable[Posting]) -> Outcome:
    """Say what came of posting."""
    states = Counter(posting.state for posting in postings)
    there = sum(states[state] for state in _THERE)
    others = [
        f"{number(count)} {state.words.lower()}"
        for state, count in states.items()
        if state not in _THERE
    ]
    line = ", ".join((f"{counted(there, 'journal')} in Xero", *others))
    failed = states[State.FAILED]
    if not failed:
        return Outcome(line)
    title = f"{counted(failed, 'journal was', 'journals were')} not posted"
    return Outcome(line, title, "What Xero said stands on each; see Attention.")


def synced(runs: Iterable[Run], names: Mapping[str, str]) -> Outcome:
    """Say what came of a sync."""
    counts: Counter[str] = Counter()
    failed = []
    for run in runs:
        counts.update(run.counts)
        if run.error:
            failed.append(
                f"{names.get(run.connection_id, 'A connection')}: {run.error}"
            )
    line = f"Synced: {said(counts) or 'nothing new'}"
    return Outcome(
        line, "Not everything was synced" if failed else "", " ".join(failed)
    )
