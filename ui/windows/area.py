"""A part of the program that has a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.pages.page import Page
from ui.widgets.side_bar import Place
from ui.windows.kit import Kit


@dataclass(frozen=True, slots=True)
class Area:
    """Where the page is in the side bar, and how it is made and joined to the rest.

    ``topics`` gives the things on the page that can be looked for by name.
    """

    place: Place
    make: Callable[[Kit], Page]
    topics: Callable[[], tuple[str, ...]] = tuple
