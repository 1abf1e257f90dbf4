"""One use case of the program in a process of its own: what the benchmarks measure.

Run as ``python -m tests.benchmarks.child sync|post HOME`` with the addresses of the
practice servers in the environment.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from threading import Event

from app.memory import staying

with staying():  # as the program does
    from app.bootstrap import Place, Services, build
    from app.domain.runs import Progress
    from app.paths import Home
    from app.settings import Addresses


def main(what: str, home: Path) -> None:
    """Do it, on the practice company that was connected before."""
    place = Place(
        Home.of({"VOUCH_HOME": str(home)}), Addresses.of(os.environ), practice=True
    )
    services = build(place, Event())
    try:
        {"sync": _sync, "post": _post}[what](services)
    finally:
        services.close()


def _sync(services: Services) -> None:
    first, last = (date.fromisoformat(x) for x in os.environ["BENCH_DAYS"].split())
    services.sync.run(since=first, until=last, tell=_quiet, stop=Event())


def _post(services: Services) -> None:
    most = int(os.environ["BENCH_MOST"])
    ready = services.poster.ready()[:most]
    services.poster.post(ready, tell=_quiet, stop=Event())


def _quiet(_progress: Progress) -> None:
    pass


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
