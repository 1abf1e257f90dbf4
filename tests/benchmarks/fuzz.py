"""What becomes of whole days of work on spoilt answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import count, islice
from pathlib import Path

from tests.benchmarks.costs import Finding
from tests.fuzz.rounds import day, evening
from tests.fuzz.site import at_work, prepared

ENOUGH = 10_000
_SHARES = (0.1, 0.3, 0.7, 1.0)
_ERRANDS = 150
_AT_ONCE = 2
_SOME = 20

Day = tuple[Counter[str], list[str]]


def fuzz(folder: Path) -> Iterator[Finding]:
    """Spoil answers of both services until there were enough of them."""
    prepared(folder)
    spoilt: Counter[str] = Counter()
    wrong: list[str] = []
    days, seeds = 0, count()
    with ProcessPoolExecutor(_AT_ONCE) as processes:
        while spoilt.total() < ENOUGH:
            some = list(islice(seeds, _SOME))
            for told, left in processes.map(one_day, [folder] * len(some), some):
                spoilt += told
                wrong += left
            days += len(some)
    for kind, often in sorted(spoilt.items()):
        yield Finding(f"Answers spoilt: {kind}", f"{often}", "1 at least", often > 0)
    total = spoilt.total()
    yield Finding(
        "Answers fuzzed", f"{total} in {days} days", f"{ENOUGH} at least", within=True
    )
    words = "; ".join(wrong[:3])
    yield Finding("Crashes, and journals other than said", words or "0", "0", not wrong)


def one_day(folder: Path, seed: int) -> Day:
    """A day of work, and what is wrong in its evening, a crash included."""
    share = _SHARES[seed % len(_SHARES)]
    with at_work(folder, folder, seed, share) as site:
        try:
            day(site, seed, _ERRANDS)
            left = evening(site)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
            left = [f"day {seed}: {error!r}"]
        return site.line.spoilt, left
