"""Counts the calls that were made, for tests that must not make many."""

from __future__ import annotations

import re
from collections import Counter

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.practice.faulty_line import CONTROL

_ID = re.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Calls:
    """How often what was called; ids in paths are written ``{id}``."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin at nothing."""
        self._counts: Counter[tuple[str, str, int]] = Counter()

    def count(self, organisation: str, call: str, status: int) -> None:
        """Count one call; status 0 is one that got no answer."""
        self._counts[organisation, call, status] += 1

    def summary(self) -> dict[str, object]:
        """Sum the counts up in every direction."""
        by_call: Counter[str] = Counter()
        by_status: Counter[str] = Counter()
        by_organisation: dict[str, Counter[str]] = {}
        for (organisation, call, status), number in self._counts.items():
            by_call[call] += number
            by_status[str(status)] += number
            by_organisation.setdefault(organisation, Counter())[call] += number
        return {
            "total": self._counts.total(),
            "by_call": by_call,
            "by_status": by_status,
            "by_organisation": by_organisation,
        }


class CountedCalls:
    """ASGI middleware: counts every call but those on the control address."""

    def __init__(self, app: ASGIApp, *, calls: Calls) -> None:
        self._app = app
        self._calls = calls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the call by the status that was answered."""
        if scope["type"] != "http" or scope["path"].startswith(CONTROL):
            await self._app(scope, receive, send)
            return
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            await send(message)
            if message["type"] == "http.response.start":
                status = message["status"]

        call = f"{scope['method']} {_ID.sub('{id}', scope['path'])}"
        organisation = Headers(scope=scope).get("xero-tenant-id", "")
        try:
            await self._app(scope, receive, noting)
        finally:
            self._calls.count(organisation, call, status)
