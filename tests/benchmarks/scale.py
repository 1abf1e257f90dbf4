"""How a hundred thousand postings and a million events answer, and how calmly."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.paths import Home
from app.practising import Practice
from tests.benchmarks.company import company
from tests.benchmarks.costs import Finding, spent, told
from tests.benchmarks.growing import EVENTS, POSTINGS, grow
from tests.benchmarks.measuring import CHECKOUT

MOST_ANSWER = 0.150
MOST_STALL = 0.050
_ROUNDS = 3


def scale(folder: Path) -> Iterator[Finding]:
    """Ask a store of many years everything that a list and the history can ask."""
    big = company(folder / "company")
    with Practice(Home.of({"VOUCH_HOME": str(folder / "home")}), big) as practice:
        spent(practice, "sync", big)
        grow(practice.place.home.store)
        environment = told(practice.place.addresses)
        home = practice.place.home.data
        answers = _said("asking", home, environment)
        handled = [_said("handling", home, environment) for _ in range(_ROUNDS)]
    yield _slowest(f"list of {POSTINGS:,}", answers["list"])
    yield _slowest(f"history of {EVENTS:,}", answers["history"])
    stalls = {what: min(each[what] for each in handled) for what in handled[0]}
    worst = max(stalls, key=lambda what: stalls[what])
    yield Finding(
        f"Longest stall of the window with {POSTINGS:,} ({worst})",
        f"{stalls[worst] * 1000:.0f} ms",
        f"{MOST_STALL * 1000:.0f} ms",
        stalls[worst] <= MOST_STALL,
    )


def _slowest(of: str, answers: Mapping[str, float]) -> Finding:
    worst = max(answers, key=lambda what: answers[what])
    return Finding(
        f"Slowest answer from the {of} ({worst})",
        f"{answers[worst] * 1000:.0f} ms",
        f"{MOST_ANSWER * 1000:.0f} ms",
        answers[worst] <= MOST_ANSWER,
    )


def _said(module: str, home: Path, environment: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON
    told_ = {**os.environ, **environment, "PYTHONPATH": str(CHECKOUT)}
    told_.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", str(home)]
    done = subprocess.run(  # noqa: S603 - our own program
        command, env=told_, stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])
