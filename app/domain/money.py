"""Amounts of money as whole minor units of a currency."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

_NO_DECIMALS = frozenset(
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"]
)
_THREE_DECIMALS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])


def places(currency: str) -> int:
    """Decimals of ``currency`` by ISO 4217: 0, 2 or 3; 2 for one that is not known."""
    if currency in _NO_DECIMALS:
        return 0
    return 3 if currency in _THREE_DECIMALS else 2


def plain(minor: int, currency: str) -> str:
    """``minor`` units as plain text with the currency's decimals: ``-1204.10``."""
    decimals = places(currency)
    if not decimals:
        return str(minor)
    digits = str(abs(minor)).rjust(decimals + 1, "0")
    sign = "-" if minor < 0 else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


def grouped(minor: int, currency: str) -> str:
    """``minor`` units with thousands parted by commas: ``-1,204.10``."""
    whole, point, decimals = plain(abs(minor), currency).partition(".")
    return f"{'-' if minor < 0 else ''}{int(whole):,}{point}{decimals}"


def minor_units(amount: str, currency: str) -> int:
    """``amount`` (plain decimal text) in minor units; ValueError if it does not fit exactly."""
    try:
        scaled = Decimal(amount).scaleb(places(currency))
    except InvalidOperation as error:
        raise ValueError(f"{amount!r} is not an amount") from error
    if not scaled.is_finite() or scaled != scaled.to_integral_value():
        raise ValueError(f"{amount!r} has more decimals than {currency}")
    return int(scaled)
