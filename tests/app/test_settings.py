"""Settings and addresses: text under names, and https but on this machine."""

from __future__ import annotations

import pytest

from app.errors import InputError
from app.settings import Addresses, Settings


class Rows:
    """Rows in a dict."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, value: str) -> None:
        self.kept[name] = value


def test_a_setting_is_kept() -> None:
    settings = Settings(Rows())
    assert settings.get("theme") is None

    settings.put("theme", "dark")

    assert settings.get("theme") == "dark"


def test_without_a_word_the_real_services_are_used() -> None:
    addresses = Addresses.of({"VOUCH_XERO_API_URL": ""})

    assert addresses == Addresses()
    assert addresses.expensify == "https://integrations.expensify.com"
    assert addresses.xero_api == "https://api.xero.com"
    assert addresses.changed == ()


def test_the_environment_puts_a_service_elsewhere() -> None:
    addresses = Addresses.of(
        {
            "VOUCH_EXPENSIFY_URL": "http://127.0.0.1:8001/",
            "VOUCH_XERO_LOGIN_URL": "http://localhost:8002",
            "VOUCH_XERO_IDENTITY_URL": "http://[::1]:8002",
            "VOUCH_XERO_API_URL": "https://proxy.example.org",
        }
    )

    assert addresses == Addresses(
        "http://127.0.0.1:8001",
        "http://localhost:8002",
        "http://[::1]:8002",
        "https://proxy.example.org",
    )


def test_changed_addresses_are_told_once_each() -> None:
    addresses = Addresses.of(
        {
            "VOUCH_XERO_LOGIN_URL": "http://127.0.0.1:2",
            "VOUCH_XERO_API_URL": "http://127.0.0.1:2",
        }
    )

    assert addresses.changed == ("http://127.0.0.1:2",)


@pytest.mark.parametrize(
    "address",
    [
        "http://proxy.example.org",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org:80",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "integrations.expensify.com",
        "https://",
        "https://me:word@example.org",
        "https://example.org/path",
        "https://example.org?x=1",
        "https://example.org:port",
        "https://example.org:99999",
        "http://[::1",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_by_name(address: str) -> None:
    with pytest.raises(InputError, match="VOUCH_XERO_API_URL"):
        Addresses.of({"VOUCH_XERO_API_URL": address})
