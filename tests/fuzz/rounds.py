"""What a bookkeeper does all day while every other answer is spoilt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import Any

from app.domain.postings import How, Posting, State
from app.domain.reversing import REVERSIBLE
from app.errors import AppError
from tests.fuzz.site import Site

_LONGEST = 2500
_DAYS = 4 * 86_400.0
Sums = Counter[tuple[object, ...]]


def _quiet(_progress: object) -> None:
    pass


def _sync(site: Site, _chance: Random) -> None:
    site.services.sync.run(tell=_quiet, stop=site.stop)


def _post(site: Site, chance: Random) -> None:
    ids = site.ids(State.READY, State.FAILED)
    some = chance.sample(ids, chance.randint(0, len(ids)))
    site.services.poster.post(some, tell=_quiet, stop=site.stop)


def _settle(site: Site, _chance: Random) -> None:
    site.services.settling.run(stop=site.stop)


def _reverse(site: Site, chance: Random) -> None:
    ids = site.ids(*REVERSIBLE)[:2]
    plans = site.services.reversal.plan(ids, chance.choice((None, How.MIRROR)))
    site.services.reversal.run(plans, tell=_quiet, stop=site.stop)


def _replay(site: Site, _chance: Random) -> None:
    ids = site.ids(*REVERSIBLE, State.REVERSED)[:1]
    site.services.replay.run(ids, tell=_quiet, stop=site.stop)


def _check(site: Site, _chance: Random) -> None:
    site.services.checking.check(tell=_quiet, stop=site.stop)


def _void(site: Site, _chance: Random) -> None:
    ids = [p.id for p in site.postings()]
    site.services.surplus.void(ids, tell=_quiet, stop=site.stop)


_DAY: tuple[Callable[[Site, Random], None], ...] = (
    *(_sync, _sync, _post, _post, _post, _settle),
    *(_reverse, _replay, _check, _void),
)


def day(site: Site, seed: int, errands: int) -> None:
    """Do so many things; each ends well or with a plain message."""
    chance = Random(seed)  # noqa: S311 - no secret
    _sync(site, chance)
    _post(site, chance)
    site.line.on = True
    for _ in range(errands):
        try:
            chance.choice(_DAY)(site, chance)
        except AppError as error:
            said = error.sentence
            assert 0 < len(said) < _LONGEST, said
            assert "Traceback" not in said, said
    site.line.on = False


def evening(site: Site) -> list[str]:
    """Let both services answer well again, and say in words what is still wrong."""
    chance = Random(0)  # noqa: S311 - no secret
    site.stop.wait(_DAYS)  # limits that were made up are over then
    _settle(site, chance)
    _sync(site, chance)
    findings = site.services.checking.check(tell=_quiet, stop=site.stop)
    wrong = [*findings.failures, *findings.faults]
    wrong += [findings.audit.said] if findings.audit.bad else []
    wrong += [f"{p.report_id} is {p.state}" for p in findings.open]
    wrong += [x.message for each in findings.completeness for x in each.differences]
    held = _by_report(site.held())
    for posting in site.postings():
        wrong += _unlike(posting, held[posting.report_id])
    return wrong


def _unlike(posting: Posting, held: Iterable[Mapping[str, Any]]) -> list[str]:
    """Where Xero holds other than Vouch says, and Vouch does not say so."""
    if posting.state is State.CHANGED or posting.problems:
        return []
    there = _sums(
        (line["account"], tuple(map(tuple, line["tracking"])), line["minor"])
        for journal in held
        for line in journal["lines"]
    )
    ours: Sums = Counter()
    if posting.state in {State.POSTED, State.DRAFT} and posting.journal:
        ours = _sums((x.account, x.tracking, x.minor) for x in posting.journal.lines)
    if there == ours:
        return []
    return [f"{posting.report_id} is {posting.state}: {ours} here, {there} in Xero"]


def _sums(lines: Iterable[tuple[Any, ...]]) -> Sums:
    sums: Sums = Counter()
    for account, tracking, minor in lines:
        sums[account, tracking] += minor
    return Counter({where: minor for where, minor in sums.items() if minor})


def _by_report(
    journals: Iterable[Mapping[str, Any]],
) -> Mapping[str, list[Mapping[str, Any]]]:
    found: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for journal in journals:
        for word in journal["narration"].split():
            if word.startswith("R00crash"):
                found[word].append(journal)
    return found
