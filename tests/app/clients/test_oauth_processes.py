"""Several processes share one sign-in and never use a refresh token twice."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import msgspec
import pytest

from app.clients.addresses import XeroAddresses
from app.clients.oauth import SignIns

PROCESSES, RENEWALS = 3, 12


class FileVault:
    """A vault in a file, locked for all processes by SQLite."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._open(path) as kept:
            kept.execute("CREATE TABLE IF NOT EXISTS kept (name PRIMARY KEY, secret)")

    @staticmethod
    @contextmanager
    def _open(path: Path) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as opened:
            yield opened

    def get(self, name: str) -> str | None:
        with self._open(self._path) as kept:
            found = kept.execute("SELECT secret FROM kept WHERE name = ?", [name])
            return next((row[0] for row in found), None)

    def put(self, name: str, secret: str) -> None:
        with self._open(self._path) as kept:
            kept.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", [name, secret])

    def remove(self, name: str) -> None:
        with self._open(self._path) as kept:
            kept.execute("DELETE FROM kept WHERE name = ?", [name])

    def names(self, prefix: str = "") -> tuple[str, ...]:
        with self._open(self._path) as kept:
            rows = kept.execute("SELECT name FROM kept").fetchall()
        return tuple(row[0] for row in rows if row[0].startswith(prefix))

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        lock = self._path.with_suffix(f".{name.replace('/', '-')}.lock")
        with self._open(lock) as held:
            held.execute("BEGIN EXCLUSIVE")
            yield


class Identity(BaseHTTPRequestHandler):
    """Gives tokens that lapse at once, and takes only the last refresh token."""

    number = 0
    refused = 0
    lock = threading.Lock()

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        form = parse_qs(self.rfile.read(length).decode())
        kind = type(self)
        with kind.lock:
            given = form.get("refresh_token", [f"refresh-{kind.number}"])[0]
            if given != f"refresh-{kind.number}":
                kind.refused += 1
                self._answer(400, {"error": "invalid_grant"})
                return
            kind.number += 1
            number = kind.number
        said = {
            "access_token": f"access-{number}",
            "refresh_token": f"refresh-{number}",
        }
        self._answer(200, {**said, "expires_in": 0})

    def do_GET(self) -> None:
        self._answer(200, [])

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, status: int, content: object) -> None:
        body = msgspec.json.encode(content)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def made(path: Path, address: str, http: httpx.Client) -> SignIns:
    addresses = XeroAddresses(address, address, address)
    return SignIns(
        http,
        FileVault(path),
        addresses,
        clock=lambda: datetime.now(UTC),
        stop=threading.Event(),
    )


def renew_often(path: Path, address: str) -> None:
    """Ask, as a process of its own, with a token that has always lapsed."""
    with httpx.Client() as http:
        sign_ins = made(path, address, http)
        for _ in range(RENEWALS):
            sign_ins.tenants()


@pytest.fixture
def address() -> Iterator[str]:
    Identity.number = Identity.refused = 0
    with ThreadingHTTPServer(("127.0.0.1", 0), Identity) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_processes_renew_one_after_the_other(tmp_path: Path, address: str) -> None:
    path = tmp_path / "vault"
    with httpx.Client() as http:
        sign_ins = made(path, address, http)
        request = sign_ins.begin("client", "http://localhost:47810/callback")
        sign_ins.finish(request, f"http://localhost/?state={request.state}&code=c")
    spawning = multiprocessing.get_context("spawn")
    processes = [
        spawning.Process(target=renew_often, args=(path, address))
        for _ in range(PROCESSES)
    ]

    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [x.exitcode for x in processes] == [0] * PROCESSES
    assert Identity.refused == 0
    assert Identity.number > RENEWALS
    with httpx.Client() as http:
        (status,) = made(path, address, http).statuses()
    assert not status.ended
