"""What a click may open: pages on the web, nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from ui.models.addresses import is_page
from ui.widgets.browser import open_page


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "smb://host/share",
        "mailto:a@example.com",
        "https:",
        "//host/x",
        "C:\\Windows\\calc.exe",
        "",
    ],
)
def test_what_is_no_page_is_not_opened(address: str) -> None:
    assert not is_page(address)


class Opener(QObject):
    """Takes the place of what opens files and pages."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        for scheme in ("https", "file"):
            # the stubs say bytes, the binding takes text
            QDesktopServices.setUrlHandler(scheme, self, "open")  # type: ignore[arg-type]

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())

    def close(self) -> None:
        for scheme in ("https", "file"):
            QDesktopServices.unsetUrlHandler(scheme)


def test_only_the_page_reaches_the_browser(qapp: QObject) -> None:
    assert qapp is not None
    opener = Opener()

    open_page("file:///etc/passwd")
    open_page("https://www.expensify.com/receipts/w_1.pdf?x=y")

    opener.close()
    assert opener.opened == ["https://www.expensify.com/receipts/w_1.pdf?x=y"]
