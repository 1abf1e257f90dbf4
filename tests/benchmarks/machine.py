"""A long run of the machine that does everything in any order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.benchmarks.costs import Finding
from tests.machine.machine import Machine

LIVES = 300
STEPS = 50


def machine(_folder: Path) -> Iterator[Finding]:
    """Let firms live; a way to break one is shown as short as it can be made."""
    long = settings(
        max_examples=LIVES,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    run_state_machine_as_test(Machine, settings=long)
    steps = f"{LIVES} firms, {STEPS} steps each at most"
    yield Finding("Everything in any order", steps, "no rule broken", within=True)
