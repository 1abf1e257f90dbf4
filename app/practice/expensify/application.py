"""Puts the practice Expensify together as one ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from app.practice.company import ExpensifyCompany
from app.practice.expensify.control import Control, recall
from app.practice.expensify.credentials import CREDENTIALS, Credentials
from app.practice.expensify.held import Held
from app.practice.expensify.receiving import Clock, Endpoint
from app.practice.faults import Faults
from app.practice.faulty_line import FaultyLine

PATH = "/Integration-Server/ExpensifyIntegrations"
SERVICE = "expensify"


def expensify_app(
    companies: Sequence[ExpensifyCompany],
    store: Path | None,
    faults: Faults,
    clock: Clock,
    credentials: Credentials = CREDENTIALS,
) -> Starlette:
    """Serve the workspaces and reports of companies; changes are kept in ``store``."""
    held = Held(companies, store)
    endpoint = Endpoint(held, credentials, clock)
    recall(endpoint, held)
    control = Control(held, endpoint, faults, clock)

    @asynccontextmanager
    async def until_over(_app: Starlette) -> AsyncIterator[None]:
        yield
        held.close()

    return Starlette(
        routes=[Route(PATH, endpoint.__call__, methods=["POST"]), *control.routes()],
        middleware=[Middleware(FaultyLine, faults=faults, service=SERVICE)],
        lifespan=until_over,
    )
