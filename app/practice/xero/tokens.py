"""Access and identity tokens: JSON web tokens that only this server need believe."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

import msgspec

ISSUER = "https://identity.xero.com"
ACCESS_LIFETIME = timedelta(minutes=30)
IDENTITY_LIFETIME = timedelta(minutes=5)

_HEADER = b'{"alg":"HS256","typ":"JWT","kid":"practice"}'


class Claims(msgspec.Struct):
    """What this server reads back from an access token of its own."""

    exp: int
    sid: str
    generation: int


class BadTokenError(Exception):
    """A token that this server did not sign."""


def signed(claims: dict[str, Any], key: str) -> str:
    """Write a token."""
    content = f"{_base64(_HEADER)}.{_base64(msgspec.json.encode(claims))}"
    return f"{content}.{_signature(content, key)}"


def read(token: str, key: str) -> Claims:
    """Read a token of this server's own."""
    content, _, signature = token.rpartition(".")
    if not hmac.compare_digest(_signature(content, key).encode(), signature.encode()):
        raise BadTokenError
    payload = content.partition(".")[2]
    padded = payload + "=" * (-len(payload) % 4)
    return msgspec.json.decode(base64.urlsafe_b64decode(padded), type=Claims)


def challenge_of(verifier: str) -> str:
    """Give the S256 challenge that a PKCE verifier answers."""
    return _base64(hashlib.sha256(verifier.encode()).digest())


def seconds(moment: datetime) -> int:
    """Write a moment as tokens do."""
    return int(moment.timestamp())


def _signature(content: str, key: str) -> str:
    digest = hmac.new(key.encode(), content.encode(), hashlib.sha256).digest()
    return _base64(digest)


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
