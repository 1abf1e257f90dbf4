"""Signing in, in memory: a Xero that takes one code, and a browser's return."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from app.domain.books import OrganisationId
from app.domain.expenses import Workspace
from app.errors import AppError, RefusedError
from app.ports.sign_in import SignInRequest, SignInStatus, Tenant
from tests.fakes.beginning import FakeBeginnings
from tests.fakes.upkeep import FakeUpkeep

ACME_LTD = Tenant("c-1", OrganisationId("O1"), "Acme Ltd", "e-1")
BETA_LTD = Tenant("c-2", OrganisationId("O2"), "Beta Ltd", "e-2")
SIGNED_IN = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
LOGIN = "https://login.example.com/authorize"


@dataclass
class FakeReturn:
    """A listener that hears what a test says the browser came back with."""

    redirect_uri: str = "http://localhost:47811/callback"
    state: str = ""
    arrived: str = ""
    closed: threading.Event = field(default_factory=threading.Event)

    def expect(self, state: str) -> None:
        """Know the state."""
        self.state = state

    def came(self) -> str:
        """What came, if anything."""
        return self.arrived

    def close(self) -> None:
        """Stop."""
        self.closed.set()


@dataclass
class FakeConnecting:
    """Lets ``tenants`` in for the code ``good``; ``trouble`` is raised once."""

    tenants: tuple[Tenant, ...] = (ACME_LTD,)
    trouble: AppError | None = None
    begun: list[SignInRequest] = field(default_factory=list)
    stored: list[SignInStatus] = field(default_factory=list)
    returns: list[FakeReturn] = field(default_factory=list)
    no_port: AppError | None = None
    login: str = LOGIN
    unread: dict[str, AppError] = field(default_factory=dict)
    trying: FakeBeginnings = field(default_factory=FakeBeginnings)

    def expensify(self, user_id: str, secret: str) -> tuple[Workspace, ...]:
        """Try."""
        return self.trying.expensify(user_id, secret)

    def begin_xero(self, client_id: str, redirect_uri: str) -> SignInRequest:
        """Begin."""
        state = f"state-{len(self.begun) + 1}"
        url = f"{self.login}?state={state}"
        request = SignInRequest(client_id, url, redirect_uri, state, "verifier")
        self.begun.append(request)
        return request

    def finish_xero(
        self,
        request: SignInRequest,
        redirected: str,
        unread: Callable[[Tenant, AppError], None] | None = None,
    ) -> tuple[Tenant, ...]:
        """End."""
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble
        said = parse_qs(urlsplit(redirected).query)
        if said.get("state") != [request.state]:
            raise RefusedError("The answer belongs to another sign-in: begin again.")
        if said.get("code") != ["good"]:
            raise RefusedError("The sign-in was cancelled in Xero.")
        self.stored.append(
            SignInStatus(
                "s-1",
                request.client_id,
                "Ann Lee",
                "ann@example.com",
                SIGNED_IN,
                SIGNED_IN,
                self.tenants,
            )
        )
        for tenant in self.tenants:
            error = self.unread.get(tenant.name)
            if error is not None and unread is not None:
                unread(tenant, error)
        return self.tenants

    def sign_ins(self) -> tuple[SignInStatus, ...]:
        """Who is signed in."""
        return tuple(self.stored)

    def listen(self) -> FakeReturn:
        """Listen."""
        if self.no_port is not None:
            raise self.no_port
        made = FakeReturn()
        self.returns.append(made)
        return made


@dataclass
class Reached:
    """The part of the fake services that reaches out."""

    joining: FakeConnecting = field(default_factory=FakeConnecting)
    upkeep: FakeUpkeep = field(default_factory=FakeUpkeep)

    @property
    def listen(self) -> Callable[[], FakeReturn]:
        """Listens."""
        return self.joining.listen
