"""One errand of the program in a process of its own, which may be its last.

Run as ``python -m tests.crash.child HOME VERB END REPORT…`` with the addresses of the
practice servers in the environment. What is left from an earlier process is settled
first. ``END`` is the moment at which the process kills itself, or empty.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Event

from app.bootstrap import Place, Services, build
from app.domain.expenses import ReportId
from app.domain.postings import How, PostingId
from app.domain.runs import Progress
from app.errors import AppError
from app.paths import Home
from app.ports.running import Stop
from app.settings import Addresses
from tests.crash.moments import HURRY, Moments, WatchedTransport

WORKING = "working"
"""What is said when the services are built and the errand begins."""

TROUBLED = "TROUBLED"
"""Says in the environment that Xero has troubles: then no answer is waited for long."""

Errand = Callable[[Services, Sequence[PostingId], Stop], object]


class Hurried(Event):
    """A stop that is never asked for, and on which every wait is short."""

    def wait(self, timeout: float | None = None) -> bool:
        """Override: wait, but not for long."""
        return super().wait(timeout and timeout / HURRY)


def main(home: Path, verb: str, end: str, reports: Sequence[str]) -> None:
    """Do it, and say which moments passed."""
    moments = Moments(end)
    moments.watch_stores()
    place = Place(
        Home.of({"VOUCH_HOME": str(home)}), Addresses.of(os.environ), practice=True
    )
    stop = Hurried()
    hurry = HURRY if TROUBLED in os.environ else 1.0
    services = build(place, stop, WatchedTransport(moments, hurry))
    sys.stdout.write(f"{WORKING}\n")
    sys.stdout.flush()
    said = ""
    try:
        moments.going_on = "settle"
        services.settling.run(stop=stop)
        moments.going_on = verb
        ERRANDS[verb](services, _ids(services, reports), stop)
    except AppError as error:
        said = error.sentence
    finally:
        services.close()
    sys.stdout.write(json.dumps({"moments": moments.names, "said": said}) + "\n")


def _ids(services: Services, reports: Sequence[str]) -> list[PostingId]:
    found = (services.review.newest(ReportId(x)) for x in reports)
    return [posting.id for [posting] in found]


def _post(services: Services, ids: Sequence[PostingId], stop: Stop) -> None:
    services.poster.post(ids, tell=_quiet, stop=stop)


def _sync(services: Services, _ids: Sequence[PostingId], stop: Stop) -> None:
    services.sync.run(tell=_quiet, stop=stop)


def _reverse(services: Services, ids: Sequence[PostingId], stop: Stop) -> None:
    plans = services.reversal.plan(ids)
    services.reversal.run(plans, tell=_quiet, stop=stop)


def _mirror(services: Services, ids: Sequence[PostingId], stop: Stop) -> None:
    plans = services.reversal.plan(ids, How.MIRROR)
    services.reversal.run(plans, tell=_quiet, stop=stop)


def _replay(services: Services, ids: Sequence[PostingId], stop: Stop) -> None:
    services.replay.run(ids, tell=_quiet, stop=stop)


def _void_copies(services: Services, ids: Sequence[PostingId], stop: Stop) -> None:
    services.surplus.void(ids, tell=_quiet, stop=stop)


ERRANDS: Mapping[str, Errand] = {
    "sync": _sync,
    "post": _post,
    "reverse": _reverse,
    "mirror": _mirror,
    "replay": _replay,
    "void copies": _void_copies,
}


def _quiet(_progress: Progress) -> None:
    pass


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:])
