"""What the menus of the main window do."""
# ruff: noqa: PLC0415 - a page loads when it is first wanted: the window opens sooner

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtWidgets import QApplication

from ui.pages.page import Going
from ui.windows.anywhere_flow import AnywhereFlow
from ui.windows.areas import PLACES
from ui.windows.help_flow import HelpFlow
from ui.windows.kit import Kit
from ui.windows.menus import LINE, Entry, Menus
from ui.windows.pages import Pages

if TYPE_CHECKING:
    from ui.pages.mapping import Mapping
    from ui.pages.review import Review


@runtime_checkable
class Copies(Protocol):
    """A view that can put what is selected on the clipboard."""

    def copy(self) -> None:
        """Copy what is selected."""
        ...


def fill(
    menus: Menus, kit: Kit, pages: Pages, anywhere: AnywhereFlow, helping: HelpFlow
) -> None:
    """Fill every menu of the window."""

    def go(key: str) -> None:
        pages.going.emit(Going(key))

    menus.add("&File", file_entries(kit, pages))
    menus.add("&Edit", edit_entries(pages))
    menus.add("&Journal", journal_entries(pages))
    first = Entry("&Anything…", ("Ctrl+K",), "magnifying-glass", anywhere.open)
    menus.add_places(PLACES, go, first)
    menus.add_themes(menus.add("&View", ()), kit.theming.choose)
    kit.theming.chosen.connect(menus.show_choice)
    menus.show_choice(kit.theming.choice)
    menus.add("&Help", helping.entries())


def file_entries(kit: Kit, pages: Pages) -> tuple[Entry, ...]:
    """List what concerns everything."""
    sync, close = kit.errands.sync, kit.window.close
    practise, go_home = pages.practice_wished.emit, pages.home_wished.emit

    def retry_all() -> None:
        from ui.pages.problems import Problems

        pages.of(Problems).retry_all()

    return (
        Entry("&Sync everything", ("F5",), "arrows-clockwise", sync),
        Entry(
            "Try pro&blems again",
            ("Ctrl+Shift+F5",),
            do=retry_all,
            page="problems",
        ),
        Entry("S&top", ("Ctrl+.",), "x-circle", kit.engine.cancel),
        LINE,
        _review(pages, "&Export journals…", "Ctrl+E", lambda at: at.export()),
        _review(pages, "&Print journals…", "Ctrl+P", lambda at: at.print()),
        LINE,
        Entry("&Add a company…", (), "buildings", pages.own_wished.emit),
        Entry(
            "Open the practice c&ompany",
            glyph="graduation-cap",
            do=practise,
            practice=False,
        ),
        Entry("Back to your o&wn company", glyph="house", do=go_home, practice=True),
        LINE,
        Entry("&Close", ("Ctrl+W",), do=close),
        Entry("&Quit", ("Ctrl+Q",), do=kit.leaving.quit),
    )


def edit_entries(pages: Pages) -> tuple[Entry, ...]:
    """List what concerns words and ticks, and the way back in a mapping."""
    again, ticked = ("Ctrl+Shift+Z", "Ctrl+Y"), "Ctrl+Shift+U"

    def mapping() -> Mapping:
        from ui.pages.mapping import Mapping

        return pages.of(Mapping)

    def back() -> None:
        mapping().step_back()

    def forth() -> None:
        mapping().step_forth()

    def seek() -> None:
        pages.shown.seek()

    return (
        Entry("&Undo mapping", ("Ctrl+Z",), "arrow-u-up-left", back, "mapping"),
        Entry("&Redo mapping", again, "arrow-u-up-right", forth, "mapping"),
        LINE,
        Entry("&Copy", ("Ctrl+C",), "copy", copy),
        Entry("&Find", ("Ctrl+F",), "magnifying-glass", seek),
        LINE,
        _review(pages, "&Tick all shown", "Ctrl+Shift+A", lambda at: at.tick_all()),
        _review(pages, "&Untick all", ticked, lambda at: at.model.untick_all()),
    )


def journal_entries(pages: Pages) -> tuple[Entry, ...]:
    """List what can be done with a journal."""

    def entry(words: str, keys: str, do: Callable[[Review], object]) -> Entry:
        return _review(pages, words, keys, do)

    at_once, ticked = "Ctrl+Return Ctrl+Enter", "Ctrl+Shift+Return Ctrl+Shift+Enter"
    return (
        entry("&Post and go to the next", at_once, lambda at: at.post_current()),
        entry("Post &ticked…", ticked, lambda at: at.foot.post.click()),
        LINE,
        entry("&Change line…", "F2", lambda at: at.mending.change()),
        entry("Change &date…", "Shift+F2", lambda at: at.mending.redate()),
        LINE,
        entry("&Hold…", "Ctrl+H", lambda at: at.foot.hold.click()),
        entry("&Release", "Ctrl+R", lambda at: at.foot.release.click()),
        entry("Posted &elsewhere…", "Ctrl+L", lambda at: at.foot.elsewhere.click()),
        LINE,
        entry("Re&verse…", "Ctrl+Shift+R", lambda at: at.reverse()),
        entry("Repla&y…", "Ctrl+Shift+Y", lambda at: at.replay()),
        LINE,
        entry("Open in &Xero", "Ctrl+O", lambda at: at.detail.head.open_journal()),
        entry(
            "Open in E&xpensify",
            "Ctrl+Shift+O",
            lambda at: at.detail.head.open_report(),
        ),
        entry(
            "Copy Xero &id", "Ctrl+Shift+C", lambda at: at.detail.head.copy_xero_id()
        ),
    )


def copy() -> None:
    """Copy what is selected where the keyboard is."""
    focused = QApplication.focusWidget()
    if isinstance(focused, Copies):
        focused.copy()


def _review(
    pages: Pages, words: str, keys: str, do: Callable[[Review], object]
) -> Entry:
    """What acts on the page Review, and so only while a person sees on what."""

    def on() -> None:
        from ui.pages.review import Review

        do(pages.of(Review))

    return Entry(words, tuple(keys.split()), do=on, page="review")
