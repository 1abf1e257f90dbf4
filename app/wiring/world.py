"""What the use cases share, each part made when it is first wanted."""

from __future__ import annotations

import getpass
import hashlib
import os
from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING

from app.clients.expensify.wire import read_report
from app.errors import KeyLockedError
from app.keychain import Keychain
from app.ports.running import Stop
from app.services.preparation import Preparation
from app.services.scribe import Scribe
from app.store.opening import Store
from app.wiring.now import now
from app.wiring.place import Place

if TYPE_CHECKING:  # these take their time to load, and the window opens without them
    import httpx

    from app.clients.expensify.client import ExpensifySource
    from app.clients.oauth import SignIns
    from app.clients.tokens import StoredSignIns
    from app.clients.xero.ledgers import XeroLedgers
    from app.domain.books import OrganisationId
    from app.store.leases import SqlLeases
    from app.store.vault import SqlVault
    from app.wiring.network import Network

# ruff: noqa: PLC0415 - each part loads with its first use


class World:
    """A place with its store open; used on the thread that opened it."""

    def __init__(
        self,
        place: Place,
        store: Store,
        stop: Stop,
        transport: httpx.BaseTransport | None,
    ) -> None:
        self.place = place
        self.store = store
        self.work = store.work
        self.stop = stop
        self._transport = transport
        self._open = ExitStack()
        self._open.callback(store.close)
        self.scribe = Scribe(now, getpass.getuser())
        self.preparation = Preparation(read_report, store.work, self.scribe)

    @cached_property
    def vault(self) -> SqlVault:
        """The secrets."""
        from app.store.vault import SqlVault

        return SqlVault(self.store, self._key())

    @cached_property
    def leases(self) -> SqlLeases:
        """Who works at what."""
        from app.store.leases import SqlLeases

        return SqlLeases(self.store, now)

    @property
    def ledgers(self) -> XeroLedgers:
        """The organisations in Xero."""
        return self._network.ledgers

    @property
    def sign_ins(self) -> SignIns:
        """The sign-ins to Xero."""
        return self._network.sign_ins

    @property
    def source(self) -> Callable[[], ExpensifySource]:
        """Expensify, by the stored credentials, which are first asked for at a call."""
        return self._network.sources.signed_in

    @property
    def source_of(self) -> Callable[[str, str], ExpensifySource]:
        """Expensify, by other credentials."""
        return self._network.sources.of

    def reaches(self, organisation_id: OrganisationId) -> bool:
        """Whether somebody is signed in who could use it when last asked."""
        try:
            return self.stored_sign_ins.reached(organisation_id)
        except KeyLockedError:
            return False

    def at_the_end(self, do: Callable[[], object]) -> None:
        """Have something done before everything is let go of."""
        self._open.callback(do)

    def close(self) -> None:
        """Let go of everything that is open."""
        self._open.close()

    @cached_property
    def stored_sign_ins(self) -> StoredSignIns:
        """The sign-ins to Xero, as they are kept."""
        from app.clients.tokens import StoredSignIns

        return StoredSignIns(self.vault)

    @cached_property
    def _network(self) -> Network:
        from app.wiring.network import Network

        network = Network(
            self.place, self.store, self.vault, self.stop, self._transport
        )
        self._open.callback(network.close)
        return network

    def _key(self) -> Callable[[], bytes]:
        if self.place.practice:
            return lambda: hashlib.sha256(b"practice").digest()
        passphrase = os.environ.get("VOUCH_PASSPHRASE", "")
        return Keychain(self.place.home.data, passphrase).key
