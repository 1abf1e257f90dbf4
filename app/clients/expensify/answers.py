"""Tells Expensify's answers from its refusals, which come under HTTP 200 as well."""

from __future__ import annotations

import html
import re

import httpx
import msgspec

from app.clients.expensify.records import NOT_JSON
from app.clients.http import retry_after
from app.errors import (
    AppError,
    BrokenAnswerError,
    BusyError,
    RefusedError,
    SignInNeededError,
)

_FILE_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,250}\.[A-Za-z0-9]{1,8}", re.ASCII)
_HEADINGS = tuple(
    re.compile(rf"<{tag}\b[^>]*>(.*?)</{tag}>", re.IGNORECASE | re.DOTALL)
    for tag in ("h1", "title")
)
_TAG = re.compile(r"<[^>]*>")
_NO_CREDENTIALS = re.compile(r"invalid credentials|unauthorized", re.IGNORECASE)
_SHOWN = 300
_OK = 200
_TURNED_AWAY = (
    "Expensify does not accept the user id and secret; they may have been replaced"
)


class MissingError(RefusedError):
    """What was asked for is not there; a file perhaps not yet."""


class _Envelope(msgspec.Struct, frozen=True, rename="camel"):
    """What every answer of Expensify's but a file may come in."""

    response_message: str | None = None
    response_code: str | int | float | None = None


def refusal(body: bytes) -> AppError | None:
    """Return the refusal that ``body`` is, or None where it is an answer."""
    if not body.lstrip().startswith(b"{"):
        return None
    try:
        envelope = msgspec.json.decode(body, type=_Envelope)
    except NOT_JSON:
        return None
    code = _number(envelope.response_code)
    if code == _OK or (code is None and envelope.response_message is None):
        return None
    return _error(code or 0, envelope.response_message or "", wait=None)


def from_status(response: httpx.Response, body: bytes) -> AppError:
    """Return what an HTTP error means; its body may be an envelope or a page."""
    inside = refusal(body)
    if inside:
        return inside
    return _error(response.status_code, _heading(body), wait=retry_after(response))


def file_names(body: bytes) -> tuple[str, ...]:
    """Return the names of the files that an export wrote."""
    names = tuple(x.strip() for x in body.decode("utf-8", "replace").split(","))
    if not all(_FILE_NAME.fullmatch(name) for name in names):
        shown = _shortened(body.decode("utf-8", "replace"))
        raise BrokenAnswerError(f"Expensify did not name a file but said: {shown}")
    return names


def _error(code: int, said: str, *, wait: float | None) -> AppError:
    shown = _shortened(said)
    words = f"Expensify says: {shown} ({code})" if shown else f"Expensify says {code}"
    match code:
        case 401:
            return SignInNeededError(_TURNED_AWAY)
        case 403 if _NO_CREDENTIALS.search(said):
            return SignInNeededError(_TURNED_AWAY)
        case 429 | 502 | 503 | 504:
            return BusyError(words, retry_after=wait)
        case 404 | 410:
            return MissingError(words)
        case _:
            missing = "not found" in said.lower()
            return MissingError(words) if missing else RefusedError(words)


def _number(code: str | float | None) -> int | None:
    try:
        return None if code is None else int(float(code))
    except (ValueError, OverflowError):
        return 0


def _heading(page: bytes) -> str:
    shown = page.decode("utf-8", "replace")
    found = next((x for x in (h.search(shown) for h in _HEADINGS) if x), None)
    return html.unescape(_TAG.sub(" ", found[1])) if found else ""


def _shortened(said: str) -> str:
    return " ".join(said.split())[:_SHOWN].rstrip(".")
