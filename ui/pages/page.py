"""What every page is and may ask of the window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.domain.overview import Overview
from app.domain.setup import ConnectionId
from ui.models.filters import Slice
from ui.widgets.flow import Flow
from ui.widgets.letters import letter
from ui.widgets.parts import Size, label, row

_ROOMY = 105


@dataclass(frozen=True, slots=True)
class Going:
    """Where to go, and what to show there."""

    page: str
    connection_id: ConnectionId | None = None
    chip: str = ""
    text: str = ""
    part: Slice | None = None


class Page(QWidget):
    """A page; it asks only while it is seen.

    Signals:
        going: Another page is wanted; the Going.
        practice_wished: The practice company is wanted.
        own_wished: A company of one's own is to be set up.
    """

    going = Signal(object)
    practice_wished = Signal()
    own_wished = Signal()

    key = ""
    title = ""
    alone = False
    """Whether it has the window to itself, without the side bar."""

    def arrive(self, _going: Going) -> None:
        """Be shown; what is wanted may be said."""
        self.setAccessibleName(self.title)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()

    def refresh(self) -> None:
        """Fetch again what is shown."""

    def say(self, overview: Overview) -> None:
        """Take in how the connections are."""

    def seek(self) -> None:
        """Put the cursor where a search is typed, if there is such a place."""

    def keep(self) -> None:
        """Remember what a person arranged."""

    def letter(self, taken: Iterable[str]) -> None:
        """Give every button a letter to press with Alt; the menus have ``taken``."""
        letter(self, taken)

    def stop(self) -> None:
        """Let go of what goes on by itself."""


def cramped(page: QWidget) -> bool:
    """Whether there is little room beside each other for text of this size."""
    return page.width() < _ROOMY * page.fontMetrics().averageCharWidth()


def head(title: str, *parts: QWidget) -> QFrame:
    """Make the head of a page: its title, and its tools at the right."""
    made = QFrame()
    made.setProperty("kind", "head")
    said = label(title, Size.TITLE)
    laid_out: QHBoxLayout = row(said, None, Flow(*parts, right=True), gap=8)
    laid_out.setContentsMargins(24, 12, 16, 12)
    made.setLayout(laid_out)
    made.setMinimumHeight(made.fontMetrics().height() * 2 + 28)
    return made
