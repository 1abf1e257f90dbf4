"""A whole Vouch in one process with both services, whose answers may be spoilt."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any, Protocol

import httpx
import time_machine
from starlette.applications import Starlette

from app.bootstrap import Place, Services, build
from app.domain.listing import PostingQuery
from app.domain.postings import Posting, PostingId, State
from app.paths import Home
from app.practice.server import opened
from app.practising import Practice
from app.settings import Addresses
from tests.crash.company import company
from tests.fakes.inside import Inside
from tests.fuzz.spoiling import SpoilingTransport

REPORTS = 8
_EXPENSIFY, _XERO = "http://127.0.0.1:1", "http://127.0.0.1:2"
_ADDRESSES = Addresses(_EXPENSIFY, _XERO, _XERO, _XERO)
_LONGEST = 1500


class Traveller(Protocol):
    """A clock that can be moved."""

    def shift(self, delta: float) -> None:
        """Move it by so many seconds."""
        ...


class Passing(Event):
    """A stop on which waiting costs nothing: the clock moves on instead."""

    def __init__(self, moment: Traveller) -> None:
        super().__init__()
        self._moment = moment

    def wait(self, timeout: float | None = None) -> bool:
        """Override: let the time pass."""
        self._moment.shift(timeout or 0.0)
        return self.is_set()


class Dispatch(httpx.BaseTransport):
    """Both services, told apart by their ports."""

    def __init__(self, expensify: Inside, xero: Inside) -> None:
        self._to = {1: expensify, 2: xero}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Override: ask the one that is meant."""
        to = self._to.get(request.url.port or 0)
        if to is None:
            raise httpx.ConnectError("nobody is there", request=request)
        return to.handle_request(request)


class Site:
    """One Vouch that is signed in, and the services it talks to."""

    def __init__(
        self,
        services: Services,
        stop: Passing,
        line: SpoilingTransport,
        xero: httpx.Client,
    ) -> None:
        self.services = services
        self.stop = stop
        self.line = line
        self._xero = xero

    def postings(self) -> list[Posting]:
        """Every report as it stands."""
        review = self.services.review
        rows = review.page(PostingQuery(limit=1000)).rows
        return [posting for row in rows for posting in review.newest(row.report_id)]

    def ids(self, *states: State) -> list[PostingId]:
        """The postings in these states."""
        return [p.id for p in self.postings() if p.state in states]

    def held(self) -> list[dict[str, Any]]:
        """The journals that count in Xero."""
        answer = self._xero.get("/practice/journals")
        found: list[dict[str, Any]] = answer.raise_for_status().json()
        return [x for x in found if x["status"] not in {"VOIDED", "DELETED"}]


def prepared(folder: Path) -> Path:
    """A folder with a company, its servers' state, and a store that is signed in."""
    home = Home.of({"VOUCH_HOME": str(folder / "home")})
    with Practice(home, company(folder / "company", REPORTS)) as practice:
        data = practice.place.home.data
    shutil.copytree(data, folder / "signed in")
    return folder


@contextmanager
def at_work(folder: Path, prepared_in: Path, seed: int, share: float) -> Iterator[Site]:
    """A site of its own, a copy of the one that was prepared."""
    data = folder / f"site{seed}"
    shutil.copytree(prepared_in / "signed in", data)
    served = opened(prepared_in / "company", data / "servers")
    apps = [served.expensify, served.xero]
    with (
        time_machine.travel(datetime.now(UTC), tick=True) as moment,
        asyncio.Runner() as runner,
    ):
        stack = AsyncExitStack()
        for app in apps:
            assert isinstance(app, Starlette)
            runner.run(stack.enter_async_context(app.router.lifespan_context(app)))
        inside = Dispatch(*(Inside(app, runner) for app in apps))
        line = SpoilingTransport(inside, seed, share)
        place = Place(Home.of({"VOUCH_HOME": str(data)}), _ADDRESSES, practice=True)
        stop = Passing(moment)
        services = build(place, stop, line)
        xero = httpx.Client(transport=inside, base_url=_XERO)
        try:
            yield Site(services, stop, line, xero)
        finally:
            services.close()
            runner.run(stack.aclose())
    shutil.rmtree(data)
