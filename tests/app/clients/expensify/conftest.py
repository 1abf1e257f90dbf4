"""A source that speaks to a router of made-up answers, and a time that costs none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import respx

from app.clients.expensify.client import ExpensifySource
from app.clients.expensify.line import PATH, ExpensifyLine, expensify_pacer
from tests.app.clients.expensify.made import CREDENTIALS
from tests.app.clients.xero.made import Time

BASE = "https://expensify.test"


@pytest.fixture
def time() -> Time:
    """A clock and a stop."""
    return Time()


@pytest.fixture
def route() -> Iterator[respx.Route]:
    """The one endpoint."""
    with respx.mock(base_url=BASE, assert_all_called=False) as router:
        yield router.post(PATH)


@pytest.fixture
def source(time: Time, tmp_path: Path, route: respx.Route) -> Iterator[ExpensifySource]:
    """A source with credentials."""
    assert route is not None
    with httpx.Client(base_url=BASE) as http:
        pacer = expensify_pacer(time, time)
        line = ExpensifyLine(http, lambda: CREDENTIALS, pacer=pacer, stop=time)
        folder = tmp_path / "cache"
        yield ExpensifySource(line, folder=folder, clock=time, stop=time)
