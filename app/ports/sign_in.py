"""What the use cases need to sign in to Xero."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from app.domain.books import OrganisationId


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
