"""The practice Xero on a free port of this computer, for clients that need a line."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp


class _Server(uvicorn.Server):
    """Tells when it listens."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(uvicorn.Config(app, log_level="critical", access_log=False))
        self.listens = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Override: tell when it is done."""
        await super().startup(sockets)
        self.listens.set()


@contextlib.contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """Serve while the block lasts; gives the address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = _Server(app)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            server.listens.wait(20)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
