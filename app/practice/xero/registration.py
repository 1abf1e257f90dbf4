"""The program as it is registered with the practice Xero."""

from __future__ import annotations

from dataclasses import dataclass

SCOPES = frozenset(
    {
        "openid",
        "profile",
        "email",
        "offline_access",
        "accounting.manualjournals",
        "accounting.manualjournals.read",
        "accounting.settings",
        "accounting.settings.read",
        "accounting.attachments",
        "accounting.attachments.read",
    }
)


@dataclass(frozen=True, slots=True)
class Registration:
    """A public client: no secret, and only these addresses to come back to."""

    client_id: str
    redirect_uris: frozenset[str]


def registration(client_id: str, ports: tuple[int, ...]) -> Registration:
    """Register a desktop program that listens on one of ``ports``."""
    uris = frozenset(f"http://localhost:{port}/callback" for port in ports)
    return Registration(client_id, uris)


VOUCH = registration(
    "0F0AC7ED0F0AC7ED0F0AC7ED0F0AC7ED", (47810, 47811, 47812, 47813, 47814)
)
