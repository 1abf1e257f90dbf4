"""How a journal was undone, what it replaces, and the way to do either."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.overview import Detail
from app.domain.postings import Posting, State
from app.domain.twins import surplus
from ui.models.undo import undone
from ui.models.words import day
from ui.widgets import glyphs
from ui.widgets.browser import open_page
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import button, column, emptied, holding, paragraph, row

_INDENT = 16


@dataclass(frozen=True, slots=True)
class _Linked:
    """A journal in Xero that belongs to the one that is shown."""

    words: str
    xero_id: str = ""


class ReviewUndo(QWidget):
    """The journals that belong together; of one that changed, the two ways on.

    Signals:
        reverse_wished: What is shown is to be undone in Xero.
        replay_wished: What is shown is to be posted anew.
    """

    reverse_wished = Signal()
    replay_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.reverse = button("Re&verse…", "arrow-u-up-left")
        self.replay = button("Repla&y…", "arrows-counter-clockwise")
        self.reverse.setToolTip("Delete, void or mirror the journal in Xero")
        self.replay.setToolTip("Compare with what comes out today, and post it anew")
        self.reverse.clicked.connect(self.reverse_wished)
        self.replay.clicked.connect(self.replay_wished)
        self._links = QVBoxLayout()
        self._links.setSpacing(4)
        self._links.setContentsMargins(0, 0, 0, 0)
        self._linked = holding(self._links)
        self._ways = holding(row(self.reverse, self.replay, None))
        self.setLayout(column(self._linked, self._ways))

    def show_detail(self, detail: Detail, *, links: bool) -> None:
        """Show what belongs to a posting."""
        state = detail.posting.state
        emptied(self._links)
        for linked in _linked(detail):
            self._links.addWidget(_line(linked, detail, links=links))
        changed = state is State.CHANGED and not surplus(detail.posting)
        self._ways.setVisible(changed)
        self._linked.setVisible(self._links.count() > 0)
        self.setVisible(changed or self._links.count() > 0)
        glyphs.redress(self)


def _linked(detail: Detail) -> Iterator[_Linked]:
    """List what is linked with a posting, both ways."""
    posting, earlier = detail.posting, detail.earlier
    if posting.state is State.REVERSED:
        yield _end(posting, "This journal is")
    if earlier is not None and earlier.xero_id:
        words = f"Replaces revision {earlier.revision}, in Xero"
        yield _Linked(words, earlier.xero_id)
        if earlier.state is State.REVERSED:
            yield _end(earlier, f"Revision {earlier.revision} is")


def _end(posting: Posting, who: str) -> _Linked:
    reversal = posting.reversal
    dated = ""
    if reversal and reversal.mirror:
        dated = f" dated {day(reversal.mirror.dated)}, in Xero"
    return _Linked(
        f"{who} {undone(posting)}{dated}", reversal.xero_id if reversal else ""
    )


def _line(linked: _Linked, detail: Detail, *, links: bool) -> QWidget:
    head = row(GlyphLabel("link", "quiet"), paragraph(linked.words, ink="second"))
    head.setStretch(1, 1)
    if not linked.xero_id:
        return holding(head)
    xero_id = QLineEdit(linked.xero_id, readOnly=True)
    xero_id.setProperty("kind", "value")
    xero_id.setAccessibleName(f"{linked.words}: Xero id")
    xero_id.setCursorPosition(0)
    copy = button("Copy id", "copy", "link")
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(linked.xero_id))
    show = button("Open in Xero", "arrow-square-out", "link")
    address = detail.pages.get(linked.xero_id, "")
    show.setVisible(bool(address))
    show.setEnabled(links)
    show.clicked.connect(lambda: open_page(address))
    below = row(_INDENT, xero_id, copy, show)
    below.setStretch(1, 1)
    return holding(column(head, below, gap=0))
