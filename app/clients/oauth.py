"""Signing in to Xero with PKCE and without a secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import secrets
from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

import httpx
from tenacity import Retrying

from app.clients.addresses import XeroAddresses
from app.clients.http import retrying
from app.clients.identity import Granted, Identity
from app.clients.renewing import Renewals, RenewingAuth
from app.clients.tokens import SignIn, StoredSignIns
from app.domain.books import OrganisationId
from app.errors import InputError, RefusedError, SignInNeededError
from app.ports.guarding import Vault
from app.ports.running import Clock, Stop
from app.ports.sign_in import SignInRequest, SignInStatus, Tenant

logger = logging.getLogger(__name__)

SCOPES = (
    "offline_access",
    "openid",
    "profile",
    "email",
    "accounting.manualjournals",
    "accounting.settings.read",
)


class SignIns:
    """The Xero users who signed in, side by side."""

    def __init__(
        self,
        http: httpx.Client,
        vault: Vault,
        addresses: XeroAddresses,
        *,
        clock: Clock,
        stop: Stop,
    ) -> None:
        self._stored = StoredSignIns(vault)
        self._identity = Identity(http, addresses, clock)
        self._renewals = Renewals(self._stored, self._identity, clock)
        self._addresses = addresses
        self._clock = clock
        self._retrying: Retrying = retrying(stop)

    def renewed(self, sign_in: SignIn) -> SignIn:
        """A sign-in with a new pair of tokens, which is kept.

        SignInNeededError when Xero says that it has ended.
        """
        return self._renewals.renewed(sign_in)

    def begin(self, client_id: str, redirect_uri: str) -> SignInRequest:
        """A sign-in's address and secrets."""
        if not client_id.strip():
            raise InputError("The client id of the Xero app is missing.")
        verifier, state = secrets.token_urlsafe(64), secrets.token_urlsafe(32)
        asked = {
            "response_type": "code",
            "client_id": client_id.strip(),
            "redirect_uri": redirect_uri,
            "scope": " ".join(SCOPES),
            "state": state,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
        }
        return SignInRequest(
            client_id=client_id.strip(),
            authorize_url=f"{self._addresses.authorize}?{urlencode(asked)}",
            redirect_uri=redirect_uri,
            state=state,
            verifier=verifier,
        )

    def finish(self, request: SignInRequest, redirected: str) -> tuple[Tenant, ...]:
        """Exchange the address that the browser was sent back to; keeps the tokens.

        The organisation just allowed comes first. RefusedError where the user cancelled
        or the state is another's; SignInNeededError where the code is no longer good.
        """
        granted = self._identity.exchange(request, _code(request, redirected))
        sign_in = self._keep(request.client_id, granted)
        tenants = self._refreshed(sign_in)
        return tuple(sorted(tenants, key=lambda x: x.event_id != granted.event_id))

    def tenants(self) -> tuple[Tenant, ...]:
        """All organisations that the stored sign-ins may use, each once."""
        found: dict[OrganisationId, Tenant] = {}
        for sign_in in self._stored.live():
            try:
                tenants = self._refreshed(sign_in)
            except SignInNeededError as error:
                logger.info("A sign-in to Xero is left out: %s", error.detail)
                continue
            for tenant in tenants:
                found.setdefault(tenant.organisation_id, tenant)
        return tuple(found.values())

    def statuses(self) -> tuple[SignInStatus, ...]:
        """Who is signed in, as stored, the newest first; holds no secret."""
        return tuple(
            SignInStatus(
                id=x.id,
                client_id=x.client_id,
                name=x.name,
                email=x.email,
                signed_in=x.signed_in,
                good_until=x.tokens.expires if x.tokens else None,
                tenants=x.tenants,
            )
            for x in self._stored.all()
        )

    def disconnect(self, tenant: Tenant) -> None:
        """Take back every sign-in's permission to use an organisation.

        A sign-in that may use none after that is forgotten, with its tokens.
        """
        for sign_in in self._stored.live():
            auth, kept = self._auth_of(sign_in), []
            for own in sign_in.tenants:
                if own.organisation_id == tenant.organisation_id:
                    self._retrying(self._identity.disconnect, auth, own.connection_id)
                else:
                    kept.append(own)
            if kept:
                self._note(sign_in.id, tuple(kept))
            else:
                self.forget(sign_in.id)

    def forget(self, sign_in_id: str) -> None:
        """Forget a sign-in and its tokens."""
        with self._stored.locked(sign_in_id):
            self._stored.remove(sign_in_id)

    def auth(self, organisation_id: OrganisationId) -> httpx.Auth:
        """Sign requests with whichever sign-in may use the organisation by then."""
        return RenewingAuth(
            self._renewals, lambda: self._stored.reaching(organisation_id)
        )

    def _keep(self, client_id: str, granted: Granted) -> SignIn:
        sign_in = SignIn(
            id=_sign_in_id(client_id, granted.user_id),
            client_id=client_id,
            name=granted.name,
            email=granted.email,
            signed_in=self._clock(),
            tokens=granted.tokens,
        )
        with self._stored.locked(sign_in.id):
            before = self._stored.get(sign_in.id)
            if before is not None:
                sign_in = replace(sign_in, tenants=before.tenants)
            self._stored.put(sign_in)
        return sign_in

    def _refreshed(self, sign_in: SignIn) -> tuple[Tenant, ...]:
        """Ask Xero which organisations a sign-in may use, and remember them."""
        tenants = self._retrying(self._identity.tenants, self._auth_of(sign_in))
        self._note(sign_in.id, tenants)
        return tenants

    def _auth_of(self, sign_in: SignIn) -> httpx.Auth:
        return RenewingAuth(
            self._renewals, lambda: self._stored.get(sign_in.id) or sign_in
        )

    def _note(self, sign_in_id: str, tenants: tuple[Tenant, ...]) -> None:
        with self._stored.locked(sign_in_id):
            stored = self._stored.get(sign_in_id)
            if stored is not None:
                self._stored.put(replace(stored, tenants=tenants))


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _code(request: SignInRequest, redirected: str) -> str:
    """Read the code out of the address that came back."""
    try:
        said = parse_qs(urlsplit(redirected).query)
    except ValueError:
        said = {}
    states, codes, errors = (said.get(x, []) for x in ("state", "code", "error"))
    known = len(states) == 1 and hmac.compare_digest(
        states[0].encode(errors="replace"), request.state.encode()
    )
    if not known:
        raise RefusedError("The answer belongs to another sign-in: begin again.")
    if "access_denied" in errors:
        raise RefusedError("The sign-in was cancelled in Xero; nothing was connected.")
    if errors or len(codes) != 1:
        raise RefusedError("Xero did not let this app sign in: begin again.")
    return codes[0]


def _sign_in_id(client_id: str, user_id: str) -> str:
    """Keep one sign-in for a user and an app, under a name that tells neither."""
    if not user_id:
        return uuid4().hex
    return hashlib.sha256(f"{client_id} {user_id}".encode()).hexdigest()[:32]
