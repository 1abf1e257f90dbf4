"""What a person may want done on the page Connections."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from app.domain.books import Organisation
from app.domain.overview import Glance
from app.ports.sign_in import SignInStatus, Tenant


class Want(Enum):
    """What is to be done with a connection."""

    RULES = auto()
    INTAKE = auto()
    RENAME = auto()
    PAUSE = auto()
    RESUME = auto()
    REMOVE = auto()
    REFRESH = auto()


@dataclass(frozen=True, slots=True)
class ConnectionWish:
    """Something with a connection."""

    want: Want
    glance: Glance


@dataclass(frozen=True, slots=True)
class SignInWish:
    """A sign-in; that of ``organisation`` anew where one is named."""

    organisation: Organisation | None = None


@dataclass(frozen=True, slots=True)
class DisconnectWish:
    """That an organisation be disconnected; ``stops`` are connections it stops."""

    tenant: Tenant
    stops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForgetWish:
    """That a sign-in be forgotten that has ended."""

    status: SignInStatus


@dataclass(frozen=True, slots=True)
class ExpensifyWish:
    """That other credentials be tried and kept."""


Wish = ConnectionWish | SignInWish | DisconnectWish | ForgetWish | ExpensifyWish
