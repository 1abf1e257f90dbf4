"""The line between a practice server and its clients, which faults may strike."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.practice.faults import STRUCK, Call, Fault, Faults, Kind

CONTROL = "/practice"

Sleep = Callable[[float], Awaitable[None]]

_INSTEAD = {Kind.BUSY, Kind.DOWN, Kind.UNAUTHORISED}
_OF_THE_ANSWER = {
    Kind.CUT_AFTER,
    Kind.CUT_MIDWAY,
    Kind.TRUNCATED,
    Kind.SLOW,
    Kind.REORDERED,
    Kind.NONSENSE,
}


class LineCutError(Exception):
    """The line to the client is to be cut; a server closes it on seeing this."""


class FaultyLine:
    """ASGI middleware: what stands between a server and its clients when faults are on.

    The control address is never struck. Faults of the server's own work are left to
    the server, which asks ``struck``.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        faults: Faults,
        service: str,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._app = app
        self._faults = faults
        self._service = service
        self._sleep = sleep
        self._unseen: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, unless or until a fault says otherwise."""
        if scope["type"] != "http" or scope["path"].startswith(CONTROL):
            await self._app(scope, receive, send)
            return
        body = await _whole_body(receive)
        call = Call(self._service, scope["method"], scope["path"], body)
        struck = {fault.kind: fault for fault in self._faults.striking(call)}
        scope[STRUCK] = frozenset(struck)
        receive = _replayed(body, receive)
        if late := struck.get(Kind.LATE):
            await self._sleep(late.seconds)
        if unseen := struck.get(Kind.UNSEEN):
            self._do_later(unseen.seconds, scope, receive)
            await _cut(send)
        if Kind.CUT_BEFORE in struck:
            await _cut(send)
        elif instead := next(
            (struck[kind] for kind in struck if kind in _INSTEAD), None
        ):
            await _send_whole(send, *_ANSWERS[instead.kind](instead))
        elif _OF_THE_ANSWER & struck.keys():
            await self._distorted(struck, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _do_later(self, seconds: float, scope: Scope, receive: Receive) -> None:
        """Have the work done when nobody waits for it any more."""

        async def do() -> None:
            await self._sleep(seconds)
            await _answer(self._app, scope, receive)

        task = asyncio.get_running_loop().create_task(do())
        self._unseen.add(task)  # the loop itself would forget it
        task.add_done_callback(self._unseen.discard)

    async def _distorted(
        self, struck: dict[Kind, Fault], scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Let the work be done, then spoil its answer."""
        start, body = await _answer(self._app, scope, receive)
        if slow := struck.get(Kind.SLOW):
            await self._sleep(slow.seconds)
        if Kind.CUT_AFTER in struck:
            await _cut(send)
        if Kind.REORDERED in struck:
            body = _reordered(body)
        if Kind.NONSENSE in struck:
            body = _NONSENSE
        if Kind.CUT_MIDWAY in struck:
            await send(_with_length(start, len(body)))
            half = body[: len(body) // 2]
            await send({"type": "http.response.body", "body": half, "more_body": True})
            raise LineCutError
        if Kind.TRUNCATED in struck:
            body = body[: len(body) // 2]
        await send(_with_length(start, len(body)))
        await send({"type": "http.response.body", "body": body})


_NONSENSE = b"\x00\xff\xfe<%= }{ ]["
_HTML = b"text/html; charset=utf-8"
_JSON = b"application/json; charset=utf-8"
_DOWN_PAGE = b"<html><body><h1>Service Unavailable</h1></body></html>"
_EXPIRED = (
    b'{"Type":null,"Title":"Unauthorized","Status":401,'
    b'"Detail":"TokenExpired: token expired at some time before"}'
)

_Headers = list[tuple[bytes, bytes]]


def _busy(fault: Fault) -> tuple[int, _Headers, bytes]:
    headers = [(b"x-rate-limit-problem", fault.problem.encode())]
    if fault.retry_after is not None:
        headers.append((b"retry-after", str(fault.retry_after).encode()))
    return 429, headers, b""


_ANSWERS: dict[Kind, Callable[[Fault], tuple[int, _Headers, bytes]]] = {
    Kind.BUSY: _busy,
    Kind.DOWN: lambda _fault: (503, [(b"content-type", _HTML)], _DOWN_PAGE),
    Kind.UNAUTHORISED: lambda _fault: (401, [(b"content-type", _JSON)], _EXPIRED),
}


async def _cut(send: Send) -> None:
    """Have the line closed before the first byte of an answer.

    A header that may not be written makes every server give the answer up once it
    has begun, and close; one that does not look is told by the exception.
    """
    forbidden = [(b"cut", b"\n")]
    await send({"type": "http.response.start", "status": 500, "headers": forbidden})
    raise LineCutError


async def _send_whole(send: Send, status: int, headers: _Headers, body: bytes) -> None:
    start: Message = {
        "type": "http.response.start",
        "status": status,
        "headers": headers,
    }
    await send(_with_length(start, len(body)))
    await send({"type": "http.response.body", "body": body})


async def _whole_body(receive: Receive) -> bytes:
    chunks = []
    more = True
    while more:
        message = await receive()
        chunks.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(chunks)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Give the body once more, then whatever really comes."""
    waiting: list[Message] = [{"type": "http.request", "body": body}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


async def _answer(
    app: ASGIApp, scope: Scope, receive: Receive
) -> tuple[Message, bytes]:
    messages: list[Message] = []

    async def keep(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, keep)
    start, *rest = messages
    return start, b"".join(message.get("body", b"") for message in rest)


def _with_length(start: Message, length: int) -> Message:
    others = [
        (name, value)
        for name, value in start.get("headers", [])
        if name.lower() != b"content-length"
    ]
    return {**start, "headers": [*others, (b"content-length", str(length).encode())]}


def _reordered(body: bytes) -> bytes:
    """Turn every list of elements at the top of a JSON answer around."""
    try:
        answer = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return body
    if not isinstance(answer, dict):
        return body
    turned = {
        name: value[::-1] if isinstance(value, list) else value
        for name, value in answer.items()
    }
    return msgspec.json.encode(turned)
