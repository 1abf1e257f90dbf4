"""One event in full, its journal explained, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.explaining import Explanation
from app.domain.history import Kept
from app.domain.postings import PostingId
from app.domain.reversing import REVERSIBLE
from ui.engine import Engine
from ui.models.explanation import event_section, explanation_sections
from ui.models.filters import REPLAYABLE
from ui.widgets.browser import open_page
from ui.widgets.flow import Flow
from ui.widgets.parts import button, column
from ui.widgets.sections_view import SectionsView
from ui.workers.past import Explain

_NO_PAGE = "There is no such page of the practice company"


class HistoryPane(QWidget):
    """Asks for the explanation of whatever event is looked at.

    Signals:
        report_wished: The event's report is to be shown; its id.
        reverse_wished: The journal is to be undone; the ids of one posting.
        replay_wished: The journal is to be posted anew; the id of its posting.
    """

    report_wished = Signal(str)
    reverse_wished = Signal(object)
    replay_wished = Signal(object)

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._kept: Kept | None = None
        self._explained: Explanation | None = None
        self._links = True
        self._asking = engine.inquiry(self)
        self._asking.answered.connect(self._answered)
        self.view = SectionsView("The event in full", "Choose an event to see it all.")
        self.show_report = _act("Show in Review", "arrow-right")
        self.reverse = _act("&Reverse…", "arrow-u-up-left")
        self.replay = _act("Re&play…", "repeat")
        self.in_xero = _act("Open in &Xero", "arrow-square-out")
        self.in_expensify = _act("Open in &Expensify", "arrow-square-out")
        self.copy_all = _act("Copy all of it", "copy")
        acts = (self.show_report, self.reverse, self.replay)
        links = (self.in_xero, self.in_expensify)
        tools = column(Flow(*acts, *links, self.copy_all, gap=4))
        tools.setContentsMargins(12, 6, 12, 6)
        whole = column(tools, self.view, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.show_report.clicked.connect(self._wish_report)
        self.reverse.clicked.connect(self._wish_reverse)
        self.replay.clicked.connect(self._wish_replay)
        self.in_xero.clicked.connect(self._open_xero)
        self.in_expensify.clicked.connect(self._open_expensify)
        self.copy_all.clicked.connect(self.view.copy_all)
        self._allow()

    def allow_links(self, *, links: bool) -> None:
        """Say whether there are pages to open elsewhere."""
        self._links = links
        self._allow()

    def show_event(self, kept: Kept | None) -> None:
        """Show this event, and its journal as soon as it is explained."""
        if kept == self._kept:
            return
        before, self._kept = self._kept, kept
        posting = kept.event.posting_id if kept else ""
        if not (before and posting and before.event.posting_id == posting):
            self._explained = None
        self._write()
        self.refresh()

    def refresh(self) -> None:
        """Explain again."""
        if self._kept is not None and self._kept.event.posting_id:
            self._asking.ask(Explain(PostingId(self._kept.event.posting_id)))

    @Slot(object, object)
    def _answered(self, asked: Explain, found: Explanation) -> None:
        if self._kept and self._kept.event.posting_id == asked.posting_id:
            self._explained = found
            self._write()

    def _write(self) -> None:
        shown = [event_section(self._kept)] if self._kept else []
        if self._explained is not None:
            shown.extend(explanation_sections(self._explained))
        self.view.show_sections(shown)
        self._allow()

    def _allow(self) -> None:
        found = self._explained
        state = found.posting.state if found else None
        self.show_report.setEnabled(bool(self._kept and self._kept.event.report_id))
        self.reverse.setEnabled(state in REVERSIBLE)
        self.replay.setEnabled(state in REPLAYABLE)
        self.copy_all.setEnabled(self._kept is not None)
        for link, address in (
            (self.in_xero, found.xero_link if found else ""),
            (self.in_expensify, found.expensify_link if found else ""),
        ):
            link.setEnabled(self._links and bool(address))
            link.setToolTip(address if self._links else _NO_PAGE)

    @Slot()
    def _wish_report(self) -> None:
        if self._kept is not None and self._kept.event.report_id:
            self.report_wished.emit(self._kept.event.report_id)

    @Slot()
    def _wish_reverse(self) -> None:
        if self._explained is not None:
            self.reverse_wished.emit((self._explained.posting.id,))

    @Slot()
    def _wish_replay(self) -> None:
        if self._explained is not None:
            self.replay_wished.emit(self._explained.posting.id)

    @Slot()
    def _open_xero(self) -> None:
        if self._explained is not None:
            open_page(self._explained.xero_link)

    @Slot()
    def _open_expensify(self) -> None:
        if self._explained is not None:
            open_page(self._explained.expensify_link)


def _act(words: str, glyph: str) -> QPushButton:
    return button(words, glyph, "quiet")
