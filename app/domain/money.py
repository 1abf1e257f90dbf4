"""Amounts of money as whole minor units of a currency."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

_PLACES = {
    "BHD": 3,
    "BIF": 0,
    "CLP": 0,
    "DJF": 0,
    "GNF": 0,
    "IQD": 3,
    "ISK": 0,
    "JOD": 3,
    "JPY": 0,
    "KMF": 0,
    "KRW": 0,
    "KWD": 3,
    "LYD": 3,
    "OMR": 3,
    "PYG": 0,
    "RWF": 0,
    "TND": 3,
    "UGX": 0,
    "UYI": 0,
    "VND": 0,
    "VUV": 0,
    "XAF": 0,
    "XOF": 0,
    "XPF": 0,
}


def places(currency: str) -> int:
    """Decimals of ``currency`` by ISO 4217: 0, 2 or 3; 2 for one that is not known."""
    return _PLACES.get(currency, 2)


def plain(minor: int, currency: str) -> str:
    """``minor`` units as plain text with the currency's decimals: ``-1204.10``."""
    return _written(minor, currency, "")


def grouped(minor: int, currency: str) -> str:
    """``minor`` units with thousands parted by commas: ``-1,204.10``."""
    return _written(minor, currency, ",")


def minor_units(amount: str, currency: str) -> int:
    """``amount`` (decimal text) in minor units; ValueError unless it fits exactly."""
    decimals = places(currency)
    try:
        number = Decimal(amount)
        fitting = number.quantize(Decimal(1).scaleb(-decimals))
    except InvalidOperation as error:
        raise ValueError(f"{amount!r} is not an amount in {currency}") from error
    if fitting != number:
        raise ValueError(f"{amount!r} is not an amount in {currency}")
    return int(fitting.scaleb(decimals))


def _written(minor: int, currency: str, separator: str) -> str:
    decimals = places(currency)
    whole, rest = divmod(abs(minor), 10**decimals)
    sign = "-" if minor < 0 else ""
    point = f".{rest:0{decimals}}" if decimals else ""
    return f"{sign}{whole:{separator}}{point}"
