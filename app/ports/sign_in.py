"""What the use cases need to sign in to Xero."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from app.domain.books import OrganisationId

PORTS = (47810, 47811, 47812, 47813, 47814)
"""Where this machine may be listening for a browser, tried in this order."""

PATH = "/callback"
PATIENCE = 600.0
"""Seconds that a sign-in may take, from the first page to the browser's return."""


def redirect_uri(port: int) -> str:
    """The address to register with Xero for ``port``; only this spelling is allowed."""
    return f"http://localhost:{port}{PATH}"


@dataclass(frozen=True, slots=True)
class Tenant:
    """An organisation that a sign-in may use.

    ``connection_id`` is Xero's id of that permission, ``event_id`` that of the sign-in
    it was given in.
    """

    connection_id: str
    organisation_id: OrganisationId
    name: str
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class SignInRequest:
    """A sign-in that was begun: the page to open, and what its answer is held to."""

    client_id: str
    authorize_url: str = field(repr=False)
    redirect_uri: str
    state: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignInStatus:
    """A sign-in as it may be shown; ``good_until`` is when its token is renewed."""

    id: str
    client_id: str
    name: str
    email: str
    signed_in: datetime
    good_until: datetime | None
    tenants: tuple[Tenant, ...]

    @property
    def ended(self) -> bool:
        """Whether the user has to sign in again."""
        return self.good_until is None

    @property
    def who(self) -> str:
        """Whose it is, as far as Xero told."""
        return self.name or self.email or "a Xero user"


@dataclass(frozen=True, slots=True)
class Lasting:
    """Until when a sign-in lasts if it is not used; ``ends`` is None where it ended."""

    id: str
    who: str
    organisations: tuple[str, ...]
    ends: datetime | None


class XeroSignIns(Protocol):
    """Signing in to Xero, with PKCE and without a secret."""

    def begin(self, client_id: str, redirect_uri: str) -> SignInRequest:
        """A sign-in's address and secrets."""
        ...

    def finish(self, request: SignInRequest, redirected: str) -> tuple[Tenant, ...]:
        """Exchange the address that the browser was sent back to; keeps the tokens.

        The organisation just allowed comes first. RefusedError where the user cancelled
        or the state is another's; SignInNeededError where the code is no longer good.
        """
        ...

    def tenants(self) -> tuple[Tenant, ...]:
        """All organisations that the stored sign-ins may use."""
        ...

    def statuses(self) -> tuple[SignInStatus, ...]:
        """Who is signed in, as stored, the newest first; holds no secret."""
        ...

    def disconnect(self, tenant: Tenant) -> None:
        """Take back every sign-in's permission to use an organisation.

        A sign-in that may use none after that is forgotten, with its tokens.
        """
        ...

    def forget(self, sign_in_id: str) -> None:
        """Forget a sign-in that has ended."""
        ...
