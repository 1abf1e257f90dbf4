"""Whether everything is in Xero once, and nothing else, and Vouch knows it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.findings import audited
from app.domain.postings import Posting, State
from app.domain.problems import Code
from app.services.settling import INTERRUPTED
from app.store.opening import open_store
from tests.crash.aims import UNTOUCHED, Aim
from tests.crash.site import Site

Held = Mapping[str, Any]
Sums = Counter[tuple[object, ...]]
"""What journals come to, by account and tracking."""

_DEAD = {"VOIDED", "DELETED"}
_IN_XERO = {State.POSTED, State.CHANGED}
_SAID = {Code.DROPPED_BY_XERO, Code.CHANGED_IN_XERO}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong; all empty is what has to be.

    ``doubled`` are narrations. ``left`` are the reports that are not where they have to
    be, by the errand that was to bring them there. Of ``disagreeing`` reports Xero
    holds something else than Vouch says.
    """

    doubled: tuple[str, ...]
    left: Mapping[str, tuple[str, ...]]
    disagreeing: tuple[str, ...]
    unsettled: tuple[str, ...]
    unchained: str

    @property
    def innocent(self) -> bool:
        """Whether nothing is wrong."""
        wrong = (self.doubled, self.left, self.disagreeing, self.unsettled)
        return not (any(wrong) or self.unchained)


def verdict(site: Site, aims: Mapping[str, Aim]) -> Verdict:
    """Judge a site; reports without an aim have to be where they were."""
    store = open_store(site.home / "vouch.db")
    with store.work() as work:
        postings = [p for p in work.postings.select(State) if not _dropped(p)]
        attempts = work.attempts.open()
        audit = audited(work.history.walk())
    store.close()
    live = [x for x in site.xero("/journals") if x["status"] not in _DEAD]
    times = Counter(x["narration"] for x in live)
    sums = _by_report(live)
    unlike = [p.report_id for p in postings if _sums(sums[p.report_id]) != _owed(p)]
    left = defaultdict(list)
    for posting in postings:
        aim = aims.get(posting.report_id, UNTOUCHED)
        if not aim.reached(posting):
            left[aim.verb].append(str(posting.report_id))
    return Verdict(
        doubled=tuple(x for x, often in times.items() if often > 1),
        left={verb: tuple(reports) for verb, reports in left.items()},
        disagreeing=(*unlike, *_under_other_ids(postings, live)),
        unsettled=(
            *(p.id for p in postings if p.state in INTERRUPTED),
            *(attempt.key for attempt in attempts),
        ),
        unchained=audit.said,
    )


def _by_report(live: Iterable[Held]) -> Mapping[str, list[Held]]:
    found = defaultdict(list)
    for journal in live:
        [report] = [x for x in journal["narration"].split() if x.startswith("R00crash")]
        found[report].append(journal)
    return found


def _sums(journals: Iterable[Held]) -> Sums:
    """What these journals of Xero's come to; what cancels out is left out."""
    sums: Sums = Counter()
    for journal in journals:
        for line in journal["lines"]:
            where = (line["account"], tuple(map(tuple, line["tracking"])))
            sums[where] += line["minor"]
    return Counter({where: minor for where, minor in sums.items() if minor})


def _owed(posting: Posting) -> Sums:
    """What the journals of a report have to come to, by Vouch's own record."""
    sums: Sums = Counter()
    if posting.state in _IN_XERO and posting.journal is not None:
        for line in posting.journal.lines:
            sums[line.account, line.tracking] += line.minor
    return sums


def _under_other_ids(postings: Iterable[Posting], live: Iterable[Held]) -> list[str]:
    """Reports whose journal in Xero is not the one that Vouch took down."""
    narrations = {x["id"]: x["narration"] for x in live}
    return [
        p.report_id
        for p in postings
        if p.state in _IN_XERO
        and (p.journal is None or narrations.get(p.xero_id) != p.journal.narration)
    ]


def _dropped(posting: Posting) -> bool:
    """Whether Xero dropped something, and Vouch says so."""
    return posting.state is State.CHANGED and set(posting.codes) <= _SAID
