"""A way to a server that needs no network."""

from __future__ import annotations

import asyncio

import httpx
from starlette.types import ASGIApp


class Inside(httpx.BaseTransport):
    """Calls an ASGI application in this process, from code that does not await."""

    def __init__(self, app: ASGIApp, runner: asyncio.Runner) -> None:
        self._transport = httpx.ASGITransport(app)
        self._runner = runner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Override: ask the application."""
        return self._runner.run(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        request.stream = httpx.ByteStream(request.read())
        answer = await self._transport.handle_async_request(request)
        content = await answer.aread()
        return httpx.Response(
            answer.status_code, headers=answer.headers, content=content
        )
