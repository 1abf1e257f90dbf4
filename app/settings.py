"""What can be set from outside: the addresses of the services."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from app.errors import InputError


@dataclass(frozen=True, slots=True)
class Addresses:
    """Scheme, host and port of each service, without a slash at the end."""

    expensify: str = "https://integrations.expensify.com"
    xero_login: str = "https://login.xero.com"
    xero_identity: str = "https://identity.xero.com"
    xero_api: str = "https://api.xero.com"

    @property
    def changed(self) -> tuple[str, ...]:
        """Those that are not the real services', each once."""
        pairs = (
            (self.expensify, _REAL.expensify),
            (self.xero_login, _REAL.xero_login),
            (self.xero_identity, _REAL.xero_identity),
            (self.xero_api, _REAL.xero_api),
        )
        return tuple(dict.fromkeys(told for told, real in pairs if told != real))


_REAL = Addresses()


def find_addresses(environment: Mapping[str, str] = os.environ) -> Addresses:
    """The addresses that the environment names, the real services' by default.

    InputError for one that is no address, or that would send secrets over plain http
    to another machine.
    """
    return Addresses(
        expensify=_address(environment, "VOUCH_EXPENSIFY_URL", _REAL.expensify),
        xero_login=_address(environment, "VOUCH_XERO_LOGIN_URL", _REAL.xero_login),
        xero_identity=_address(
            environment, "VOUCH_XERO_IDENTITY_URL", _REAL.xero_identity
        ),
        xero_api=_address(environment, "VOUCH_XERO_API_URL", _REAL.xero_api),
    )


def _address(environment: Mapping[str, str], name: str, real: str) -> str:
    told = environment.get(name, "").strip().rstrip("/")
    if not told:
        return real
    parts = urlsplit(told)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise InputError(f"{name} must be scheme, host and port: {told}.")
    if parts.username or parts.query or parts.fragment:
        raise InputError(f"{name} must be scheme, host and port, nothing else.")
    if parts.scheme == "http" and not _loopback(parts.hostname):
        raise InputError(f"{name} uses plain http, which is only for this machine.")
    return told


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
