"""Puts the practice Xero together as one ASGI application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute

from app.practice.faults import Faults
from app.practice.faulty_line import CONTROL, FaultyLine, Sleep
from app.practice.xero.accounting import Accounting
from app.practice.xero.answers import HTML, not_found
from app.practice.xero.books import Books
from app.practice.xero.calls import Calls, CountedCalls
from app.practice.xero.clock import Clock, PracticeClock
from app.practice.xero.company import XeroCompany
from app.practice.xero.control import Control, Parts
from app.practice.xero.habits import Switches
from app.practice.xero.identity import Identity
from app.practice.xero.limits import LimitedApi, Limits
from app.practice.xero.registration import VOUCH, Registration
from app.practice.xero.shelf import Shelf
from app.practice.xero.sign_ins import SignIns

SERVICE = "xero"


def xero_app(  # noqa: PLR0913 - all but four have one sensible answer
    companies: Sequence[XeroCompany],
    store: Path | None,
    faults: Faults,
    clock: Clock,
    *,
    registration: Registration = VOUCH,
    more_control: Sequence[BaseRoute] = (),
    sleep: Sleep = asyncio.sleep,
) -> Starlette:
    """Serve the organisations of ``companies``, keeping what is written in ``store``.

    A PracticeClock is used as it is, so that it can be shared with the other server;
    ``more_control`` are further routes below the control address.
    """
    clock = clock if isinstance(clock, PracticeClock) else PracticeClock(clock)
    shelf = Shelf(store)
    tenants = {company.id: Books(company, shelf) for company in companies}
    parts = Parts(
        tenants=tenants,
        sign_ins=SignIns(shelf, clock),
        registration=registration,
        switches=Switches(),
        limits=Limits(tenants, clock),
        calls=Calls(),
        faults=faults,
        clock=clock,
    )
    return Starlette(
        routes=[*_routes(parts), *more_control],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"]),
            Middleware(CountedCalls, calls=parts.calls),
            Middleware(LimitedApi, limits=parts.limits),
            Middleware(FaultyLine, faults=faults, service=SERVICE, sleep=sleep),
        ],
        exception_handlers={404: _no_such_page},
        lifespan=_closing(shelf),
    )


def _routes(parts: Parts) -> list[BaseRoute]:
    identity = Identity(
        parts.sign_ins, parts.tenants, parts.registration, parts.switches
    )
    accounting = Accounting(parts.tenants, parts.sign_ins, parts.switches, parts.clock)
    return [*identity.routes(), *accounting.routes(), *Control(parts).routes()]


def _no_such_page(request: Request, error: Exception) -> Response:
    """Answer as Xero does; only the control address says what was missing."""
    if request.url.path.startswith(CONTROL):
        return PlainTextResponse(str(error), 404)
    body, _ = not_found().rendered(as_json=False)
    return Response(body, 404, media_type=HTML)


def _closing(shelf: Shelf) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        shelf.close()

    return lifespan
