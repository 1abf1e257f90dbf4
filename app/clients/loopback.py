"""Listens on this machine for the browser to come back from a sign-in."""

from __future__ import annotations

import hmac
import os
import socket
import socketserver
import threading
from collections.abc import Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Empty, Full, Queue
from time import monotonic
from typing import Self
from urllib.parse import parse_qs, urlsplit

from app.errors import BusyError, CancelledError
from app.ports.running import Stop
from app.ports.sign_in import PATH, PATIENCE, PORTS, redirect_uri

_HOSTS = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
_POLL = 0.1
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Vouch</title><style>
body {{ font: 17px/1.5 system-ui, sans-serif; text-align: center; margin: 18vh 2em; }}
@media (prefers-color-scheme: dark) {{
body {{ background: #1b1d21; color: #e8e8ea; }}
}}
</style></head><body>
<h1>{title}</h1><p>You can close this page and go back to Vouch.</p>
</body></html>
"""


class Loopback:
    """One visit of the browser, on the first free port; close it or use ``with``."""

    def __init__(self, ports: Sequence[int] = PORTS) -> None:
        self._arrived: Queue[str] = Queue(maxsize=1)
        self._expected = ""
        self._taking = threading.Lock()
        self.port, self._servers = _listening(ports, self)
        self._threads = [
            threading.Thread(target=server.serve_forever, args=(_POLL,), daemon=True)
            for server in self._servers
        ]
        for thread in self._threads:
            thread.start()

    @property
    def redirect_uri(self) -> str:
        """Where Xero is to send the browser."""
        return redirect_uri(self.port)

    def expect(self, state: str) -> None:
        """Let in the one request with this state; to be said before the page opens."""
        self._expected = state

    def wait(self, stop: Stop, patience: float = PATIENCE) -> str:
        """The address the browser came back with; CancelledError when nobody comes."""
        deadline = monotonic() + patience
        while monotonic() < deadline:
            if stop.is_set():
                raise CancelledError
            if came := self.came(_POLL):
                return came
        raise CancelledError("Nobody came back from the sign-in page.")

    def came(self, within: float = 0.0) -> str:
        """The address the browser came back with, or nothing after these seconds."""
        try:
            return self._arrived.get(block=within > 0, timeout=within)
        except Empty:
            return ""

    def admits(self, target: str) -> bool:
        """Whether a request is the awaited one; true at most once."""
        try:
            parts = urlsplit(target)
            said = parse_qs(parts.query)
        except ValueError:
            return False
        states = said.get("state", [])
        ours = (
            parts.path == PATH
            and ("code" in said or "error" in said)
            and len(states) == 1
            and hmac.compare_digest(
                states[0].encode(errors="replace"), self._expected.encode()
            )
        )
        return ours and bool(self._expected) and self._taking.acquire(blocking=False)

    def took(self, target: str) -> None:
        """Hand an admitted request to whoever waits."""
        try:
            self._arrived.put_nowait(f"http://localhost:{self.port}{target}")
        except Full:  # pragma: no cover - only one is ever admitted
            return

    def close(self) -> None:
        """Stop listening."""
        for server, thread in zip(self._servers, self._threads, strict=True):
            server.shutdown()
            thread.join()
            server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Server(socketserver.ThreadingMixIn, HTTPServer):
    """A browser opens connections it does not use, so each has a thread of its own."""

    daemon_threads = True
    block_on_close = False
    # elsewhere it lets another program listen on the very same port
    allow_reuse_address = os.name == "posix"

    def __init__(self, family: int, host: str, port: int, visit: Loopback) -> None:
        self.address_family = family
        self.visit = visit
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Override: on Windows keep the port to ourselves, and look up no name."""
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        socketserver.TCPServer.server_bind(self)

    def handle_error(self, request: object, client_address: object) -> None:
        """Override: a browser that hangs up is nobody's business."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10.0
    server_version = "Vouch"
    sys_version = ""

    def do_GET(self) -> None:
        """Override: answer the awaited request, and nothing else."""
        if not self.server.visit.admits(self.path):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        cancelled = "error" in parse_qs(urlsplit(self.path).query)
        page = _PAGE.format(title="Nothing was connected" if cancelled else "Thank you")
        try:
            self._send(page.encode())
        finally:
            self.server.visit.took(self.path)

    def log_message(self, *_: object) -> None:
        """Override: say nothing, for a request line holds the code."""

    def _send(self, page: bytes) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header(
            "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"
        )
        self.end_headers()
        self.wfile.write(page)
        self.wfile.flush()


def _listening(ports: Sequence[int], visit: Loopback) -> tuple[int, list[_Server]]:
    for port in ports:
        servers = _on(port, visit)
        if servers:
            return port, servers
    raise BusyError(
        f"Other programs are using all of the ports {min(ports)} to {max(ports)}."
    )


def _on(port: int, visit: Loopback) -> list[_Server]:
    """Listen on both loopback addresses, for a browser may try either first.

    Nothing when one of them is another program's; a machine without IPv6 has one.
    """
    servers: list[_Server] = []
    for family, host in _HOSTS:
        if not _exists(family, host):
            continue
        try:
            servers.append(_Server(family, host, port, visit))
        except OSError:
            for server in servers:
                server.server_close()
            return []
    return servers


def _exists(family: int, host: str) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.bind((host, 0))
    except OSError:
        return False
    return True
