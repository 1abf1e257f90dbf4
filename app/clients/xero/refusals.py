"""What Xero's answers other than success mean, for reading and for writing."""

from __future__ import annotations

import httpx

from app.clients.http import retry_after
from app.clients.xero import wire
from app.errors import (
    AppError,
    BrokenAnswerError,
    BusyError,
    DisconnectedError,
    LostAnswerError,
    RefusedError,
    SignInNeededError,
)

_ROLE = (
    "The signed-in Xero user may not do this: manual journals need the role Adviser,"
    " or Standard with access to all reports; the sign-in must allow them too."
)
_OTHER_REQUEST = "used with a different request"
_MAY_HAVE_WORKED = frozenset({408, 409, 425})


class UnknownToXeroError(BrokenAnswerError):
    """Xero knows nothing of this address, or of what it names."""


def to_reading(response: httpx.Response) -> AppError:
    """What an answer means that is not what was asked for."""
    if response.is_server_error:
        return BusyError(_status(response), retry_after=retry_after(response))
    if response.is_client_error:
        return _client_error(response)
    return BrokenAnswerError(_status(response))


def to_writing(response: httpx.Response) -> AppError:
    """What an answer means to a request that may have changed something.

    LostAnswerError unless it is certain that nothing was changed.
    """
    status = response.status_code
    if not response.is_client_error or status in _MAY_HAVE_WORKED:
        return LostAnswerError(_status(response))
    if status == httpx.codes.BAD_REQUEST:
        return _bad_request(response)
    if status == httpx.codes.NOT_FOUND:
        return RefusedError(f"{_status(response)}: it knows no such journal.")
    error = _client_error(response)
    if status == httpx.codes.FORBIDDEN and isinstance(error, RefusedError):
        return SignInNeededError(error.detail)  # no journal's fault: somebody else may
    return error


def sentences(words: tuple[str, ...]) -> str:
    """Several messages as running text."""
    return " ".join(x if x.endswith((".", "!", "?")) else f"{x}." for x in words)


def _client_error(response: httpx.Response) -> AppError:
    words = sentences(_words(response))
    match response.status_code:
        case 401:
            return SignInNeededError(words or _status(response))
        case 403:
            return _forbidden(response, words)
        case 404:
            return UnknownToXeroError(f"{_status(response)}: no such address.")
        case _:
            return RefusedError(words or _status(response))


def _forbidden(response: httpx.Response, words: str) -> AppError:
    told = f"{words} {response.headers.get('WWW-Authenticate', '')}".lower()
    if "authenticationunsuccessful" in told:
        return DisconnectedError("Xero says that Vouch may not use it any more.")
    if "insufficient_scope" in told:
        return SignInNeededError("The sign-in lacks a permission that is needed.")
    return RefusedError(f"{_ROLE} Xero says: {words}" if words else _ROLE)


def _bad_request(response: httpx.Response) -> AppError:
    """Tell a clear no from one that hides what became of an earlier request."""
    try:
        refusal = wire.decoded(response.content, wire.Refusal)
    except BrokenAnswerError as error:
        return LostAnswerError(error.detail)
    words = wire.refusal_words(refusal)
    saved = any(x.xero_id and not x.errors for x in refusal.elements or ())
    if saved or any(_OTHER_REQUEST in x.lower() for x in words):
        return LostAnswerError(sentences(words))
    return RefusedError(sentences(words) or _status(response))


def _words(response: httpx.Response) -> tuple[str, ...]:
    try:
        return wire.refusal_words(wire.decoded(response.content, wire.Refusal))
    except BrokenAnswerError:
        return ()  # a page for people, or nothing


def _status(response: httpx.Response) -> str:
    return f"Xero answered {response.status_code}"
