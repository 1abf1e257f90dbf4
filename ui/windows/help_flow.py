"""What the menu Help opens."""
# ruff: noqa: PLC0415 - a dialog loads when it is first wanted: the window opens sooner

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.domain.overview import Overview
from ui.windows.kit import Kit
from ui.windows.menus import LINE, Entry, Menus
from ui.windows.support_flow import SupportFlow
from ui.workers.support import Licence, Licences

if TYPE_CHECKING:
    from ui.windows.about import About


class HelpFlow(QObject):
    """Opens what explains, and what helps those who are asked for help."""

    def __init__(self, kit: Kit, menus: Menus) -> None:
        super().__init__(kit.window)
        self._kit, self._menus = kit, menus
        self.support = SupportFlow(kit)
        self._about: About | None = None
        self._asking = kit.engine.inquiry(self)
        self._asking.answered.connect(self._answered)

    def entries(self) -> tuple[Entry, ...]:
        """List what the menu offers."""
        return (
            Entry("&Keyboard", ("Ctrl+/",), "keyboard", self.open_keys),
            LINE,
            Entry("&Support bundle…", (), "lifebuoy", self.support.open),
            Entry("&About Vouch", (), "info", self.open_about),
        )

    def say(self, overview: Overview) -> None:
        """Learn the connections."""
        self.support.say(overview)

    def open_keys(self) -> None:
        """Show every key."""
        from ui.windows.keys import Keys

        Keys(self._kit.window, self._menus.offers(), self._kit.memory).open()

    def open_about(self) -> None:
        """Show which Vouch this is, and whose work is in it."""
        from ui.windows.about import About

        made = About(self._kit.window, self._kit.whereabouts.data, self._kit.memory)
        made.finished.connect(self._forget)
        self._about = made
        made.open()
        self._asking.ask(Licences())

    @Slot(object, object)
    def _answered(self, _asked: Licences, found: tuple[Licence, ...]) -> None:
        if self._about is not None:
            self._about.show_licences(found)

    @Slot()
    def _forget(self) -> None:
        self._about = None
