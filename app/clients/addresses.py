"""Where Xero's services are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class XeroAddresses:
    """Scheme, host and port of Xero's services, without a slash at the end."""

    login: str = "https://login.xero.com"
    identity: str = "https://identity.xero.com"
    api: str = "https://api.xero.com"

    @property
    def authorize(self) -> str:
        """The page where a user signs in and allows an organisation."""
        return f"{self.login}/identity/connect/authorize"

    @property
    def token(self) -> str:
        """Where codes and refresh tokens are exchanged."""
        return f"{self.identity}/connect/token"

    @property
    def connections(self) -> str:
        """The organisations that a sign-in may use."""
        return f"{self.api}/connections"

    @property
    def accounting(self) -> str:
        """The accounting API."""
        return f"{self.api}/api.xro/2.0"
