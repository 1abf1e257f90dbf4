"""Where the practice servers listen, and what they take for a sign-in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

import msgspec

from app.errors import AppError


class PracticeError(AppError):
    """The practice servers are not what they should be."""

    title = "The practice company does not work"
    advice = "Start it over. If it stays so, send us the log."


@dataclass(frozen=True, slots=True)
class PracticeAddresses:
    """Everything that a program needs to be told to work on the practice company."""

    expensify_url: str
    xero_login_url: str
    xero_identity_url: str
    xero_api_url: str
    control_url: str
    partner_user_id: str
    partner_user_secret: str = field(repr=False)
    xero_client_id: str

    @classmethod
    def parsed(cls, line: bytes) -> Self:
        """Read the line that the servers print once they listen."""
        try:
            said = msgspec.json.decode(line, type=_Line)
        except msgspec.DecodeError as error:
            raise PracticeError(f"it says nothing useful: {error}") from error
        return cls(
            expensify_url=said.expensify_url,
            xero_login_url=said.xero_login_url,
            xero_identity_url=said.xero_identity_url,
            xero_api_url=said.xero_api_url,
            control_url=said.control_url,
            partner_user_id=said.expensify.partner_user_id,
            partner_user_secret=said.expensify.partner_user_secret,
            xero_client_id=said.xero.client_id,
        )

    @property
    def line(self) -> bytes:
        """The line that is printed, as one JSON document."""
        return msgspec.json.encode(
            _Line(
                self.expensify_url,
                self.xero_login_url,
                self.xero_identity_url,
                self.xero_api_url,
                _Expensify(self.partner_user_id, self.partner_user_secret),
                _Xero(self.xero_client_id),
                self.control_url,
            )
        )

    @property
    def environment(self) -> dict[str, str]:
        """The variables that turn a program towards these servers."""
        return {
            "VOUCH_EXPENSIFY_URL": self.expensify_url,
            "VOUCH_XERO_LOGIN_URL": self.xero_login_url,
            "VOUCH_XERO_IDENTITY_URL": self.xero_identity_url,
            "VOUCH_XERO_API_URL": self.xero_api_url,
        }


class _Expensify(msgspec.Struct):
    partner_user_id: str
    partner_user_secret: str


class _Xero(msgspec.Struct):
    client_id: str


class _Line(msgspec.Struct):
    expensify_url: str
    xero_login_url: str
    xero_identity_url: str
    xero_api_url: str
    expensify: _Expensify
    xero: _Xero
    control_url: str
