"""Whatever goes wrong on the way, Xero has every ready report once in the end."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.flows import agreement
from tests.flows.office import Office
from tests.flows.posting import READS, WRITES, Faulty, agree, posted


def only(kind: str, **more: object) -> Faulty:
    """One fault that strikes a batch of journals once."""
    return {"kind": kind, "times": 1, **WRITES, **more}


@pytest.mark.parametrize(
    "fault",
    [
        only("cut_before"),
        only("cut_before", skip=2),
        only("cut_after"),
        only("cut_after", skip=2),
        only("cut_midway"),
        only("truncated"),
        only("nonsense"),
        only("reordered"),
        only("down"),
        only("busy", retry_after=7),
        only("busy", problem="concurrent", times=2),
        only("unauthorised", skip=1),
    ],
    ids=lambda fault: f"{fault['kind']}-{fault.get('skip', 0)}",
)
def test_a_batch_that_something_happens_to(office: Office, fault: Faulty) -> None:
    before = office.listed()
    office.faults(fault)

    posted(office)

    assert office.struck() == [fault["times"]]
    agree(office, before)


def test_a_sign_in_that_lapses_in_the_middle(office: Office) -> None:
    before = office.listed()
    office.xero("/tokens/expire", {})
    renewing = {"service": "xero", "method": "POST", "path": "/connect/token"}
    office.faults({"kind": "cut_after", "times": 1, **renewing})

    posted(office)

    assert office.struck() == [1]
    agree(office, before)


def test_the_days_limit_parks_what_is_left(office: Office) -> None:
    before = office.listed()
    office.faults(only("busy", problem="day", retry_after=30_000, skip=1))

    parked = office.vouch("post", "--all", "--json")
    journals = len(office.journals())
    posted(office)

    assert parked.status == 4
    assert parked.document["error"]["kind"] == "Parked"
    assert journals == 50
    assert 30_000 not in office.stop.waited
    agree(office, before)


def test_xero_that_cannot_be_asked_is_asked_the_next_time(office: Office) -> None:
    before = office.listed()
    office.faults(only("cut_after"), {"kind": "down", **READS})

    first = office.vouch("post", "--all", "--json")
    unsure = Counter(x["state"] for x in office.listed().values())
    office.faults()
    posted(office)

    assert first.status == 4
    assert unsure["unknown"] == 50
    agree(office, before)


@pytest.mark.parametrize("seed", range(2))
def test_a_bad_day(office: Office, seed: int) -> None:
    before = office.listed()
    office.faults(
        {"kind": "forget_keys"},
        {"kind": "cut_after", **WRITES, "chance": 0.5, "seed": seed},
        {"kind": "cut_before", **WRITES, "chance": 0.5, "seed": seed + 2, "times": 1},
        {"kind": "down", "service": "xero", "method": "GET", "every": 3, "times": 9},
    )

    posted(office)

    assert min(office.struck()[1:]) > 0
    office.faults()
    agree(office, before)


@pytest.mark.parametrize("kind", ["drop_account", "drop_tracking"])
def test_what_xero_dropped_is_told_and_not_sent_again(
    office: Office, kind: str
) -> None:
    before = office.listed()
    office.faults({"kind": kind, **WRITES, "skip": 1, "times": 1})

    statuses = posted(office)

    now = office.listed()
    off = [x for x in now.values() if x["state"] == "changed"]
    wanted = agreement.ready(agreement.listed(before))
    assert statuses == [1]
    assert off
    assert {p["code"] for x in off for p in x["problems"]} == {"dropped-by-xero"}
    assert sorted(x["id"] for x in office.journals()) == sorted(
        now[name]["xero_id"] for name in wanted
    )
