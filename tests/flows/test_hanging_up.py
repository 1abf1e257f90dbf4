"""A call that is wanted no more is broken off on its way to a service."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import pytest

from app.bootstrap import Services, build
from app.errors import CancelledError
from tests.flows.office import Office
from ui.workers.hanging_up import HangingUp


@pytest.mark.parametrize(
    ("service", "call"),
    [
        ("expensify", lambda services: services.surveyor.workspaces()),
        ("xero", lambda services: services.sync.reference(_first(services))),
    ],
    ids=["expensify", "xero"],
)
def test_a_slow_service_is_waited_for_no_more(
    office: Office, service: str, call: Callable[[Services], object]
) -> None:
    office.faults({"kind": "slow", "service": service, "seconds": 100})
    line, over = HangingUp(), Event()
    services = build(office.place, line)

    def somebody() -> None:
        while not (sum(office.struck()) or over.wait(0.02)):
            pass
        line.hang_up(1)

    impatient = Thread(target=somebody)
    impatient.start()
    line.begin(1)
    with pytest.raises(CancelledError):
        call(services)
    over.set()
    impatient.join()
    services.close()


def _first(services: Services) -> object:
    return services.review.connections()[0]
