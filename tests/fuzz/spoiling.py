"""Answers as no service should give them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import httpx

Spoil = Callable[[Random, bytes], bytes]

_JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2**63,
    10**400,
    1.5,
    "",
    "POSTED",
    "00000000-0000-0000-0000-000000000000",
    "/Date(1e3)/",
    "/Date(999999999999999)/",
    "2026-13-45",
    "\ud800",
    "<b>&amp;</b>",
    "x" * 100_000,
    [],
    {},
    [[[]]],
    {"ManualJournals": None},
)
_STATUSES = (200, 201, 204, 302, 304, 400, 401, 403, 404, 409, 413, 429, 500, 502, 503)
_HEADERS: tuple[Mapping[str, str], ...] = (
    {"content-type": "text/html"},
    {"content-type": "application/octet-stream; charset=utf-16"},
    {"content-type": ""},
    {"content-encoding": "gzip"},
    {"retry-after": "9" * 300},
    {"retry-after": "-1", "x-rate-limit-problem": "day"},
    {"x-daylimit-remaining": "0", "x-minlimit-remaining": "soon"},
    {"date": "Fri, 31 Dec 9999 23:59:59 -9999"},
    {"location": "http://127.0.0.1:9/elsewhere"},
)
_PAGE = (
    b"<html><body><h1>Service Unavailable</h1><p>Please come back.</p></body></html>"
)


def _cut(chance: Random, body: bytes) -> bytes:
    return body[: chance.randint(0, len(body))]


def _flipped(chance: Random, body: bytes) -> bytes:
    spoilt = bytearray(body or b"?")
    for _ in range(chance.randint(1, 4)):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def _not_text(chance: Random, body: bytes) -> bytes:
    at = chance.randint(0, len(body))
    return body[:at] + b"\xff\xfe\x80" + body[at:]


def _deep(chance: Random, _body: bytes) -> bytes:
    sign = chance.choice((b"[", b'{"ManualJournals":', b'{"a":['))
    return sign * chance.choice((500, 60_000))


def _huge(chance: Random, body: bytes) -> bytes:
    return chance.choice((b" " * 2_000_000 + body, body * 200, b'"' + b"9" * 500_000))


def _other_types(chance: Random, body: bytes) -> bytes:
    """The same document, in which some values are others."""
    try:
        tree = json.loads(body)
    except ValueError:
        return _flipped(chance, body)
    places = _places(tree)
    for _ in range(chance.randint(1, 3)):
        if not places:
            return json.dumps(chance.choice(_JUNK)).encode()
        holder, key = chance.choice(places)
        if isinstance(holder, dict) and chance.random() < 1 / 4:
            holder.pop(key, None)
        else:
            holder[key] = chance.choice(_JUNK)
        places = _places(tree)
    return json.dumps(tree).encode()


def _places(tree: object) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        holder = waiting.pop()
        inside: list[tuple[Any, Any]] = []
        if isinstance(holder, dict):
            inside = list(holder.items())
        elif isinstance(holder, list):
            inside = list(enumerate(holder))
        found += [(holder, key) for key, _ in inside]
        waiting += [value for _, value in inside]
    return found


SPOILS: Mapping[str, Spoil] = {
    "cut": _cut,
    "flipped": _flipped,
    "not text": _not_text,
    "deep": _deep,
    "huge": _huge,
    "other types": _other_types,
    "empty": lambda _chance, _body: b"",
    "page": lambda _chance, _body: _PAGE,
    "noise": lambda chance, _body: chance.randbytes(chance.randint(1, 300)),
    "junk": lambda chance, _body: json.dumps(chance.choice(_JUNK)).encode(),
}


class SpoilingTransport(httpx.BaseTransport):
    """Passes calls on, and spoils a share of the answers while it is ``on``.

    ``spoilt`` counts them by what was done to them. Answers to sign-ins are left alone:
    a refresh token whose successor is lost for long is rightly over.
    """

    def __init__(self, inner: httpx.BaseTransport, seed: int, share: float) -> None:
        self.on = False
        self.spoilt: Counter[str] = Counter()
        self._inner = inner
        self._share = share
        self._chance = Random(seed)  # noqa: S311 - no secret

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Override: let the work be done, and spoil what is said of it."""
        answer = self._inner.handle_request(request)
        left_alone = not self.on or request.url.path.startswith("/connect/")
        if left_alone or self._chance.random() >= self._share:
            return answer
        chance = self._chance
        kind = chance.choice(list(SPOILS))
        body = SPOILS[kind](chance, answer.read())
        self.spoilt[kind] += 1
        odd = chance.random() < 1 / 5
        headers = dict(chance.choice(_HEADERS)) if chance.random() < 1 / 5 else {}
        status = chance.choice(_STATUSES) if odd else answer.status_code
        kept = {"content-type": answer.headers.get("content-type", "")}
        return httpx.Response(status, headers=kept | headers, content=body)
