"""Opens the practice company: its servers, a store of its own, and the sign-ins."""

from __future__ import annotations

import json
import shutil
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Self

import httpx

import resources
from app.bootstrap import Place, Services, build
from app.errors import InputError
from app.paths import Home
from app.ports.running import Stop
from app.practice.addresses import PracticeAddresses
from app.practice.company import company_folders, name_of
from app.practice.person import sign_in
from app.practice.process import PracticeProcess
from app.settings import Addresses

SHIPPED = Path(resources.__file__).parent / "practice"


class Practice:
    """The practice company while a ``with`` block lasts.

    Everything that was done stays for the next time, apart from real books. ``fresh``
    starts it over. Entering takes seconds: it starts servers, and the first time signs
    in to both services as a person would. Without ``set_up`` that is all it does: who
    posts where is left to be chosen.
    """

    def __init__(
        self,
        home: Home,
        company: Path | None = None,
        *,
        fresh: bool = False,
        set_up: bool = True,
    ) -> None:
        self._company = company or SHIPPED
        self._folder = home.practice.data / name_of(company)
        self._fresh = fresh
        self._set_up = set_up
        self._stack = ExitStack()
        self.place: Place

    def __enter__(self) -> Self:
        """Start the servers and see that the company is connected."""
        if self._fresh:
            shutil.rmtree(self._folder, ignore_errors=True)
        with self._stack as starting:
            servers = starting.enter_context(
                PracticeProcess(self._folder / "servers", self._company)
            )
            self.place = Place(
                Home.of({"VOUCH_HOME": str(self._folder)}),
                _addresses(servers.addresses),
                practice=True,
            )
            _lift_pace(servers.addresses)
            self._connect(servers.addresses)
            self._stack = starting.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the servers."""
        self._stack.close()

    def build(self, stop: Stop) -> Services:
        """The use cases of the practice company."""
        return build(self.place, stop)

    def _connect(self, addresses: PracticeAddresses) -> None:
        services = self.build(Event())
        try:
            if not services.review.connections():
                self._first_time(services, addresses)
        finally:
            services.close()

    def _first_time(self, services: Services, addresses: PracticeAddresses) -> None:
        folders = company_folders(self._company)
        setups = [_setup(folder) for folder in folders] if self._set_up else []
        connecting = services.connecting
        connecting.expensify(addresses.partner_user_id, addresses.partner_user_secret)
        for folder in folders:
            request = connecting.begin_xero(
                addresses.xero_client_id, "http://localhost:47810/callback"
            )
            redirected = sign_in(
                addresses, request.authorize_url, organisation=_organisation(folder)
            )
            connecting.finish_xero(request, redirected)
        for setup in setups:
            services.setups.take_in(setup)


def _lift_pace(servers: PracticeAddresses) -> None:
    """Let Expensify be called as often as one likes: practising is no waiting."""
    limits = {"ten_seconds": None, "minute": None}
    answer = httpx.post(f"{servers.expensify_url}/practice/limits", json=limits)
    answer.raise_for_status()


def _addresses(servers: PracticeAddresses) -> Addresses:
    return Addresses(
        expensify=servers.expensify_url,
        xero_login=servers.xero_login_url,
        xero_identity=servers.xero_identity_url,
        xero_api=servers.xero_api_url,
    )


def _organisation(folder: Path) -> str:
    try:
        raw = json.loads((folder / "xero.json").read_text("utf-8"))
        return str(raw["organisation"]["Name"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise InputError(f"{folder} holds no organisation: {error}.") from error


def _setup(folder: Path) -> str:
    try:
        return (folder / "setup.json").read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{folder} holds no set-up: {error}.") from error
