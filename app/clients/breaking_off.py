"""Breaks a request off while the network is waited for."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from contextlib import suppress
from threading import Thread
from typing import Any

import httpcore
import httpx

from app.errors import CancelledError

_SLICE = 0.05
"""Seconds within which a stop is heeded."""

_MARK = "vouch.loses_nothing"
LOSES_NOTHING = {_MARK: True}
"""The extension of a request that may be broken off although it is no GET."""


def loses_nothing(request: httpx.Request) -> bool:
    """Whether nothing is left behind that nobody knows of, if no answer is read."""
    return request.method == "GET" or _MARK in request.extensions


class BreakingOff:
    """Watches over clients that are used on one thread, one request after another.

    ``wanted`` is asked on that thread, over and over while it waits. CancelledError
    comes out of the request that is broken off, and of every one begun while wanted.
    """

    def __init__(self, wanted: Callable[[], bool]) -> None:
        self._wanted = wanted
        self._may = False

    def watch(self, http: httpx.Client, may: Callable[[httpx.Request], bool]) -> None:
        """Break off what is asked by ``http``, where it ``may`` be."""

        def begin(request: httpx.Request) -> None:
            self._may = may(request)
            self.check()

        http.event_hooks = {"request": [begin]}
        # httpx makes its pools itself, by the proxies that the system names, and has no
        # door to what httpcore offers for them; one that keeps them elsewhere is waited
        # for as ever
        with suppress(AttributeError):
            self._look_on(http)

    def _look_on(self, http: httpx.Client) -> None:
        for transport in (http._transport, *http._mounts.values()):  # noqa: SLF001
            if isinstance(transport, httpx.HTTPTransport):
                pool = transport._pool  # noqa: SLF001
                pool._network_backend = _Network(self.check)  # noqa: SLF001

    def check(self) -> None:
        """CancelledError where the request under way is to be broken off."""
        if self._may and self._wanted():
            raise CancelledError


class _Network(httpcore.NetworkBackend):
    """The network, with a look now and then at whether to go on waiting for it."""

    def __init__(self, check: Callable[[], None]) -> None:
        self._check = check
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Override: look up and connect aside."""
        return _aside(
            lambda: self._plain.connect_tcp(
                host, port, timeout, local_address, socket_options
            ),
            self._check,
        )


class _Stream(httpcore.NetworkStream):
    """A connection that is read in short waits."""

    def __init__(
        self, plain: httpcore.NetworkStream, check: Callable[[], None]
    ) -> None:
        self._plain = plain
        self._check = check

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Override: ReadTimeout once all of ``timeout`` is over."""
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            self._check()
            left = _SLICE if until is None else until - time.monotonic()
            try:
                return self._plain.read(max_bytes, max(0.001, min(_SLICE, left)))
            except httpcore.ReadTimeout:
                if until is not None and time.monotonic() >= until:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Override."""
        self._plain.write(buffer, timeout)

    def close(self) -> None:
        """Override."""
        self._plain.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Override: shake hands aside."""
        return _aside(
            lambda: self._plain.start_tls(ssl_context, server_hostname, timeout),
            self._check,
        )

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's own
        """Override."""
        return self._plain.get_extra_info(info)


def _aside(
    connect: Callable[[], httpcore.NetworkStream], check: Callable[[], None]
) -> _Stream:
    """What cannot be done in short waits, done on a thread that can be left behind."""
    coming: Future[httpcore.NetworkStream] = Future()

    def work() -> None:
        try:
            coming.set_result(connect())
        except BaseException as error:  # noqa: BLE001 - it is raised where it is awaited
            coming.set_exception(error)

    Thread(target=work, name="connecting", daemon=True).start()
    try:
        while not wait([coming], _SLICE).done:
            check()
    except CancelledError:
        coming.add_done_callback(_let_go)
        raise
    return _Stream(coming.result(), check)


def _let_go(came: Future[httpcore.NetworkStream]) -> None:
    if came.exception() is None:
        came.result().close()
