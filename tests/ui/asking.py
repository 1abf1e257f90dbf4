"""Every dialog that can be opened from the page Review, and what opens it."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.steps import press
from ui.windows.main_window import MainWindow

DIALOGS: dict[str, Callable[[MainWindow], object]] = {
    "keys": lambda window: press(window, "Ctrl+/"),
    "anywhere": lambda window: press(window, "Ctrl+K"),
    "post": lambda window: window.review.foot.post.click(),
    "hold": lambda window: window.review.foot.hold.click(),
    "reverse": lambda window: window.review.reverse(),
    "replay": lambda window: window.review.replay(),
}
