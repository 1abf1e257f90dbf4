"""The moments between two durable steps of a process, and its end at one of them."""

from __future__ import annotations

import os
import re
import signal
from collections import Counter
from collections.abc import Mapping
from typing import Any

import httpx
from sqlalchemy import Connection, Engine, event

HURRY = 100.0
"""How many times faster than usual all waiting is."""

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
"""What ends a process with no more ado."""

_CHANGES = re.compile(r"(?:INSERT\b.*?\bINTO|UPDATE|DELETE FROM)\s+(\w+)", re.DOTALL)
_LEFT = "http11.send_request_body.complete"
_CAME = "http11.receive_response_body.complete"


class Moments:
    """Names the moments that pass; at the chosen one the process kills itself.

    What is durable is a commit, and a request that changes something at a service.
    Nothing durable is between a commit and the next moment, so that each moment stands
    for all of the time since the one before it. ``names`` has those that passed, each
    with what was going on and how many of its kind there were.
    """

    def __init__(self, end: str = "") -> None:
        self.names: list[str] = []
        self.going_on = ""
        self._end = end
        self._seen: Counter[str] = Counter()

    def pass_(self, what: str) -> None:
        """One moment passes, or is the last one."""
        name = f"{self.going_on}: {what}"
        self._seen[name] += 1
        self.names.append(f"{name} #{self._seen[name]}")
        if self.names[-1] == self._end:
            os.kill(os.getpid(), KILL)

    def watch_stores(self) -> None:
        """Name the moment before every commit, by the tables that it changes."""
        event.listen(Engine, "begin", _forget)
        event.listen(Engine, "before_cursor_execute", _note)
        event.listen(Engine, "commit", self._committing)

    def _committing(self, connection: Connection) -> None:
        changed = connection.info.get("changed", {})
        if changed:
            self.pass_(f"commit of {', '.join(changed)}")


class WatchedTransport(httpx.BaseTransport):
    """The network, with a moment before a call, and those after what changes things."""

    def __init__(self, moments: Moments, hurry: float = 1.0) -> None:
        self._moments = moments
        self._hurry = hurry
        self._network = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Override: name the moments of this call."""
        name = f"{request.method} {_without_ids(request.url.path)}"
        self._moments.pass_(f"{name} leaves")

        def trace(what: str, _info: Mapping[str, Any]) -> None:
            if what == _LEFT:
                self._moments.pass_(f"{name} has left")
            if what == _CAME:
                self._moments.pass_(f"the answer to {name} came")

        usual: Mapping[str, float | None] = request.extensions["timeout"]
        hurried = {x: seconds and seconds / self._hurry for x, seconds in usual.items()}
        watched = {} if request.method == "GET" else {"trace": trace}
        request.extensions = {**request.extensions, "timeout": hurried, **watched}
        return self._network.handle_request(request)

    def close(self) -> None:
        """Override: close the connections."""
        self._network.close()


def _forget(connection: Connection) -> None:
    connection.info["changed"] = {}


def _note(
    connection: Connection,
    _cursor: object,
    statement: str,
    _parameters: object,
    _context: object,
    _many: object,
) -> None:
    if change := _CHANGES.match(statement):
        connection.info["changed"][change[1]] = True


def _without_ids(path: str) -> str:
    """An address without what differs from call to call."""
    steps = [x for x in path.split("/") if x]
    return "/".join("…" if len(x) == len(_AN_ID) else x for x in steps)


_AN_ID = "acb9e338-9abf-5ab1-8120-2b84d7b36ff4"
