"""Who signed in, what they allowed, and the tokens that came of it."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from app.practice.xero import tokens
from app.practice.xero.answers import RefusalError, unauthorised
from app.practice.xero.clock import Clock
from app.practice.xero.shelf import Shelf
from app.practice.xero.tokens import BadTokenError

CODE_LIFETIME = timedelta(minutes=5)
GRACE = timedelta(minutes=30)
UNUSED_LIFETIME = timedelta(days=60)
SHORTEST_VERIFIER, LONGEST_VERIFIER = 43, 128

_DOCUMENT = "sign-ins"


class OAuthError(Exception):
    """A request that OAuth answers with one of its error words."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


class Asked(msgspec.Struct, frozen=True):
    """What a program asked a person to allow."""

    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str
    challenge: str


class Grant(msgspec.Struct):
    """What one person allowed one program, and how far its tokens have moved on."""

    id: str
    client_id: str
    email: str
    scopes: tuple[str, ...]
    auth_event: str
    signed_in: datetime
    renewed: datetime
    refresh: str = ""
    previous: str = ""
    generation: int = 0
    expired_generation: int = -1

    @property
    def user_id(self) -> str:
        """The same person has the same id always."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"mailto:{self.email}"))


class Connection(msgspec.Struct):
    """That a person lets the program into an organisation."""

    id: str
    email: str
    tenant_id: str
    auth_event: str
    created: datetime
    updated: datetime


class _Kept(msgspec.Struct):
    key: str
    grants: list[Grant]
    connections: list[Connection]


class _Code(msgspec.Struct, frozen=True):
    asked: Asked
    grant: Grant
    issued: datetime


class SignIns:
    """Every sign-in of the practice Xero; kept, but for codes that live minutes."""

    def __init__(self, shelf: Shelf, clock: Clock) -> None:
        self._shelf = shelf
        self._clock = clock
        kept = shelf.document(_DOCUMENT, _Kept)
        self._kept = kept or _Kept(secrets.token_hex(32), [], [])
        self._codes: dict[str, _Code] = {}

    def allow(self, asked: Asked, email: str, tenants: Iterable[str]) -> str:
        """Let a program into organisations, and give the code it may come back with."""
        now = self._clock()
        grant = Grant(
            id=str(uuid.uuid4()),
            client_id=asked.client_id,
            email=email,
            scopes=self._added_up(asked, email),
            auth_event=str(uuid.uuid4()),
            signed_in=now,
            renewed=now,
        )
        for tenant in tenants:
            self._connect(email, tenant, grant.auth_event, now)
        self._keep()
        code = secrets.token_urlsafe(32)
        self._codes[code] = _Code(asked, grant, now)
        return code

    def exchange(
        self, client_id: str, code: str, redirect_uri: str, verifier: str
    ) -> dict[str, Any]:
        """Give the first tokens for a code; it works once."""
        issued = self._codes.pop(code, None)
        if issued is None or self._clock() - issued.issued > CODE_LIFETIME:
            raise OAuthError("invalid_grant")
        asked = issued.asked
        fits = SHORTEST_VERIFIER <= len(verifier) <= LONGEST_VERIFIER
        answers = tokens.challenge_of(verifier) == asked.challenge
        same = (asked.client_id, asked.redirect_uri) == (client_id, redirect_uri)
        if not (fits and answers and same):
            raise OAuthError("invalid_grant")
        self._kept.grants.append(issued.grant)
        return self._issued(issued.grant)

    def renew(self, client_id: str, refresh: str) -> dict[str, Any]:
        """Give new tokens for a refresh token.

        The one before it works for a while longer, in case the answer was lost; what
        was issued in that answer is then no good any more.
        """
        now = self._clock()
        grant = next((x for x in self._kept.grants if _has(x, refresh)), None)
        if grant is None or grant.client_id != client_id or not refresh:
            raise OAuthError("invalid_grant")
        if now - grant.renewed > UNUSED_LIFETIME:
            raise OAuthError("invalid_grant")
        if refresh == grant.refresh:
            grant.previous, grant.renewed = refresh, now
        elif now - grant.renewed > GRACE:
            raise OAuthError("invalid_grant")
        return self._issued(grant)

    def revoke(self, refresh: str) -> None:
        """End a sign-in; the person's connections end with it."""
        grant = next((x for x in self._kept.grants if _has(x, refresh)), None)
        if grant is None or not refresh:
            return
        kept = self._kept
        kept.grants = [x for x in kept.grants if x is not grant]
        kept.connections = [x for x in kept.connections if x.email != grant.email]
        self._keep()

    def bearer(self, authorization: str) -> Grant:
        """Find whose access token this is; RefusalError when it is no good."""
        scheme, _, token = authorization.partition(" ")
        try:
            claims = tokens.read(token, self._kept.key)
        except BadTokenError:
            raise RefusalError(unauthorised("AuthenticationUnsuccessful")) from None
        grant = next((x for x in self._kept.grants if x.id == claims.sid), None)
        if grant is None or scheme.lower() != "bearer":
            raise RefusalError(unauthorised("AuthenticationUnsuccessful"))
        over = claims.generation <= grant.expired_generation
        if over or claims.exp <= tokens.seconds(self._clock()):
            expired = f"{self._clock():%m/%d/%Y %H:%M:%S}"
            detail = f"TokenExpired: token expired at {expired}"
            raise RefusalError(unauthorised(detail))
        return grant

    def connections(self, email: str) -> list[Connection]:
        """List what a person has connected."""
        return [x for x in self._kept.connections if x.email == email]

    def disconnect(self, connection_id: str, email: str) -> bool:
        """End one connection of a person's; False where there is none of that id."""
        return self._drop(lambda x: x.id == connection_id and x.email == email)

    def disconnect_everyone(self, tenant: str) -> bool:
        """End every connection to an organisation, as its owner can within Xero."""
        return self._drop(lambda x: x.tenant_id == tenant)

    def expire_access(self) -> None:
        """Let every access token issued so far be past its time."""
        for grant in self._kept.grants:
            grant.expired_generation = grant.generation
        self._keep()

    def expire_refresh(self) -> None:
        """Let every refresh token be past its time; only a new sign-in helps."""
        for grant in self._kept.grants:
            grant.refresh = grant.previous = ""
        self._keep()

    def summary(self) -> dict[str, object]:
        """Count sign-ins and connections; no token is told."""
        connections = [
            {"email": x.email, "tenant_id": x.tenant_id} for x in self._kept.connections
        ]
        return {"sign_ins": len(self._kept.grants), "connections": connections}

    def _added_up(self, asked: Asked, email: str) -> tuple[str, ...]:
        """Scopes are never fewer than what the person allowed before."""
        before = [
            x.scopes
            for x in self._kept.grants
            if (x.email, x.client_id) == (email, asked.client_id)
        ]
        every = dict.fromkeys(asked.scopes)
        every |= dict.fromkeys(scope for scopes in before for scope in scopes)
        return tuple(every)

    def _connect(self, email: str, tenant: str, auth_event: str, now: datetime) -> None:
        for known in self.connections(email):
            if known.tenant_id == tenant:
                known.auth_event, known.updated = auth_event, now
                return
        self._kept.connections.append(
            Connection(str(uuid.uuid4()), email, tenant, auth_event, now, now)
        )

    def _issued(self, grant: Grant) -> dict[str, Any]:
        """Give the next tokens of a sign-in, once they are kept."""
        grant.generation += 1
        offline = "offline_access" in grant.scopes
        grant.refresh = secrets.token_urlsafe(32) if offline else ""
        self._keep()
        answer: dict[str, Any] = {
            "access_token": tokens.signed(self._access_claims(grant), self._kept.key),
            "expires_in": int(tokens.ACCESS_LIFETIME.total_seconds()),
            "token_type": "Bearer",
            "scope": " ".join(grant.scopes),
        }
        if "openid" in grant.scopes:
            claims = self._identity_claims(grant)
            answer["id_token"] = tokens.signed(claims, self._kept.key)
        if offline:
            answer["refresh_token"] = grant.refresh
        return answer

    def _access_claims(self, grant: Grant) -> dict[str, Any]:
        return self._common_claims(grant, tokens.ACCESS_LIFETIME) | {
            "aud": f"{tokens.ISSUER}/resources",
            "client_id": grant.client_id,
            "jti": secrets.token_hex(16),
            "authentication_event_id": grant.auth_event,
            "scope": grant.scopes,
            "generation": grant.generation,
        }

    def _identity_claims(self, grant: Grant) -> dict[str, Any]:
        return self._common_claims(grant, tokens.IDENTITY_LIFETIME) | {
            "aud": grant.client_id,
            "preferred_username": grant.email,
            "email": grant.email,
            "given_name": grant.email.partition("@")[0],
            "family_name": "Practice",
        }

    def _common_claims(self, grant: Grant, lifetime: timedelta) -> dict[str, Any]:
        now = self._clock()
        return {
            "nbf": tokens.seconds(now),
            "iat": tokens.seconds(now),
            "exp": tokens.seconds(now + lifetime),
            "iss": tokens.ISSUER,
            "sub": uuid.UUID(grant.user_id).hex,
            "auth_time": tokens.seconds(grant.signed_in),
            "xero_userid": grant.user_id,
            "sid": grant.id,
        }

    def _drop(self, unwanted: Callable[[Connection], bool]) -> bool:
        before = len(self._kept.connections)
        self._kept.connections = [x for x in self._kept.connections if not unwanted(x)]
        self._keep()
        return len(self._kept.connections) < before

    def _keep(self) -> None:
        self._shelf.keep_document(_DOCUMENT, self._kept)


def _has(grant: Grant, refresh: str) -> bool:
    return refresh in {grant.refresh, grant.previous}
