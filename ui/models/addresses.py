"""Which addresses are pages on the web."""

from __future__ import annotations

from PySide6.QtCore import QUrl

_SCHEMES = frozenset({"http", "https"})


def is_page(address: str) -> bool:
    """Tell whether this is the address of a page on the web."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    return url.isValid() and url.scheme() in _SCHEMES and bool(url.host())
