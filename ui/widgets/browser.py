"""Opens pages in the system's browser."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ui.models.addresses import is_page


def open_page(address: str) -> None:
    """Open a page on the web; anything else stays closed, whoever sent it."""
    if is_page(address):
        QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))
