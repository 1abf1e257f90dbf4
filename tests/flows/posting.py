"""Posts until nothing waits any more, and sees that everything is in Xero once."""

from __future__ import annotations

from collections.abc import Mapping

from tests.flows import agreement
from tests.flows.agreement import Document
from tests.flows.office import Office

Faulty = Mapping[str, object]

WRITES: Faulty = {"service": "xero", "method": "PUT"}
READS: Faulty = {"service": "xero", "method": "GET", "path": "*/ManualJournals*"}
WAITING = {"ready", "sending", "unknown"}
ENOUGH = 12


def posted(office: Office) -> list[int]:
    """Post until nothing waits; gives every exit status."""
    statuses: list[int] = []
    while WAITING & {x["state"] for x in office.listed().values()}:
        assert len(statuses) < ENOUGH
        statuses.append(office.vouch("post", "--all", "--json").status)
    return statuses


def agree(office: Office, before: Mapping[str, Document]) -> None:
    """Compare Xero with what was ready before, and with what is listed now."""
    wanted = agreement.ready(agreement.listed(before))
    now = office.listed()
    assert agreement.in_xero(office.journals(), now) == wanted
    assert {x["state"] for name, x in now.items() if name in wanted} == {"posted"}
    assert office.done("post", "--all") == {"posted": 0, "reports": []}
