"""The gates that every change passes, the tests last."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from house import console
from house.environment import Environment


@dataclass(frozen=True)
class Gate:
    """One tool, with what it is for."""

    name: str
    tool: str
    arguments: tuple[str, ...]

    def command(self, environment: Environment) -> tuple[str, ...]:
        """Write the command line that runs it in an environment."""
        return (str(environment.program(self.tool)), *self.arguments)


GATES = (
    Gate("format", "ruff", ("format", "--check", ".")),
    Gate("style", "ruff", ("check", ".")),
    Gate("types", "mypy", ("app", "ui", "tests", "packaging")),
    Gate("imports", "lint-imports", ("--no-logo",)),
    Gate("dead code", "vulture", ()),
    Gate("dependencies", "deptry", ("--no-ansi", ".")),
)


def test_gate(arguments: Iterable[str]) -> Gate:
    """Make the gate that runs the tests, spread over the cores of this machine.

    File by file, in the order in which they are collected.
    """
    cores = str(os.cpu_count() or 1)
    spread = ("-n", cores, "--dist", "loadfile", "--no-loadscope-reorder")
    return Gate("tests", "python", ("-m", "pytest", *spread, *arguments))


def run(
    environment: Environment, arguments: Iterable[str], env: Mapping[str, str]
) -> tuple[str, ...]:
    """Run every gate, the earlier ones failed or not; name those that failed."""
    with _read_ahead(environment, env):
        failed = [gate.name for gate in GATES if not _passes(gate, environment, env)]
    last = test_gate(arguments)
    console.say(f"{last.name:<14}")
    command = last.command(environment)
    if subprocess.run(
        command, cwd=environment.checkout, env=env, check=False
    ).returncode:
        failed.append(last.name)
    return tuple(failed)


@contextmanager
def _read_ahead(environment: Environment, env: Mapping[str, str]) -> Iterator[None]:
    """Have the tests compiled meanwhile: each process that runs some needs them all."""
    reading = subprocess.Popen(
        (str(environment.python), "-m", "pytest", "--collect-only", "-q"),
        cwd=environment.checkout,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with reading:  # what is wrong with them is said when they are run
        yield


def _passes(gate: Gate, environment: Environment, env: Mapping[str, str]) -> bool:
    console.pending(gate.name)
    started = time.monotonic()
    outcome = subprocess.run(
        gate.command(environment),
        cwd=environment.checkout,
        env=env,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    elapsed = console.seconds(time.monotonic() - started)
    passed = outcome.returncode == 0
    console.say(f"{gate.name:<14}{'passed' if passed else 'FAILED'}  {elapsed:>10}")
    if not passed:
        console.say(outcome.stdout)
    return passed
