"""Runs a program on its own and says what it took."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
_MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds of CPU, user and system, and peak memory in MB."""

    cpu: float
    memory: float


def cost(
    module: str, arguments: Sequence[str], environment: Mapping[str, str] | None = None
) -> Cost:
    """What ``python -m module`` takes, its start and its imports included."""
    command = [sys.executable, "-m", module, *arguments]
    told = {**os.environ, **(environment or {}), "PYTHONPATH": str(CHECKOUT)}
    told.pop("PYTHONDONTWRITEBYTECODE", None)  # no user compiles at every start
    child = os.posix_spawn(sys.executable, command, told)
    _, status, used = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"{module} ended with {os.waitstatus_to_exitcode(status)}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / _MEGABYTE)
