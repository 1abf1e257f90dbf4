"""Keeps idle sign-ins to Xero from lapsing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from app.clients.tokens import SignIn, StoredSignIns
from app.errors import AppError, KeyLockedError
from app.ports.running import Clock
from app.ports.sign_in import Lasting

logger = logging.getLogger(__name__)

_ACCESS = timedelta(minutes=30)  # how long an access token is good for
_UNUSED = timedelta(days=60)  # after which Xero forgets a refresh token
_IDLE = timedelta(days=10)


class KeepingAlive:
    """Renews what has lain idle for ten days: fifty before Xero would forget it."""

    def __init__(
        self,
        stored: StoredSignIns,
        renewed: Callable[[SignIn], SignIn],
        clock: Clock,
    ) -> None:
        self._stored = stored
        self._renewed = renewed
        self._clock = clock

    def lasting(self) -> tuple[Lasting, ...]:
        """Until when each sign-in lasts if it is not used; needs no network."""
        return tuple(
            Lasting(
                x.id,
                x.who,
                tuple(tenant.name for tenant in x.tenants),
                _renewed(x) + _UNUSED if x.tokens else None,
            )
            for x in self._stored.all()
        )

    def idle(self) -> bool:
        """Whether one has lain idle for so long that it is to be renewed."""
        return any(self._is_idle(x) for x in self._live())

    def renew(self) -> int:
        """Renew the idle ones; returns how many were. What cannot be waits."""
        count = 0
        for sign_in in self._live():
            if not self._is_idle(sign_in):
                continue
            try:
                self._renewed(sign_in)
            except AppError as error:
                logger.info("The sign-in of %s: %s", sign_in.who, error.sentence)
            else:
                count += 1
        return count

    def _live(self) -> tuple[SignIn, ...]:
        try:
            return self._stored.live()
        except KeyLockedError as error:
            logger.info("No sign-in is renewed: %s", error.sentence)
            return ()

    def _is_idle(self, sign_in: SignIn) -> bool:
        return self._clock() - _renewed(sign_in) > _IDLE


def _renewed(sign_in: SignIn) -> datetime:
    return sign_in.tokens.expires - _ACCESS if sign_in.tokens else sign_in.signed_in
