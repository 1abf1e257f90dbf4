"""What sync and post cost: CPU beside the floor, memory, and calls to Xero."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import httpx

from app.paths import Home
from app.practising import Practice
from app.settings import Addresses
from tests.benchmarks.company import company, export
from tests.benchmarks.measuring import Cost, cost

MOST_TIMES = 4.0
MOST_MEMORY = 300.0
MOST_CALLS = 25
JOURNALS = 1000
_ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure beside its limit."""

    what: str
    measured: str
    limit: str
    within: bool


def sync(folder: Path) -> Iterator[Finding]:
    """A first sync of a large company beside the floor; the best of seven of each.

    By turns, since a machine is not equally quick at all times.
    """
    big = company(folder / "company")
    file = export(big, folder / "export.ndjson")
    floors, syncs = [], []
    for number in range(_ROUNDS):
        database = folder / f"floor{number}.db"
        floors.append(cost("tests.benchmarks.floor", [str(file), str(database)]))
        with _practice(folder / str(number), big) as practice:
            syncs.append(spent(practice, "sync", big))
    floor, ours = min(x.cpu for x in floors), min(x.cpu for x in syncs)
    times = ours / floor
    yield Finding(
        "CPU of sync beside the floor",
        f"{times:.2f}x ({ours:.2f} s to {floor:.2f} s)",
        f"{MOST_TIMES:.0f}x",
        times <= MOST_TIMES,
    )
    memory = max(x.memory for x in syncs)
    yield Finding(
        "Peak memory of sync",
        f"{memory:.0f} MB",
        f"{MOST_MEMORY:.0f} MB",
        memory <= MOST_MEMORY,
    )


def post(folder: Path) -> Iterator[Finding]:
    """Posting a thousand journals: calls to Xero, everything included."""
    big = company(folder / "company")
    with _practice(folder / "post", big) as practice:
        spent(practice, "sync", big)
        control = f"{practice.place.addresses.xero_api}/practice"
        httpx.post(f"{control}/limits", json={"minute": None, "app_minute": None})
        httpx.delete(f"{control}/calls")
        spent(practice, "post", big)
        calls = _calls(httpx.get(f"{control}/calls").json())
        journals = len(httpx.get(f"{control}/journals", timeout=60).json())
    yield Finding(
        f"Calls to Xero for {journals:,} journals, read-back included",
        f"{calls}",
        f"{MOST_CALLS}",
        calls <= MOST_CALLS and journals == JOURNALS,
    )


def _practice(folder: Path, big: Path) -> Practice:
    return Practice(Home.of({"VOUCH_HOME": str(folder)}), big)


def spent(practice: Practice, what: str, big: Path) -> Cost:
    """What it takes to do this in a process of its own."""
    addresses = practice.place.addresses
    environment = told(addresses) | {
        "BENCH_DAYS": " ".join(day.isoformat() for day in days(big)),
        "BENCH_MOST": str(JOURNALS),
    }
    return cost(
        "tests.benchmarks.child", [what, str(practice.place.home.data)], environment
    )


def told(addresses: Addresses) -> dict[str, str]:
    """What a child is told of the practice servers."""
    return {
        "VOUCH_EXPENSIFY_URL": addresses.expensify,
        "VOUCH_XERO_LOGIN_URL": addresses.xero_login,
        "VOUCH_XERO_IDENTITY_URL": addresses.xero_identity,
        "VOUCH_XERO_API_URL": addresses.xero_api,
    }


def days(big: Path) -> tuple[date, date]:
    """The first and last day of approval."""
    packed = big / "reports.jsonl.gz"
    with gzip.open(packed, "rt", encoding="utf-8") as lines:
        days = [json.loads(line)["approved"][:10] for line in lines]
    approved = sorted(date.fromisoformat(day) for day in days if day)
    return approved[0], approved[-1] + timedelta(days=1)


def _calls(counted: Mapping[str, Mapping[str, int]]) -> int:
    """Calls to the accounting API; the token's renewal is not one of them."""
    accounting = "/api.xro/2.0/"
    return sum(n for call, n in counted["by_call"].items() if accounting in call)
