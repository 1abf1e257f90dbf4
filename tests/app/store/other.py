"""A second process on the same store, for tests: ``other.py STORE VERB``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from app.errors import BusyError
from app.store.leases import SqlLeases
from app.store.opening import Store, open_store
from app.store.settings import SettingRows
from app.store.vault import SqlVault
from tests.fakes.stored import event


def add_events(store: Store) -> None:
    """Add fifty events, each in a transaction of its own."""
    for number in range(50):
        with store.work() as work:
            work.history.add([event(who="other", detail=f"{number}")])
            work.commit()


def count_up(store: Store) -> None:
    """Add one to a number, fifty times, each time alone with it."""
    vault, rows = SqlVault(store, lambda: bytes(32)), SettingRows(store)
    for _ in range(50):
        with vault.locked("number"):
            rows.put("number", str(int(rows.get("number") or 0) + 1))


def hold(store: Store) -> None:
    """Hold a lease until the end of input."""
    try:
        with SqlLeases(store, lambda: datetime.now(UTC)).hold("org-1"):
            print("held", flush=True)  # noqa: T201 - it is waited for
            sys.stdin.read()
    except BusyError:
        print("busy", flush=True)  # noqa: T201 - it is waited for


def write_and_wait(store: Store) -> None:
    """Be in the middle of a transaction until the end comes."""
    with store.work() as work:
        work.history.add([event(detail="never committed")])
        print("written", flush=True)  # noqa: T201 - it is waited for
        sys.stdin.read()


if __name__ == "__main__":
    opened = open_store(Path(sys.argv[1]))
    globals()[sys.argv[2]](opened)
    opened.close()
