"""Tokens that renew themselves."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import timedelta

import httpx

from app.clients.identity import GrantEndedError, Identity
from app.clients.tokens import SignIn, StoredSignIns, ended
from app.ports.running import Clock

_EARLY = timedelta(minutes=1)


class Renewals:
    """Renews the tokens of stored sign-ins, one at a time each."""

    def __init__(self, stored: StoredSignIns, identity: Identity, clock: Clock) -> None:
        self._stored = stored
        self._identity = identity
        self._clock = clock

    def fresh(self, sign_in: SignIn) -> SignIn:
        """Renew a sign-in whose token is about to lapse; any other is given back."""
        if sign_in.tokens is None:
            raise ended(sign_in)
        if sign_in.tokens.expires - self._clock() > _EARLY:
            return sign_in
        return self.renewed(sign_in)

    def renewed(self, stale: SignIn) -> SignIn:
        """Renew a sign-in, or take what somebody else has renewed meanwhile.

        The new pair is committed before it is given out. SignInNeededError, and the
        sign-in kept for its name alone, only when Xero says that it has ended.
        """
        with self._stored.locked(stale.id):
            stored = self._stored.get(stale.id)
            if stored is None or stored.tokens is None:
                raise ended(stored)
            if stored.tokens != stale.tokens:
                return stored
            try:
                tokens = self._identity.renew(stored.client_id, stored.tokens.refresh)
            except GrantEndedError:
                return self._last_look(stored)
            renewed = replace(stored, tokens=tokens)
            self._stored.put(renewed)
            return renewed

    def _last_look(self, refused: SignIn) -> SignIn:
        stored = self._stored.get(refused.id)
        if stored and stored.tokens and stored.tokens != refused.tokens:
            return stored
        self._stored.put(replace(refused, tokens=None))
        raise ended(refused) from None


class RenewingAuth(httpx.Auth):
    """Signs every request; renews the token before it lapses and once on a 401.

    Renewing is a call of its own rather than part of the flow, so that a renewal that
    fails is never taken for a lost answer of the request itself.
    """

    def __init__(self, renewals: Renewals, whose: Callable[[], SignIn]) -> None:
        self._renewals = renewals
        self._whose = whose

    def sync_auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        """Override: send, and on a 401 renew once and send again."""
        sign_in = self._renewals.fresh(self._whose())
        response = yield _signed(request, sign_in)
        if response.status_code == httpx.codes.UNAUTHORIZED:
            yield _signed(request, self._renewals.renewed(sign_in))


def _signed(request: httpx.Request, sign_in: SignIn) -> httpx.Request:
    if sign_in.tokens is None:
        raise ended(sign_in)
    request.headers["Authorization"] = f"Bearer {sign_in.tokens.access}"
    return request
