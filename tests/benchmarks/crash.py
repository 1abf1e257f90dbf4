"""What becomes of posting when its processes are killed, again and again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.costs import Finding
from tests.crash.campaign import BATCHES, Campaign
from tests.crash.site import at_work
from tests.crash.trouble import KINDS
from tests.crash.verdict import Verdict

ENOUGH = 200
_REPORTS = 4000
_OTHERS = ("reverse", "mirror", "replay")
_AT_RANDOM = 12


def crash(folder: Path) -> Iterator[Finding]:
    """Kill at every moment there is, and at others in the middle of troubles."""
    with at_work(folder, _REPORTS) as site:
        campaign = Campaign(site)
        verdicts = list(_judged(campaign))
        campaign.meet(KINDS)
        verdicts.append(campaign.settle())
        doubled, voided = campaign.twice()
        verdicts.append(campaign.settle())
    yield Finding(
        "Processes killed in the middle, and survived",
        f"{campaign.kills}",
        f"{ENOUGH} at least",
        campaign.kills >= ENOUGH,
    )
    missing = sorted(KINDS - {kind for kind, often in campaign.struck.items() if often})
    for kind in sorted(KINDS):
        often = campaign.struck[kind]
        yield Finding(f"Faults injected: {kind}", f"{often}", "1 at least", often > 0)
    yield Finding(
        "Faults injected, of all kinds",
        f"{campaign.struck.total()}",
        ", ".join(missing) or "all kinds",
        not missing,
    )
    yield Finding(
        "Copies that nothing could prevent, and that were told and voided",
        f"{voided} of {doubled}",
        f"{doubled}",
        0 < doubled == voided,
    )
    yield Finding(
        "Moments at which none could be killed",
        ", ".join(campaign.missed) or "0",
        "0",
        not campaign.missed,
    )
    wrong = {
        "Journals doubled": sum(len(x.doubled) for x in verdicts),
        "Reports lost": sum(len(x.left) for x in verdicts),
        "Reports of which Xero holds something else": sum(
            len(x.disagreeing) for x in verdicts
        ),
        "Requests left unsettled": sum(len(x.unsettled) for x in verdicts),
        "Histories broken": sum(bool(x.unchained) for x in verdicts),
    }
    for what, count in wrong.items():
        yield Finding(what, f"{count}", "0", count == 0)


def _judged(campaign: Campaign) -> Iterator[Verdict]:
    """Judge after every kind of errand, so that one does not hide another."""
    campaign.at_moments("post", campaign.moments("post", BATCHES))
    yield campaign.settle()
    campaign.at_random("post", 2 * _AT_RANDOM, seed=1)
    yield campaign.settle()
    for seed, verb in enumerate(_OTHERS):
        campaign.stock(400)
        campaign.at_moments(verb, campaign.moments(verb))
        yield campaign.settle()
        campaign.at_random(verb, _AT_RANDOM, seed)
        yield campaign.settle()
