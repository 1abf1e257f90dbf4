"""What the menus of the main window do."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QApplication, QMainWindow

from ui.engine import Engine
from ui.pages.mapping import Mapping
from ui.pages.review import Review
from ui.widgets.memory import Memory
from ui.windows.about import About
from ui.windows.errands import Errands
from ui.windows.keys import Keys
from ui.windows.menus import LINE, Entry, Menus


@runtime_checkable
class Copies(Protocol):
    """A view that can put what is selected on the clipboard."""

    def copy(self) -> None:
        """Copy what is selected."""
        ...


def file_entries(
    window: QMainWindow, engine: Engine, errands: Errands, practise: Entry
) -> tuple[Entry, ...]:
    """List what concerns everything."""
    return (
        Entry("&Sync everything", ("F5",), "arrows-clockwise", errands.sync),
        Entry("S&top", ("Ctrl+.",), "x-circle", engine.cancel),
        LINE,
        practise,
        LINE,
        Entry("&Close", ("Ctrl+W",), do=window.close),
        Entry("&Quit", ("Ctrl+Q",), do=window.close),
    )


def edit_entries(review: Review, mapping: Mapping, seek: Entry) -> tuple[Entry, ...]:
    """List what concerns words and ticks, and the way back in a mapping."""
    return (
        Entry("&Undo mapping", ("Ctrl+Z",), "arrow-u-up-left", mapping.step_back),
        Entry(
            "&Redo mapping",
            ("Ctrl+Y", "Ctrl+Shift+Z"),
            "arrow-u-up-right",
            mapping.step_forth,
        ),
        LINE,
        Entry("&Copy", ("Ctrl+C",), "copy", copy),
        seek,
        LINE,
        Entry("&Tick all shown", ("Ctrl+Shift+A",), do=review.tick_all),
        Entry("&Untick all", ("Ctrl+Shift+U",), do=review.model.untick_all),
    )


def journal_entries(review: Review) -> tuple[Entry, ...]:
    """List what can be done with a journal."""
    foot, said = review.foot, review.detail.head
    at_once = ("Ctrl+Return", "Ctrl+Enter")
    ticked = ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")
    return (
        Entry("&Post and go to the next", at_once, do=review.post_current),
        Entry("Post &ticked\N{HORIZONTAL ELLIPSIS}", ticked, do=foot.post.click),
        LINE,
        Entry("&Hold\N{HORIZONTAL ELLIPSIS}", ("Ctrl+H",), do=foot.hold.click),
        Entry("&Release", ("Ctrl+R",), do=foot.release.click),
        Entry(
            "Posted &elsewhere\N{HORIZONTAL ELLIPSIS}",
            ("Ctrl+L",),
            do=foot.elsewhere.click,
        ),
        LINE,
        Entry("Re&verse\N{HORIZONTAL ELLIPSIS}", ("Ctrl+Shift+R",), do=review.reverse),
        Entry("Repla&y\N{HORIZONTAL ELLIPSIS}", ("Ctrl+Shift+Y",), do=review.replay),
        LINE,
        Entry("Open in &Xero", ("Ctrl+O",), do=said.open_journal),
        Entry("Open in E&xpensify", ("Ctrl+Shift+O",), do=said.open_report),
        Entry("Copy Xero &id", ("Ctrl+Shift+C",), "copy", said.copy_xero_id),
    )


def help_entries(
    window: QMainWindow, menus: Menus, memory: Memory, data: Path
) -> tuple[Entry, ...]:
    """List what explains."""
    return (
        Entry(
            "&Keyboard",
            ("Ctrl+/",),
            "keyboard",
            lambda: Keys(window, menus.keys(), memory).open(),
        ),
        Entry("&About Vouch", do=lambda: About(window, data).open()),
    )


def copy() -> None:
    """Copy what is selected where the keyboard is."""
    focused = QApplication.focusWidget()
    if isinstance(focused, Copies):
        focused.copy()
