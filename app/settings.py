"""Settings that a user makes, and where the services are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Protocol
from urllib.parse import urlsplit

from app.errors import InputError

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Rows(Protocol):
    """Where settings are kept, as text."""

    def get(self, name: str) -> str | None:
        """A setting, or None where it was never put."""
        ...

    def put(self, name: str, value: str) -> None:
        """Keep a setting in place of the old one."""
        ...


class Settings:
    """What the user has chosen; every setting is text under a name."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def get(self, key: str) -> str | None:
        """A setting, or None where it was never put."""
        return self._rows.get(key)

    def put(self, key: str, value: str) -> None:
        """Keep a setting; committed when this returns."""
        self._rows.put(key, value)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Scheme, host and port of every service, without a slash at the end."""

    expensify: str = "https://integrations.expensify.com"
    xero_login: str = "https://login.xero.com"
    xero_identity: str = "https://identity.xero.com"
    xero_api: str = "https://api.xero.com"

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Addresses:
        """The real services, but for those that ``VOUCH_…_URL`` puts elsewhere.

        InputError where an address cannot be used: plain http is for this machine only.
        """
        variables = {
            field.name: f"VOUCH_{field.name.upper()}_URL" for field in fields(cls)
        }
        return cls(
            **{
                name: _address(variable, environment[variable])
                for name, variable in variables.items()
                if environment.get(variable)
            }
        )

    @property
    def changed(self) -> tuple[str, ...]:
        """The addresses that are not the real services'."""
        given = [(getattr(self, x.name), x.default) for x in fields(self)]
        return tuple(dict.fromkeys(mine for mine, real in given if mine != real))


def _address(variable: str, given: str) -> str:
    try:
        parts = urlsplit(given)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise InputError(f"{variable} is not an address: {error}.") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise InputError(f"{variable} needs the form https://host:port.")
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise InputError(f"{variable} needs https: http is for this machine only.")
    if parts.username is not None or parts.password is not None:
        raise InputError(f"{variable} must not hold a name or password.")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise InputError(f"{variable} holds more than scheme, host and port.")
    return f"{parts.scheme}://{parts.netloc}"
