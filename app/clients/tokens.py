"""Sign-ins to Xero as they are kept in the vault."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from app.domain.books import OrganisationId
from app.errors import DisconnectedError, SignInNeededError
from app.ports.guarding import Vault
from app.ports.sign_in import Tenant

_PREFIX = "xero/"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in is worth: both tokens, never shown."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires: datetime


@dataclass(frozen=True, slots=True)
class SignIn:
    """One Xero user's sign-in through one app; without tokens once it has ended."""

    id: str
    client_id: str
    name: str
    email: str
    signed_in: datetime
    tokens: Tokens | None
    tenants: tuple[Tenant, ...] = ()

    @property
    def who(self) -> str:
        """Whose it is, as far as Xero told."""
        return self.name or self.email or "a Xero user"

    def reaches(self, organisation_id: OrganisationId) -> bool:
        """Whether it could use this organisation when last asked."""
        return any(x.organisation_id == organisation_id for x in self.tenants)


class StoredSignIns:
    """The sign-ins of a vault, each one JSON under a name of its own."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def all(self) -> tuple[SignIn, ...]:
        """Every sign-in that can be read, the newest first."""
        found = (self._read(name) for name in self._vault.names(_PREFIX))
        return tuple(
            sorted(
                (sign_in for sign_in in found if sign_in is not None),
                key=lambda sign_in: (sign_in.signed_in, sign_in.id),
                reverse=True,
            )
        )

    def live(self) -> tuple[SignIn, ...]:
        """Those that have not ended."""
        return tuple(x for x in self.all() if x.tokens is not None)

    def reached(self, organisation_id: OrganisationId) -> bool:
        """Whether one that has not ended could use an organisation when last asked."""
        return any(x.reaches(organisation_id) for x in self.live())

    def get(self, sign_in_id: str) -> SignIn | None:
        """One sign-in; None when there is none or it cannot be read."""
        return self._read(_PREFIX + sign_in_id)

    def put(self, sign_in: SignIn) -> None:
        """Keep a sign-in, committed when this returns."""
        self._vault.put(_PREFIX + sign_in.id, msgspec.json.encode(sign_in).decode())

    def remove(self, sign_in_id: str) -> None:
        """Forget a sign-in; nothing happens when there is none."""
        self._vault.remove(_PREFIX + sign_in_id)

    def locked(self, sign_in_id: str) -> AbstractContextManager[None]:
        """Only one at a time changes a sign-in, across threads and processes."""
        return self._vault.locked(_PREFIX + sign_in_id)

    def reaching(self, organisation_id: OrganisationId) -> SignIn:
        """The newest live sign-in that may use an organisation.

        SignInNeededError where it has ended, DisconnectedError where none may use it.
        """
        stored = self.all()
        able = [x for x in stored if x.reaches(organisation_id)]
        for sign_in in able:
            if sign_in.tokens is not None:
                return sign_in
        if able or not stored:
            raise ended(able[0] if able else None)
        raise DisconnectedError("None of the sign-ins to Xero may use it any more.")

    def _read(self, name: str) -> SignIn | None:
        secret = self._vault.get(name)
        try:
            return msgspec.json.decode(secret or "", type=SignIn)
        except msgspec.DecodeError:
            return None


def ended(sign_in: SignIn | None) -> SignInNeededError:
    """Say that a sign-in is over, or that there is none."""
    if sign_in is None:
        return SignInNeededError("Nobody is signed in to Xero.")
    return SignInNeededError(
        f"Xero does not accept the sign-in of {sign_in.who} any more."
    )
