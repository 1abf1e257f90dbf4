"""The pages: each is made when it is first wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ui.pages.page import Page
from ui.windows.area import Area
from ui.windows.kit import Kit

P = TypeVar("P", bound=Page)


class Pages(QStackedWidget):
    """Holds the pages, of which one is seen.

    Signals:
        going: A page leads to another; the Going.
        practice_wished: The practice company is wanted.
        own_wished: A company of one's own is to be set up.
        home_wished: One's own company is wanted in place of the practice company.
    """

    going = Signal(object)
    practice_wished = Signal()
    own_wished = Signal()
    home_wished = Signal()

    def __init__(self, areas: Sequence[Area], kit: Kit) -> None:
        super().__init__()
        self.areas = tuple(areas)
        self._areas = {area.place.key: area for area in areas}
        self._kit = kit
        self._made: dict[str, Page] = {}

    @property
    def made(self) -> tuple[Page, ...]:
        """The pages that were wanted until now."""
        return tuple(self._made.values())

    @property
    def shown(self) -> Page:
        """The page that is seen."""
        seen = self.currentWidget()
        return next(page for page in self.made if page is seen)

    def __contains__(self, key: str) -> bool:
        return key in self._areas

    def named(self, key: str) -> Page:
        """Give the page of this key."""
        if key not in self._made:
            page = self._areas[key].make(self._kit)
            page.going.connect(self.going)
            page.practice_wished.connect(self.practice_wished)
            page.own_wished.connect(self.own_wished)
            self._made[key] = page
            self.addWidget(page)
        return self._made[key]

    def of(self, kind: type[P]) -> P:
        """Give the one page of this kind."""
        page = self.named(kind.key)
        if not isinstance(page, kind):
            raise TypeError(f"{kind.key} is made by another kind of page")
        return page

    def show_page(self, key: str) -> Page:
        """Have this page seen."""
        page = self.named(key)
        self.setCurrentWidget(page)
        return page
