"""Kills processes in the middle of an errand, and has others go on from there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count, islice
from random import Random

from tests.crash.aims import UNTOUCHED, Aim
from tests.crash.site import Ended, Site
from tests.crash.trouble import TROUBLES, TWICE, troubles
from tests.crash.verdict import Verdict, verdict

BATCHES = 52
"""Reports that take two requests."""

FEW = 2

_ROUNDS = 5
_AT_ONCE = 10
"""Reports of one process that ends what is left; more would wait for Xero's minutes."""


@dataclass(frozen=True, slots=True)
class Kill:
    """A moment to die at, and how many reports it takes for it to come.

    ``before`` is the moment at which another process has died just before.
    """

    end: str
    reports: int = FEW
    before: str = ""


@dataclass
class Campaign:
    """What was done to the processes at a site, and what that came to."""

    site: Site
    kills: int = 0
    struck: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    _aims: dict[str, Aim] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)
    _posted: list[str] = field(default_factory=list)

    def stock(self, reports: int) -> None:
        """Post reports for other errands than posting."""
        self._posted += self._fresh(reports)
        self.do("post", self._posted[-reports:])

    def moments(self, verb: str, most: int = FEW) -> list[Kill]:
        """Every moment of an errand with so many reports, and of settling.

        What was on its way is found in Xero the one time, and is not the other time.
        """
        few = self.do(verb, self._some(verb, FEW)).moments
        many = self.do(verb, self._some(verb, most)).moments if most > FEW else ()
        found = [Kill(end) for end in few]
        found += [Kill(end, most) for end in many if end not in few]
        sent = next(x for x in few if "has left" in x)
        for before in (sent, sent.replace("has left", "leaves")):
            self.do(verb, self._some(verb, FEW), end=before)
            moments = self.do(verb, self._some(verb, FEW)).moments
            settling = [x for x in moments if x.startswith("settle")]
            found += [Kill(end, before=before) for end in settling]
        return found

    def at_moments(self, verb: str, kills: Sequence[Kill]) -> None:
        """Kill a process at each of these; ``missed`` has those that never came."""
        for kill in kills:
            if kill.before:
                self.do(verb, self._some(verb, FEW), end=kill.before)
            some = self._some(verb, kill.reports)
            if not self.do(verb, some, end=kill.end).killed:
                self.missed.append(kill.end)

    def at_random(self, verb: str, times: int, seed: int) -> None:
        """Kill so many while Xero has troubles, at moments that nobody chose.

        Some who post have a rival, who wants to post the same.
        """
        chance = Random(seed)  # noqa: S311 - no secret
        posting, enough = verb == "post", self.kills + times
        usual = self.do(verb, self._some(verb, FEW)).seconds
        while self.kills < enough:
            self.struck += self.site.faults(*troubles(chance))
            some = self._some(verb, chance.choice((1, 7, 20)) if posting else FEW)
            rivals = posting and chance.random() < 1 / 4
            self._against(verb, some, chance.uniform(0, usual / 2), rivals=rivals)

    def meet(self, kinds: Iterable[str]) -> None:
        """Post amid each trouble of these kinds that has not struck by chance."""
        self.struck += self.site.faults()
        for trouble in TROUBLES:
            kind = str(trouble["kind"])
            if kind in kinds and not self.struck[kind]:
                self.site.faults({**trouble, "times": 1})
                self.do("post", self._fresh(FEW))
                self.struck += self.site.faults()

    def twice(self) -> tuple[int, int]:
        """Have journals doubled by the one trouble that nothing can prevent.

        Returns how many were doubled, and how many of these were told and voided.
        """
        self.struck += self.site.faults(*TWICE)
        some = self._fresh(FEW)
        self.do("post", some)
        while len(self.judge().doubled) < FEW:
            assert self.site.xero("/faults")[1]["struck"]
        self.struck += self.site.faults()
        doubled = len(self.judge().doubled)
        self.do("sync", ())
        self.do("void copies", some)
        return doubled, doubled - len(self.judge().doubled)

    def do(
        self,
        verb: str,
        reports: Sequence[str],
        *,
        end: str = "",
        after: float | None = None,
    ) -> Ended:
        """Do an errand in a process that may die."""
        for report in reports:
            self._aims[report] = self._aims.get(report, UNTOUCHED).then(verb)
        ended = self.site.run(verb, reports, end=end, after=after)
        self.kills += ended.killed
        return ended

    def settle(self) -> Verdict:
        """Let the troubles end, and go on until everything is done; then judge.

        What a process did not live to read back, a sync notices.
        """
        self.struck += self.site.faults()
        judged = self.judge()
        for _ in range(_ROUNDS):
            if judged.innocent:
                break
            for verb, reports in (judged.left or {"post": ()}).items():
                self._ended(verb, reports)
            if judged.disagreeing:
                self.site.run("sync", ())
            judged = self.judge()
        return judged

    def judge(self) -> Verdict:
        """Judge things as they are now."""
        return verdict(self.site, self._aims)

    def _ended(self, verb: str, reports: Sequence[str]) -> None:
        at_once = _AT_ONCE if verb != "post" else max(len(reports), 1)
        for start in range(0, max(len(reports), 1), at_once):
            self.site.run(verb, reports[start : start + at_once])

    def _against(
        self, verb: str, reports: Sequence[str], after: float, *, rivals: bool
    ) -> None:
        with ThreadPoolExecutor(1) as threads:
            rival = threads.submit(self.site.run, verb, reports) if rivals else None
            self.do(verb, reports, after=after)
            if rival:
                rival.result()

    def _some(self, verb: str, reports: int) -> list[str]:
        """Reports that the errand was not done for yet."""
        if verb == "post":
            return self._fresh(reports)
        assert len(self._posted) >= reports
        taken, self._posted = self._posted[:reports], self._posted[reports:]
        return taken

    def _fresh(self, reports: int) -> list[str]:
        return [f"R00crash{n:05}" for n in islice(self._numbers, reports)]
