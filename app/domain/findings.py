"""What a check finds: the history's chain, completeness, drift, what waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.completeness import Completeness
from app.domain.history import FIRST_LINK, Kept, link
from app.domain.postings import Posting
from app.domain.setup import ConnectionId
from app.domain.twins import Double


@dataclass(frozen=True, slots=True)
class Audit:
    """How the chain of events was found.

    ``head`` is its last sound link. ``bad`` is the number of the first event that is
    not as it was kept, 0 for none, and ``said`` what is wrong with it.
    """

    events: int
    head: str
    bad: int = 0
    said: str = ""


@dataclass(frozen=True, slots=True)
class Drift:
    """How many postings were found changed, in each service, and doubles in Xero."""

    connection_id: ConnectionId
    in_expensify: int = 0
    in_xero: int = 0
    doubles: tuple[Double, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a check found; ``failures`` are what it could not look at, and why.

    ``settled`` counts what had been interrupted and is settled now; ``open`` is on its
    way still. ``faults`` are the store's.
    """

    audit: Audit
    faults: tuple[str, ...]
    settled: int
    completeness: tuple[Completeness, ...]
    drift: tuple[Drift, ...]
    open: tuple[Posting, ...]
    changed: tuple[Posting, ...]
    held: tuple[Posting, ...]
    failures: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is lost, doubled, changed or tampered with."""
        return not (
            self.audit.bad
            or self.faults
            or self.failures
            or self.open
            or self.changed
            or any(drift.doubles for drift in self.drift)
            or any(not each.complete for each in self.completeness)
        )


def audited(events: Iterable[Kept]) -> Audit:
    """Walk the chain from its first event and stop at the first bad one."""
    head, count = FIRST_LINK, 0
    for kept in events:
        number = count + 1
        if kept.number != number:
            return Audit(count, head, number, f"Event {number} is missing.")
        if kept.link != link(head, number, kept.event):
            said = f"Event {number} is not as it was written, or not in its place."
            return Audit(count, head, number, said)
        head, count = kept.link, number
    return Audit(count, head)
