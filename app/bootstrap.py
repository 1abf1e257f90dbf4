"""Wires the use cases to the world; the one place that knows every part."""

from __future__ import annotations

import getpass
import hashlib
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import httpx

from app.background.autostart import Autostart, autostart
from app.clients.addresses import XeroAddresses
from app.clients.expensify.client import ExpensifySource
from app.clients.expensify.jobs import Credentials
from app.clients.expensify.line import ExpensifyLine, expensify_pacer
from app.clients.expensify.wire import read_report
from app.clients.http import CallLog, Pacer
from app.clients.loopback import Loopback
from app.clients.oauth import SignIns
from app.clients.xero.ledgers import XeroLedgers, xero_http
from app.domain.books import OrganisationId
from app.domain.closing.pack import Pack
from app.errors import InputError, KeyLockedError, SignInNeededError
from app.keychain import Keychain
from app.logs import diary
from app.paths import Home
from app.ports.guarding import Vault
from app.ports.running import Stop
from app.ports.xero import Allowances
from app.services.accruing import Accruer
from app.services.beginning import Beginnings, Hands
from app.services.checking import Checker
from app.services.clean import Clean
from app.services.closing import Closer
from app.services.completeness import Reckoner
from app.services.connecting import (
    EXPENSIFY_SECRET,
    EXPENSIFY_USER,
    Connecting,
    SetupFiles,
)
from app.services.drift import DriftWatch
from app.services.explaining import Explaining
from app.services.exporting import Exporting
from app.services.glancing import Glances
from app.services.holding import Holding
from app.services.journal_files import JournalFiles
from app.services.mapping import Mappings
from app.services.mapping_weights import Scales
from app.services.overriding import Overriding
from app.services.packing import Packing
from app.services.posting import Poster
from app.services.preparation import Preparation
from app.services.regaining import Regaining
from app.services.replay import Replayer
from app.services.rereading import Rereading
from app.services.reversal import Reverser
from app.services.review import HistoryReader, Review
from app.services.scheduled_running import ScheduledRunning
from app.services.scheduled_work import ScheduledWork
from app.services.scheduling import Scheduling
from app.services.scribe import Scribe
from app.services.settling import Settling
from app.services.successors import Successors
from app.services.surplus import Surplus
from app.services.surveying import Surveyor
from app.services.sync import Sync
from app.services.trends import Trends
from app.services.undoing import Undoing
from app.services.watching import Watching
from app.settings import Addresses, Settings
from app.store.backup import back_up, back_up_daily, restore
from app.store.beginnings import BegunRow
from app.store.calls import StoreCallLog
from app.store.checking import refuse_cut
from app.store.copying import copy
from app.store.leases import SqlLeases
from app.store.opening import Store, open_store
from app.store.settings import SettingRows
from app.store.vault import SqlVault
from app.tables import Files, read_table, write_table, write_text
from app.zones import local_zone


@dataclass(frozen=True, slots=True)
class Services:
    """The wired use cases; used on the thread that built them."""

    sync: Sync
    poster: Poster
    reversal: Reverser
    replay: Replayer
    surplus: Surplus
    review: Review
    holding: Holding
    overriding: Overriding
    history: HistoryReader
    overview: Glances
    trends: Trends
    connecting: Connecting
    setups: SetupFiles
    scheduling: Scheduling
    scheduled: ScheduledRunning
    autostart: Autostart
    settling: Settling
    completeness: Reckoner
    checking: Checker
    exporting: Exporting
    explaining: Explaining
    journals: JournalFiles
    closer: Closer
    accruer: Accruer
    packing: Packing
    mapping: Mappings
    surveyor: Surveyor
    beginning: Beginnings
    settings: Settings
    back_up: Callable[[Path], None]
    back_up_daily: Callable[[], Path]
    listen: Callable[[], Loopback]
    close: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a Vouch works: its home, and the services it talks to.

    In practice nothing is secret and nobody sets a pace.
    """

    home: Home
    addresses: Addresses
    practice: bool = False


def found_place(environment: Mapping[str, str] = os.environ) -> Place:
    """Where the environment says, else where the system keeps a user's things."""
    return Place(Home.of(environment), Addresses.of(environment))


def put_back(place: Place, file: Path) -> Path | None:
    """Put a back-up in place of the store, which nobody may have open.

    Says where the old store was moved to, None where there was none. What was posted
    after the back-up is found again before anything is posted.
    """
    if not file.is_file():
        raise InputError(f"There is no file {file}.")
    refuse_cut(file)
    place.home.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place.home.data, prefix="restoring-") as folder:
        marked = Path(folder) / place.home.store.name
        copy(file, marked)
        with closing(open_store(marked)) as store:
            scribe = Scribe(_now, getpass.getuser())
            Regaining(store.work, scribe).mark(f"From {file.name}.")
        return restore(marked, place.home.store, _now())


def build(
    place: Place, stop: Stop, transport: httpx.BaseTransport | None = None
) -> Services:
    """The use cases for ``place``; StoreError where its store cannot be used.

    Nothing outside this machine is asked, and no key is needed, until a use case does.
    ``transport`` carries every call to the services; by default the network does.
    """
    with ExitStack() as stack:
        store = open_store(place.home.store)
        stack.callback(store.close)
        wired = _wired(place, store, stop, stack, transport)
        stack.pop_all()
    return wired


def _wired(
    place: Place,
    store: Store,
    stop: Stop,
    stack: ExitStack,
    transport: httpx.BaseTransport | None,
) -> Services:
    scribe = Scribe(_now, getpass.getuser())
    vault = SqlVault(store, _key(place))
    certificates = httpx.create_ssl_context()  # read once: it takes its time
    xero = stack.enter_context(xero_http(transport, certificates))
    addresses = XeroAddresses(
        login=place.addresses.xero_login,
        identity=place.addresses.xero_identity,
        api=place.addresses.xero_api,
    )
    sign_ins = SignIns(xero, vault, addresses, clock=_now, stop=stop)
    ledgers = XeroLedgers(
        xero, addresses, sign_ins.auth, clock=_now, stop=stop, note=_noting(store)
    )
    expensify = stack.enter_context(
        httpx.Client(
            base_url=place.addresses.expensify,
            transport=transport,
            verify=certificates,
        )
    )
    sources = _Sources(place, expensify, vault, StoreCallLog(store), stop)
    preparation = Preparation(read_report, store.work, scribe)
    leases = SqlLeases(store, _now)
    successors = Successors(preparation, scribe)
    settling = Settling(ledgers, leases, store.work, scribe, successors)
    poster = Poster(
        ledgers, leases, store.work, preparation, settling, scribe, _new_key
    )
    undoing = Undoing(store.work, successors, scribe, _new_key)
    reverser = Reverser(ledgers, leases, store.work, settling, undoing, _now)
    reckoner = Reckoner(sources.signed_in, store.work, read_report, _now)
    past = HistoryReader(store.work)
    watching = Watching(preparation, store.work, scribe)
    sync = Sync(sources.signed_in, ledgers, store.work, preparation, scribe)
    doing = ScheduledWork(settling, sync, poster, Clean(store.work), store.work)
    holding = Holding(store.work, preparation, scribe)
    hands = Hands(sync, holding, poster, reverser, preparation)
    accruer = Accruer(ledgers, leases, store.work, scribe, _new_key)
    return Services(
        sync=sync,
        poster=poster,
        reversal=reverser,
        replay=Replayer(reverser, poster, store.work, successors),
        surplus=Surplus(ledgers, leases, store.work, scribe, _new_key),
        review=Review(read_report, store.work),
        holding=holding,
        overriding=Overriding(store.work, preparation, scribe),
        history=past,
        overview=Glances(
            store.work,
            partial(_reaches, sign_ins),
            _now,
            practice=place.practice,
            other_addresses=() if place.practice else place.addresses.changed,
        ),
        trends=Trends(store.work),
        connecting=Connecting(sources.of, sign_ins, ledgers, vault, store.work, scribe),
        setups=SetupFiles(store.work, preparation, scribe, _new_id),
        scheduling=Scheduling(store.work, leases, scribe, local_zone),
        autostart=autostart(place.home.logs),
        scheduled=ScheduledRunning(
            store.work, leases, doing, scribe, partial(diary, place.home.logs)
        ),
        settling=settling,
        completeness=reckoner,
        checking=Checker(
            ledgers,
            store.work,
            settling,
            Rereading(sources.signed_in, watching, store.work),
            DriftWatch(store.work, scribe),
            reckoner,
            store.faults,
        ),
        exporting=Exporting(past, Files(), write_text, _now),
        explaining=Explaining(read_report, store.work),
        journals=JournalFiles(store.work, Files()),
        closer=Closer(
            sources.signed_in,
            sync.reference,
            reckoner,
            accruer,
            store.work,
            read_report,
            scribe,
        ),
        accruer=accruer,
        packing=Packing(Files(), _paper),
        mapping=Mappings(
            store.work,
            preparation,
            Scales(read_report, _now),
            scribe,
            write_table,
            read_table,
        ),
        surveyor=Surveyor(sources.signed_in, ledgers, store.work, read_report, _now),
        beginning=Beginnings(
            BegunRow(store),
            store.work,
            vault,
            partial(_reaches, sign_ins),
            hands,
            scribe,
            _new_id,
        ),
        settings=Settings(SettingRows(store)),
        back_up=partial(back_up, store),
        back_up_daily=lambda: back_up_daily(store, _now()),
        listen=Loopback,
        close=stack.pop_all().close,
    )


class _Sources:
    """Expensify, by the stored credentials or by others that are being tried."""

    def __init__(
        self, place: Place, http: httpx.Client, vault: Vault, log: CallLog, stop: Stop
    ) -> None:
        self._place = place
        self._http = http
        self._vault = vault
        self._pacer = (
            Pacer("practice", (), clock=_now, stop=stop)
            if place.practice
            else expensify_pacer(_now, stop, log)
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
            line, folder=self._place.home.cache, clock=_now, stop=self._stop
        )

    def _stored(self) -> Credentials:
        user_id = self._vault.get(EXPENSIFY_USER)
        secret = self._vault.get(EXPENSIFY_SECRET)
        if not (user_id and secret):
            raise SignInNeededError("Expensify is not connected yet.")
        return Credentials(user_id, secret)


def _paper(file: Path, pack: Pack) -> None:
    from app.papers import write_pdf  # noqa: PLC0415 - takes its time, and is rare

    write_pdf(file, pack)


def _reaches(sign_ins: SignIns, organisation_id: OrganisationId) -> bool:
    try:
        statuses = sign_ins.statuses()
    except KeyLockedError:
        return False
    return any(
        tenant.organisation_id == organisation_id
        for status in statuses
        if not status.ended
        for tenant in status.tenants
    )


def _key(place: Place) -> Callable[[], bytes]:
    if place.practice:
        return lambda: hashlib.sha256(b"practice").digest()
    return Keychain(place.home.data, os.environ.get("VOUCH_PASSPHRASE", "")).key


def _noting(store: Store) -> Callable[[OrganisationId, Allowances], None]:
    def note(organisation_id: OrganisationId, said: Allowances) -> None:
        with store.work() as work:
            work.reference.save_allowances(organisation_id, said)
            work.commit()

    return note


def _now() -> datetime:
    return datetime.now(UTC)


def _new_key() -> str:
    return uuid4().hex


def _new_id() -> str:
    return uuid4().hex[:8]
