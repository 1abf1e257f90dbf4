"""How soon the window is ready with many postings, and how calm it stays in a sync."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.paths import Home
from app.practising import Practice
from tests.benchmarks.company import company
from tests.benchmarks.costs import Finding, days, told
from tests.benchmarks.measuring import CHECKOUT

MOST_READY = 1.0
MOST_STALL = 0.050
_ROUNDS = 3


def window(folder: Path) -> Iterator[Finding]:
    """A first sync of a large company in the window, then the window anew."""
    big = _from_its_first_day(company(folder / "company"), folder / "dated")
    with Practice(Home.of({"VOUCH_HOME": str(folder / "home")}), big) as practice:
        environment = told(practice.place.addresses)
        home = practice.place.home.data
        synced = _watched("sync", home, environment)
        opened = [_watched("ready", home, environment) for _ in range(_ROUNDS)]
    stall = float(synced["stall"])
    yield Finding(
        "Longest stall of the window during that sync",
        f"{stall * 1000:.0f} ms",
        f"{MOST_STALL * 1000:.0f} ms",
        stall <= MOST_STALL,
    )
    ready = min(float(each["ready"]) for each in opened)
    yield Finding(
        "Window ready and filled, from the start of its process",
        f"{ready:.2f} s",
        f"{MOST_READY:.0f} s",
        ready <= MOST_READY and not any(each["webengine"] for each in opened),
    )


def _from_its_first_day(big: Path, folder: Path) -> Path:
    """The company with a set-up that goes back to its first report."""
    shutil.copytree(big, folder)
    setup = json.loads((folder / "setup.json").read_text("utf-8"))
    for connection in setup["connections"]:
        connection["start_on"] = days(big)[0].isoformat()
    (folder / "setup.json").chmod(0o600)
    (folder / "setup.json").write_text(json.dumps(setup), "utf-8")
    return folder


def _watched(what: str, home: Path, told_: Mapping[str, str]) -> dict[str, Any]:
    environment = {**os.environ, **told_, "PYTHONPATH": str(CHECKOUT)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    module = "tests.benchmarks.window_child"
    command = [sys.executable, "-m", module, what, str(home), str(time.time())]
    done = subprocess.run(  # noqa: S603 - our own program
        command, env=environment, stdout=subprocess.PIPE, check=True
    )
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said
