"""The names of countries."""

from __future__ import annotations

from PySide6.QtCore import QLocale

_UNKNOWN = QLocale.Country.AnyCountry


def country(code: str) -> str:
    """Name a country of two letters, in English; the letters where nobody knows it."""
    found = QLocale.codeToTerritory(code)
    return code if found is _UNKNOWN else QLocale.territoryToString(found)
