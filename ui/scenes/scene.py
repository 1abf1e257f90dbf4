"""A situation to take a picture of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.pages.page import Going
from ui.windows.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Scene:
    """What to do in a window; a dialog that it opens is what the picture shows."""

    name: str
    set_up: Callable[[MainWindow], object]


def at(name: str, going: Going) -> Scene:
    """Make the scene of a page."""
    return Scene(name, lambda window: window.go(going))
