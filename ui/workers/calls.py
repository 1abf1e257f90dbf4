"""What a person waits for while a service is asked, and who answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from app.errors import AppError
from app.ports.sign_in import PORTS, SignInRequest, SignInStatus, Tenant, redirect_uri
from ui.workers.beginning import Connecting
from ui.workers.upkeep import Keeping, UpkeepCall, upkeep_answer


@dataclass(frozen=True, slots=True)
class BeginSignIn:
    """A sign-in for a browser within the window; answered by a SignInRequest."""

    client_id: str


@dataclass(frozen=True, slots=True)
class FinishSignIn:
    """A browser came back with this address; answered by a SignedIn."""

    request: SignInRequest
    redirected: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BrowserSignIn:
    """A sign-in in the person's own browser; answered by a SignedIn.

    First the SignInRequest is told, as soon as somebody listens for the browser.
    """

    client_id: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What came of a sign-in: every organisation it may use, the newest first.

    ``unread`` are those whose books could not be read, each with the reason.
    """

    tenants: tuple[Tenant, ...]
    unread: tuple[tuple[Tenant, AppError], ...] = ()


SignInCall = BeginSignIn | FinishSignIn
Plain = SignInCall | UpkeepCall
Call = Plain | BrowserSignIn


@dataclass(frozen=True, slots=True)
class ShowSignIns:
    """Who is signed in to Xero; answered by a tuple of SignInStatus."""


class Listening(Protocol):
    """Listens on this machine for the browser to come back."""

    @property
    def redirect_uri(self) -> str:
        """Where Xero is to send the browser."""
        ...

    def expect(self, state: str) -> None:
        """Let in the one request with this state."""
        ...

    def came(self) -> str:
        """The address the browser came back with, or nothing yet."""
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


class Joining(Connecting, Protocol):
    """Signs in to both services."""

    def begin_xero(self, client_id: str, redirect_uri: str) -> SignInRequest:
        """Begin a sign-in."""
        ...

    def finish_xero(
        self,
        request: SignInRequest,
        redirected: str,
        unread: Callable[[Tenant, AppError], None] | None = None,
    ) -> tuple[Tenant, ...]:
        """End a sign-in."""
        ...

    def sign_ins(self) -> tuple[SignInStatus, ...]:
        """Who is signed in."""
        ...


class Reaching(Keeping, Protocol):
    """The use cases that reach for the services while a person waits."""

    @property
    def connecting(self) -> Joining:
        """Signs in."""
        ...

    @property
    def listen(self) -> Callable[[], Listening]:
        """Begins to listen for a browser; BusyError where no port is free."""
        ...


def call_answer(services: Reaching, call: Plain) -> object:
    """Ask the use case."""
    match call:
        case BeginSignIn(client_id):
            return services.connecting.begin_xero(client_id, redirect_uri(PORTS[0]))
        case FinishSignIn(request, redirected):
            unread: list[tuple[Tenant, AppError]] = []
            tenants = services.connecting.finish_xero(
                request, redirected, lambda *failed: unread.append(failed)
            )
            return SignedIn(tenants, tuple(unread))
        case _:
            return upkeep_answer(services, call)
