"""The services on the network, from the first time that one of them is wanted."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import astuple

import httpx

from app.clients.addresses import XeroAddresses
from app.clients.breaking_off import BreakingOff, loses_nothing
from app.clients.expensify.client import ExpensifySource
from app.clients.expensify.jobs import Credentials
from app.clients.expensify.line import ExpensifyLine, expensify_pacer
from app.clients.http import CallLog, Pacer
from app.clients.oauth import SignIns
from app.clients.xero.ledgers import XeroLedgers, xero_http
from app.domain.books import OrganisationId
from app.errors import SignInNeededError
from app.ports.guarding import EXPENSIFY_SECRET, EXPENSIFY_USER, Vault
from app.ports.running import ImpatientStop, Stop
from app.ports.xero import Allowances
from app.settings import Addresses
from app.store.calls import StoreCallLog
from app.store.opening import Store
from app.wiring.now import now
from app.wiring.place import Place


class Network:
    """Expensify and Xero; nothing is asked of either before a use case does."""

    def __init__(
        self,
        place: Place,
        store: Store,
        vault: Vault,
        stop: Stop,
        transport: httpx.BaseTransport | None,
    ) -> None:
        self._stack = ExitStack()
        certificates = _certificates(place.addresses)
        xero = self._stack.enter_context(xero_http(transport, certificates))
        addresses = XeroAddresses(
            login=place.addresses.xero_login,
            identity=place.addresses.xero_identity,
            api=place.addresses.xero_api,
        )
        self.sign_ins = SignIns(xero, vault, addresses, clock=now, stop=stop)
        self.ledgers = XeroLedgers(
            xero,
            addresses,
            self.sign_ins.auth,
            clock=now,
            stop=stop,
            note=_noting(store),
        )
        expensify = self._stack.enter_context(
            httpx.Client(
                base_url=place.addresses.expensify,
                transport=transport,
                verify=certificates,
            )
        )
        if isinstance(stop, ImpatientStop):
            breaking_off = BreakingOff(stop.breaks_off)
            breaking_off.watch(xero, loses_nothing)
            breaking_off.watch(expensify, lambda _job: True)  # none changes anything
        self.sources = Sources(place, expensify, vault, StoreCallLog(store), stop)

    def close(self) -> None:
        """Let the connections go."""
        self._stack.close()


class Sources:
    """Expensify, by the stored credentials or by others that are being tried."""

    def __init__(
        self, place: Place, http: httpx.Client, vault: Vault, log: CallLog, stop: Stop
    ) -> None:
        self._place = place
        self._http = http
        self._vault = vault
        self._pacer = (
            Pacer("practice", (), clock=now, stop=stop)
            if place.practice
            else expensify_pacer(now, stop, log)
        )
        self._stop = stop
        self._own = self._source(self._stored)

    def signed_in(self) -> ExpensifySource:
        """The source of the stored credentials, which are first asked for at a call."""
        return self._own

    def of(self, user_id: str, secret: str) -> ExpensifySource:
        """The source of these credentials."""
        credentials = Credentials(user_id, secret)
        return self._source(lambda: credentials)

    def _source(self, credentials: Callable[[], Credentials]) -> ExpensifySource:
        line = ExpensifyLine(
            self._http, credentials, pacer=self._pacer, stop=self._stop
        )
        return ExpensifySource(
            line, folder=self._place.home.cache, clock=now, stop=self._stop
        )

    def _stored(self) -> Credentials:
        user_id = self._vault.get(EXPENSIFY_USER)
        secret = self._vault.get(EXPENSIFY_SECRET)
        if not (user_id and secret):
            raise SignInNeededError("Expensify is not connected yet.")
        return Credentials(user_id, secret)


def _certificates(addresses: Addresses) -> ssl.SSLContext:
    """Whom to believe, read once, since it takes its time; nobody, if none is asked."""
    if all(x.startswith("http:") for x in astuple(addresses)):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx.create_ssl_context()


def _noting(store: Store) -> Callable[[OrganisationId, Allowances], None]:
    def note(organisation_id: OrganisationId, said: Allowances) -> None:
        with store.work() as work:
            work.reference.save_allowances(organisation_id, said)
            work.commit()

    return note
