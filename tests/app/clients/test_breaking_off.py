"""What only asks is broken off wherever it waits; what changes something is not."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest

from app.clients.breaking_off import LOSES_NOTHING, BreakingOff, loses_nothing
from app.errors import CancelledError
from tests.fakes.certificate import HOST, self_signed

WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone"
_PATIENCE = 30.0


class Server:
    """Sends so much of an answer, and the rest when it is ``released``.

    ``came`` is set when somebody connected, ``asked`` when a request was read.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.came, self.asked, self.released = Event(), Event(), Event()
        self.at_once = 0
        self._tls = tls
        self._listening = socket.create_server((HOST, 0))
        self.port: int = self._listening.getsockname()[1]
        Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Serve no more."""
        self.released.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._listening.accept()
                Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        self.came.set()
        with suppress(OSError), closing(line):
            if self._tls is not None:
                line = self._tls.wrap_socket(line, server_side=True)
            with closing(line):
                line.recv(1 << 16)
                line.sendall(WHOLE[: self.at_once])
                self.asked.set()
                self.released.wait(_PATIENCE)
                line.sendall(WHOLE[self.at_once :])


@pytest.fixture
def server() -> Iterator[Server]:
    with closing(Server()) as server:
        yield server


def _watched(
    wanted: Callable[[], bool], verify: ssl.SSLContext | None = None
) -> httpx.Client:
    http = httpx.Client(timeout=_PATIENCE, trust_env=False, verify=verify or True)
    BreakingOff(wanted).watch(http, loses_nothing)
    return http


@pytest.mark.parametrize("at_once", [0, len(WHOLE) - 2])
def test_an_answer_that_does_not_come_or_does_not_end_is_waited_for_no_more(
    server: Server, at_once: int
) -> None:
    server.at_once = at_once
    with _watched(server.asked.is_set) as http, pytest.raises(CancelledError):
        http.get(f"http://{HOST}:{server.port}/")


def test_afterwards_others_are_asked_as_before(server: Server) -> None:
    wanted = Event()
    with _watched(lambda: wanted.is_set() and server.asked.is_set()) as http:
        wanted.set()
        with pytest.raises(CancelledError):
            http.get(f"http://{HOST}:{server.port}/")
        wanted.clear()
        server.released.set()

        assert http.get(f"http://{HOST}:{server.port}/").text == "done"


def test_nothing_is_begun_that_is_wanted_no_more(server: Server) -> None:
    with _watched(lambda: True) as http, pytest.raises(CancelledError):
        http.get(f"http://{HOST}:{server.port}/")

    assert not server.came.is_set()


def test_what_changes_something_has_its_answer(server: Server) -> None:
    server.released.set()

    with _watched(lambda: True) as http:
        answer = http.put(f"http://{HOST}:{server.port}/", content=b"a journal")

    assert answer.text == "done"


def test_a_post_that_loses_nothing_is_broken_off(server: Server) -> None:
    with _watched(server.asked.is_set) as http, pytest.raises(CancelledError):
        http.post(f"http://{HOST}:{server.port}/", extensions=LOSES_NOTHING)


def test_a_time_that_is_over_is_over(server: Server) -> None:
    with _watched(lambda: False) as http, pytest.raises(httpx.ReadTimeout):
        http.get(f"http://{HOST}:{server.port}/", timeout=0.12)


def test_who_cannot_be_reached_is_not(server: Server) -> None:
    server.close()

    with _watched(lambda: False) as http, pytest.raises(httpx.ConnectError):
        http.get(f"http://{HOST}:{server.port}/")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_behind_a_proxy_nobody_is_waited_for_either(
    server: Server, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{scheme}_proxy", f"http://{HOST}:{server.port}")
    http = httpx.Client(timeout=_PATIENCE)
    BreakingOff(server.asked.is_set).watch(http, loses_nothing)

    with http, pytest.raises(CancelledError):
        http.get(f"{scheme}://service.test/")


class _Elsewhere(httpx.HTTPTransport):
    """Keeps its connections where no httpx of today has them."""

    def __init__(self) -> None:
        self._moved = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._moved.handle_request(request)

    def close(self) -> None:
        self._moved.close()


def test_an_httpx_that_keeps_its_connections_elsewhere_is_waited_for_as_ever(
    server: Server,
) -> None:
    server.released.set()

    with closing(httpx.Client(transport=_Elsewhere())) as http:
        BreakingOff(server.asked.is_set).watch(http, loses_nothing)
        answer = http.get(f"http://{HOST}:{server.port}/")

    assert answer.text == "done"


def test_a_handshake_is_waited_for_no_more(server: Server) -> None:
    with _watched(server.came.is_set) as http, pytest.raises(CancelledError):
        http.get(f"https://{HOST}:{server.port}/")


def test_an_encrypted_answer_is_waited_for_no_more(tmp_path: Path) -> None:
    certificate = self_signed(tmp_path)
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(certificate)
    ours = ssl.create_default_context(cafile=certificate)
    wanted = Event()
    with (
        closing(Server(theirs)) as server,
        _watched(lambda: wanted.is_set() and server.asked.is_set(), ours) as http,
    ):
        wanted.set()
        with pytest.raises(CancelledError):
            http.get(f"https://{HOST}:{server.port}/")
        wanted.clear()
        server.released.set()

        assert http.get(f"https://{HOST}:{server.port}/").text == "done"
