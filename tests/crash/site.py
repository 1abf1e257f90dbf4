"""A company between practice servers, where processes can die."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event
from typing import Any

import httpx

from app.paths import Home
from app.practising import Practice
from app.settings import Addresses
from tests.crash.child import TROUBLED, WORKING
from tests.crash.company import company
from tests.crash.moments import KILL

CHECKOUT = Path(__file__).resolve().parents[2]
_KILLED = {-KILL, KILL}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: killed, or with what it said and the moments it passed.

    ``seconds`` is how long its errand took.
    """

    killed: bool
    seconds: float = 0.0
    moments: tuple[str, ...] = ()
    said: str = ""


class Site:
    """The company while its servers run; ``home`` is where its store is."""

    def __init__(self, home: Path, addresses: Addresses) -> None:
        self.home = home
        self._addresses = addresses
        self._troubled = False

    def run(
        self,
        verb: str,
        reports: Sequence[str],
        *,
        end: str = "",
        after: float | None = None,
    ) -> Ended:
        """Do an errand in a process of its own.

        It dies at the moment called ``end``, or so many seconds ``after`` it has begun,
        or lives.
        """
        arguments = [str(self.home), verb, end, *reports]
        with subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", "tests.crash.child", *arguments],
            cwd=CHECKOUT,
            env=self._environment,
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout
            begun, at = process.stdout.readline(), time.monotonic()
            if after is not None:
                _kill(process, after)
            said = process.stdout.read()
            seconds = time.monotonic() - at
        assert begun.decode().strip() == WORKING
        if process.returncode in _KILLED:
            return Ended(killed=True)
        assert process.returncode == 0
        told = json.loads(said)
        return Ended(
            killed=False,
            seconds=seconds,
            moments=tuple(told["moments"]),
            said=told["said"],
        )

    def faults(self, *faults: Mapping[str, object]) -> Counter[str]:
        """Have Xero commit these and no others; says how often the last ones struck."""
        struck: Counter[str] = Counter()
        for told in self.xero("/faults"):
            struck[told["fault"]["kind"]] += told["struck"]
        self.xero("/faults", list(faults))
        self._troubled = bool(faults)
        return struck

    def xero(self, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        """Ask the practice Xero's control address, or tell it something."""
        url = f"{self._addresses.xero_api}/practice{path}"
        answer = httpx.get(url) if body is None else httpx.post(url, json=body)
        return answer.raise_for_status().json()

    @property
    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("VOUCH_")}
        addresses = {
            f"VOUCH_{name.upper()}_URL": url
            for name, url in asdict(self._addresses).items()
        }
        return kept | addresses | ({TROUBLED: "yes"} if self._troubled else {})


@contextmanager
def at_work(folder: Path, reports: int) -> Iterator[Site]:
    """Serve a company with so many reports that wait to be posted."""
    home = Home.of({"VOUCH_HOME": str(folder)})
    with Practice(home, company(folder / "company", reports)) as practice:
        site = Site(practice.place.home.data, practice.place.addresses)
        site.xero("/limits", {"minute": None, "app_minute": None, "day": None})
        services = practice.build(Event())
        try:
            services.sync.run(tell=lambda _progress: None, stop=Event())
        finally:
            services.close()
        yield site


def _kill(process: subprocess.Popen[bytes], after: float) -> None:
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, KILL)
