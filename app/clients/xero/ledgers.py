"""One ledger for each organisation, each with a pacer of its own."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable

import httpx

from app.clients.addresses import XeroAddresses
from app.clients.http import retrying
from app.clients.xero.client import XeroLedger
from app.clients.xero.limits import Note, OrganisationPacer
from app.clients.xero.line import XeroLine
from app.domain.books import OrganisationId
from app.ports.running import Clock, Stop

_TIMEOUT = httpx.Timeout(30.0, connect=10.0, read=100.0)


def xero_http(
    transport: httpx.BaseTransport | None = None,
    certificates: ssl.SSLContext | None = None,
) -> httpx.Client:
    """The connections to Xero, shared by all; whoever asked closes them.

    ``certificates`` saves reading them again.
    """
    return httpx.Client(
        timeout=_TIMEOUT,
        headers={"User-Agent": "Vouch"},
        transport=transport,
        verify=certificates or True,
    )


class XeroLedgers:
    """Gives out the one ledger of an organisation, however often it is asked for."""

    def __init__(  # noqa: PLR0913 - each is something a ledger needs
        self,
        http: httpx.Client,
        addresses: XeroAddresses,
        auth: Callable[[OrganisationId], httpx.Auth],
        *,
        clock: Clock,
        stop: Stop,
        note: Note,
    ) -> None:
        self._http = http
        self._addresses = addresses
        self._auth = auth
        self._clock = clock
        self._stop = stop
        self._note = note
        self._made: dict[OrganisationId, XeroLedger] = {}
        self._making = threading.Lock()

    def __call__(self, organisation_id: OrganisationId) -> XeroLedger:
        """The ledger of one organisation."""
        with self._making:
            if organisation_id not in self._made:
                self._made[organisation_id] = self._ledger(organisation_id)
            return self._made[organisation_id]

    def _ledger(self, organisation_id: OrganisationId) -> XeroLedger:
        pacer = OrganisationPacer(
            organisation_id, clock=self._clock, stop=self._stop, note=self._note
        )
        line = XeroLine(
            organisation_id,
            self._http,
            base=self._addresses.accounting,
            auth=self._auth(organisation_id),
            pacer=pacer,
            retrying=retrying(self._stop),
        )
        return XeroLedger(organisation_id, line, self._clock)
