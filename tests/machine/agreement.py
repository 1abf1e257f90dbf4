"""What holds after every step, and what once everything has come to rest."""

from __future__ import annotations

from collections import Counter, defaultdict

from app.domain.completeness import Completeness
from app.domain.findings import audited
from app.domain.postings import IN_FLIGHT, Posting, State
from app.domain.problems import CHANGES
from app.services.readback import unlike_lines
from tests.machine.world import DEAD, REPORTS, World

_NOT_THERE = {
    State.BLOCKED,
    State.READY,
    State.HELD,
    State.ELSEWHERE,
    State.NOTHING_TO_POST,
    State.FAILED,
}


def always(world: World) -> list[str]:
    """What is wrong that may never be, in words."""
    return [*_doubled(world), *_unlinked(world), *_unchained(world), *_unsummed(world)]


def at_rest(world: World) -> list[str]:
    """What is wrong although nothing is on its way and both services were asked."""
    found = [f"{p.report_id} is {p.state}" for p in world.postings() if _moves(p)]
    return found + [said for p in world.postings() for said in _unlike(world, p)]


def _doubled(world: World) -> list[str]:
    """No narration counts twice, and no report has two journals that nothing undid."""
    live = [x for x in world.ledger.journals.values() if x.status not in DEAD]
    names = Counter(x.narration for x in live)
    found = [f"“{name}” is there {n} times" for name, n in names.items() if n > 1]
    for name in REPORTS:
        journals = world.of(name)
        undone = sum(x.narration.startswith("Reversal") for x in journals)
        if len(journals) - 2 * undone > 1:
            found.append(f"{name} has {len(journals)} journals, {undone} reversing")
    return found


def _unlinked(world: World) -> list[str]:
    """What is said to be in Xero is a journal there, of the same name."""
    found = []
    for posting in world.postings():
        held = world.ledger.journals.get(posting.xero_id)
        if posting.xero_id and (
            held is None or f" {posting.report_id} " not in f"{held.narration} "
        ):
            found.append(f"{posting.id} is not {posting.xero_id} in Xero")
        if posting.state in {State.POSTED, State.DRAFT} and not posting.xero_id:
            found.append(f"{posting.id} is {posting.state} without an id")
    return found


def _unchained(world: World) -> list[str]:
    with world.firm.store.work() as work:
        audit = audited(work.history.walk())
    return [audit.said] if audit.bad else []


def _unsummed(world: World) -> list[str]:
    return unsummed(world.firm.reckon(fresh=False))


def unsummed(told: Completeness) -> list[str]:
    """What Expensify has, less all parts, is the sum of the differences."""
    count = told.expensify.count - sum(x.count for x in told.parts.values())
    sums: defaultdict[str, int] = defaultdict(int, told.expensify.totals)
    for part in told.parts.values():
        for currency, minor in part.totals.items():
            sums[currency] -= minor
    for difference in told.differences:
        count -= difference.count
        sums[difference.currency] -= difference.minor
    if count or any(sums.values()):
        return [f"it does not add up: {count} reports, {dict(sums)}"]
    return []


def _moves(posting: Posting) -> bool:
    return posting.state in IN_FLIGHT | {State.REVERSING}


def _unlike(world: World, posting: Posting) -> list[str]:
    """Where a posting and what Xero holds of its report do not agree."""
    name, state = posting.report_id, posting.state
    live = {x.xero_id: x for x in world.of(name)}
    held = live.get(posting.xero_id)
    if state in _NOT_THERE and any(_of(posting, x.narration) for x in live.values()):
        return [f"{name} is {state}, and in Xero"]
    if state in {State.POSTED, State.DRAFT}:
        if held is None or held.status != state.value.upper():
            return [f"{name} is {state}, and in Xero {held and held.status}"]
        if posting.journal and unlike_lines(posting.journal, held):
            return [f"{name} is {state}, and other in Xero than it was sent"]
    if state is State.CHANGED and not CHANGES & set(posting.codes):
        return [f"{name} is {state}, and nothing says why"]
    if state is State.REVERSED and not posting.problems and _balance(world, name):
        return [f"{name} is {state}, and still counts in Xero"]
    return []


def _of(posting: Posting, narration: str) -> bool:
    return posting.journal is not None and posting.journal.narration == narration


def _balance(world: World, name: str) -> bool:
    sums: Counter[str] = Counter()
    for journal in world.of(name):
        for line in journal.lines:
            sums[line.account] += line.minor
    return any(sums.values())
