"""How everything stands, to be read at a glance away from the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.listing import Tally


@dataclass(frozen=True, slots=True)
class DigestPart:
    """One connection: what waits, why, and what ran; words are for people.

    ``causes`` are what is in the way with how many reports it holds up, the most first.
    """

    name: str
    ready: Tally
    attention: Tally
    changed: Tally
    posted: Tally
    causes: tuple[tuple[str, int], ...] = ()
    next_run: str = ""
    last_run: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """Every connection, and what needs a person soon, at one moment."""

    at: datetime
    parts: tuple[DigestPart, ...]
    pressing: tuple[tuple[str, str], ...] = ()
    practice: bool = False

    @property
    def title(self) -> str:
        """In numbers."""
        ready = sum(part.ready.count for part in self.parts)
        attention = sum(
            part.attention.count + part.changed.count for part in self.parts
        )
        of = "Vouch, practice company" if self.practice else "Vouch"
        return f"{of}: {ready:,} ready, {attention:,} need a person"


class Security(StrEnum):
    """How the line to a mail server is kept from being read."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Mail:
    """Where a digest is sent by; the password is kept in the vault.

    ``user`` is ``""`` where the server asks for none.
    """

    host: str
    port: int
    security: Security
    sender: str
    to: tuple[str, ...]
    user: str = ""


_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def faults(mail: Mail) -> tuple[str, ...]:
    """What is wrong with it, in sentences."""
    found = []
    if not mail.host or any(c.isspace() for c in mail.host):
        found.append("The name of the mail server is missing.")
    if not 0 < mail.port < 65536:  # noqa: PLR2004 - ports
        found.append("The port goes from 1 to 65535.")
    if mail.security is Security.NONE and mail.host not in _LOOPBACK:
        found.append("Mail is sent unencrypted on this machine only.")
    if not mail.to:
        found.append("Say whom it is for.")
    found += [
        f"“{address}” is no address."
        for address in (mail.sender, *mail.to)
        if not _is_address(address)
    ]
    return tuple(found)


def _is_address(text: str) -> bool:
    name, at, place = text.rpartition("@")
    plain = all(c.isprintable() and not c.isspace() and c not in "<>,;" for c in text)
    return bool(name and at and place and plain)
