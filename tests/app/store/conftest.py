"""The store, as it is and in memory: what is promised holds for both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.history import What
from app.ports.work import Work
from app.store.opening import Store, open_store
from tests.fakes.examples import CONNECTION
from tests.fakes.store import FakeStore
from tests.fakes.stored import event


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A real store, with one connection in it."""
    opened = open_store(tmp_path / "home" / "vouch.db")
    _connect(opened.work)
    yield opened
    opened.close()


@pytest.fixture(params=["in memory", "sqlite"])
def work(request: pytest.FixtureRequest) -> Work:
    """Where units of work come from, with one connection kept."""
    if request.param == "sqlite":
        real: Store = request.getfixturevalue("store")
        return real.work
    fake = FakeStore()
    _connect(fake.work)
    return fake.work


def _connect(work: Work) -> None:
    with work() as begun:
        begun.connections.save(CONNECTION, event(What.CONNECTED))
        begun.commit()
