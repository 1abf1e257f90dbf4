"""Xero's identity service as a test wants it, and whoever signs in there."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx

from app.clients.oauth import SignIns
from app.domain.books import OrganisationId
from app.ports.sign_in import SignInRequest
from tests.app.clients.xero.made import ADDRESSES, MemoryVault, Time

CALLBACK = "http://localhost:47810/callback"
FIRST, SECOND = OrganisationId("tenant-1"), OrganisationId("tenant-2")

Answer = Callable[[httpx.Request], httpx.Response]


def token(**claims: str) -> str:
    said = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"header.{said}.signature"


def tokens(number: int = 1, user: str = "ann", event: str = "e1") -> dict[str, Any]:
    """What the token endpoint answers."""
    return {
        "access_token": token(
            xero_userid=user, authentication_event_id=event, jti=f"secret-{number}"
        ),
        "refresh_token": f"secret-refresh-{user}-{number}",
        "id_token": token(
            given_name=user.title(), family_name="Example", email="a@b.c"
        ),
        "expires_in": 1800,
        "token_type": "Bearer",
    }


def connection(tenant: str, event: str = "e0", **changes: str) -> dict[str, str]:
    return {
        "id": f"connection-{tenant}",
        "authEventId": event,
        "tenantId": tenant,
        "tenantType": "ORGANISATION",
        "tenantName": tenant.title(),
        "updatedDateUtc": "2026-08-30T09:00:00.1234567",
    } | changes


@dataclass
class Xero:
    """Xero's identity service, as the test wants it."""

    token: Answer | Exception = field(
        default_factory=lambda: lambda _: httpx.Response(200, json=tokens())
    )
    connections: list[dict[str, str]] = field(
        default_factory=lambda: [connection("tenant-1", "e1")]
    )
    asked: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if request.url.path == "/connect/token":
            if isinstance(self.token, Exception):
                raise self.token
            return self.token(request)
        if request.method == "DELETE":
            return httpx.Response(204)
        return httpx.Response(200, json=self.connections)

    @property
    def forms(self) -> list[dict[str, str]]:
        """What the token endpoint was asked."""
        return [
            dict(parse_qsl(x.content.decode()))
            for x in self.asked
            if x.url.path == "/connect/token"
        ]


def answered(status: int, content: object) -> Answer:
    return lambda _: httpx.Response(status, json=content)


def sign_ins(
    xero: Answer, vault: MemoryVault | None = None, time: Time | None = None
) -> SignIns:
    time = time or Time()
    http = httpx.Client(transport=httpx.MockTransport(xero))
    return SignIns(http, vault or MemoryVault(), ADDRESSES, clock=time, stop=time)


def back(request: SignInRequest, **said: str) -> str:
    return f"{CALLBACK}?{urlencode({'state': request.state, 'code': 'c-1'} | said)}"


def signed_in(xero: Answer, vault: MemoryVault, time: Time | None = None) -> SignIns:
    made = sign_ins(xero, vault, time)
    request = made.begin("client", CALLBACK)
    made.finish(request, back(request))
    return made
