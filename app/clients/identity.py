"""Xero's identity service: codes, tokens, and which organisations they open."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

import httpx
import msgspec

from app.clients.addresses import XeroAddresses
from app.clients.breaking_off import LOSES_NOTHING
from app.clients.http import from_response, retry_after, translated_errors
from app.clients.tokens import Tokens
from app.domain.books import OrganisationId
from app.errors import (
    AppError,
    BrokenAnswerError,
    BusyError,
    LostAnswerError,
    OfflineError,
    RefusedError,
    SignInNeededError,
)
from app.ports.running import Clock
from app.ports.sign_in import SignInRequest, Tenant

T = TypeVar("T")

_NONE: Mapping[str, object] = {}
_LIFETIME = 1800
_LONGEST_LIFETIME = 86_400
_ERROR_WORD = re.compile(r"[a-z_]{1,40}")
_TOKEN = re.compile(r"[\x21-\x7e]+")
_MEANINGS = {
    "invalid_client": "Xero does not know this client id.",
    "unauthorized_client": "This Xero app may not sign in this way.",
    "invalid_scope": "This Xero app may not ask for the permissions that are needed.",
    "unsupported_grant_type": "This Xero app is not a desktop app with PKCE.",
}


class GrantEndedError(SignInNeededError):
    """Xero takes neither this code nor this refresh token any more."""


@dataclass(frozen=True, slots=True)
class Granted:
    """What a code was exchanged for: tokens, and what they say of the user."""

    tokens: Tokens
    user_id: str
    name: str
    email: str
    event_id: str


class _TokenAnswer(msgspec.Struct):
    access_token: str
    refresh_token: str | None = None
    expires_in: float = _LIFETIME
    id_token: str | None = None

    def __repr__(self) -> str:
        """Override: show no token."""
        return "_TokenAnswer(...)"


class _TokenError(msgspec.Struct):
    error: str = ""


class _Connection(msgspec.Struct, rename="camel"):
    id: str
    tenant_id: str
    tenant_type: str | None = None
    tenant_name: str | None = None
    auth_event_id: str | None = None
    updated_date_utc: str | None = None


class Identity:
    """Speaks to Xero's identity service; keeps nothing."""

    def __init__(
        self, http: httpx.Client, addresses: XeroAddresses, clock: Clock
    ) -> None:
        self._http = http
        self._addresses = addresses
        self._clock = clock

    def exchange(self, request: SignInRequest, code: str) -> Granted:
        """Exchange the code of a sign-in; GrantEndedError when it is no longer good."""
        form = {
            "grant_type": "authorization_code",
            "client_id": request.client_id,
            "code": code,
            "redirect_uri": request.redirect_uri,
            "code_verifier": request.verifier,
        }
        try:
            answer = self._token(form, LOSES_NOTHING)  # it can be begun again
        except LostAnswerError as error:
            raise OfflineError("The sign-in was cut off: begin it again.") from error
        return _granted(answer, self._tokens(answer, ""))

    def renew(self, client_id: str, refresh: str) -> Tokens:
        """Exchange a refresh token; GrantEndedError only where Xero ended it."""
        form = {
            "grant_type": "refresh_token",
            "client_id": client_id,
            "refresh_token": refresh,
        }
        try:
            return self._tokens(self._token(form), refresh)
        except LostAnswerError as error:
            # the old refresh token stays good for a while, so it is simply tried again
            raise OfflineError(error.detail) from error
        except RefusedError as error:
            # the app's fault and not the grant's, nor that of what was to be called
            raise SignInNeededError(error.detail) from error

    def tenants(self, auth: httpx.Auth) -> tuple[Tenant, ...]:
        """The organisations a sign-in may use, the one allowed last first."""
        response = self._call("GET", self._addresses.connections, auth)
        found = _read(response, list[_Connection])
        newest_first = sorted(
            found, key=lambda x: x.updated_date_utc or "", reverse=True
        )
        return tuple(
            Tenant(
                connection_id=x.id,
                organisation_id=OrganisationId(x.tenant_id),
                name=x.tenant_name or "",
                event_id=x.auth_event_id or "",
            )
            for x in newest_first
            if (x.tenant_type or "").upper() == "ORGANISATION"
        )

    def disconnect(self, auth: httpx.Auth, connection_id: str) -> None:
        """Take an organisation's permission back; one already taken back is fine."""
        address = httpx.URL(f"{self._addresses.connections}/").join(connection_id)
        self._call("DELETE", str(address), auth, gone_is_fine=True)

    def _call(
        self, method: str, address: str, auth: httpx.Auth, *, gone_is_fine: bool = False
    ) -> httpx.Response:
        with translated_errors():
            response = self._http.request(
                method, address, auth=auth, headers={"Accept": "application/json"}
            )
        gone = gone_is_fine and response.status_code == httpx.codes.NOT_FOUND
        if response.is_success or gone:
            return response
        raise from_response(response)

    def _token(
        self, form: Mapping[str, str], extensions: Mapping[str, object] = _NONE
    ) -> _TokenAnswer:
        with translated_errors(writing=True):
            response = self._http.post(
                self._addresses.token, data=form, extensions=dict(extensions)
            )
        if response.status_code == httpx.codes.OK:
            return _read(response, _TokenAnswer)
        raise _token_error(response)

    def _tokens(self, answer: _TokenAnswer, before: str) -> Tokens:
        access, refresh = answer.access_token, answer.refresh_token or before
        if not (_TOKEN.fullmatch(access) and _TOKEN.fullmatch(refresh)):
            raise BrokenAnswerError("Xero's identity service gave no usable token.")
        seconds = min(max(answer.expires_in, 0), _LONGEST_LIFETIME)
        return Tokens(access, refresh, self._clock() + timedelta(seconds=seconds))


def claims(token: str) -> dict[str, str]:
    """The texts a token says of itself; nothing where it cannot be read.

    Its signature is not checked: it came from Xero itself over TLS, and only names
    are taken from it.
    """
    try:
        part = token.split(".")[1]
        padded = part + "=" * (-len(part) % 4)
        said = msgspec.json.decode(
            base64.urlsafe_b64decode(padded), type=dict[str, Any]
        )
    except (IndexError, binascii.Error, ValueError, RecursionError):
        return {}
    return {name: value for name, value in said.items() if isinstance(value, str)}


def _granted(answer: _TokenAnswer, tokens: Tokens) -> Granted:
    access, said = claims(tokens.access), claims(answer.id_token or "")
    full_name = f"{said.get('given_name', '')} {said.get('family_name', '')}".strip()
    return Granted(
        tokens=tokens,
        user_id=access.get("xero_userid") or said.get("xero_userid", ""),
        name=full_name or said.get("name", ""),
        email=said.get("email", ""),
        event_id=access.get("authentication_event_id", ""),
    )


def _token_error(response: httpx.Response) -> AppError:
    status = response.status_code
    if status == httpx.codes.TOO_MANY_REQUESTS or response.is_server_error:
        return BusyError(
            f"Xero's identity service answered {status}.",
            retry_after=retry_after(response),
        )
    word = _error_word(response)
    if word == "invalid_grant":
        return GrantEndedError("Xero does not accept this sign-in any more.")
    meaning = _MEANINGS.get(word, "Xero's identity service said no.")
    return RefusedError(f"{meaning} ({word or status})")


def _error_word(response: httpx.Response) -> str:
    """Xero's short word alone: what else an error says might repeat a secret."""
    try:
        word = _read(response, _TokenError).error
    except BrokenAnswerError:
        return ""
    return word if _ERROR_WORD.fullmatch(word) else ""


def _read(response: httpx.Response, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(response.content, type=kind)
    except (ValueError, RecursionError):
        # not "from": what a decoder complains of may hold part of a token
        raise BrokenAnswerError(
            f"{response.url.host} answered something unreadable."
        ) from None
