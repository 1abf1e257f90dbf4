"""Review: the reports at the left, the journal of one of them at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from app.domain.listing import PostingPage, PostingQuery, PostingRow
from app.domain.overview import Detail, Overview
from app.domain.postings import Posting, PostingId, State
from app.domain.reversing import REVERSIBLE, Outcome
from app.domain.twins import surplus
from ui.engine import Engine
from ui.models.filters import HOLDABLE, POSTABLE, RELEASABLE, REPLAYABLE
from ui.models.postings import PostingsModel
from ui.models.scopes import Choosable, choosable
from ui.pages.feed import Feed
from ui.pages.page import Going, Page, head
from ui.pages.review_detail import ReviewDetail
from ui.pages.review_filter import ReviewFilter
from ui.pages.review_halves import Halves
from ui.pages.review_mending import Mending
from ui.widgets.action_bar import ActionBar
from ui.widgets.empty import Empty
from ui.widgets.memory import Memory
from ui.widgets.parts import button, column
from ui.widgets.posting_list import PostingList
from ui.workers.questions import Answer, Ended
from ui.workers.reviewing import Gather, Look


class Review(Page):
    """The main page.

    Signals:
        sync_wished: A sync is wanted.
        posted: Post these after asking; the rows.
        posted_at_once: Post this one, which is in full view; the row.
        held: Hold these; the rows.
        released: Release these; the rows.
        set_aside: These are posted elsewhere; the rows.
        reverse_wished: These are to be undone in Xero; their ids.
        replay_wished: This is to be posted anew; its Detail.
        export_wished: Some are to be written into a file; the Choosable.
        void_wished: The second copies of this are to be voided; its Detail.
        print_wished: Some are to be put on paper; the Choosable.
    """

    sync_wished = Signal()
    posted = Signal(object)
    posted_at_once = Signal(object)
    held = Signal(object)
    released = Signal(object)
    set_aside = Signal(object)
    reverse_wished = Signal(object)
    replay_wished = Signal(object)
    export_wished = Signal(object)
    void_wished = Signal(object)
    print_wished = Signal(object)

    key = "review"
    title = "Review"

    def __init__(self, engine: Engine, memory: Memory) -> None:
        super().__init__()
        self._engine, self._memory = engine, memory
        self._matching = 0
        self._wanted: PostingId | None = None
        self.model = PostingsModel(self)
        self.filter = ReviewFilter(memory)
        self.list = PostingList(self.model)
        self.detail = ReviewDetail(memory)
        self.mending = Mending(self.detail, self)
        self.foot = ActionBar()
        self.feed = Feed(engine, self.model, self.filter.query, self)
        engine.ended.connect(self._ended)
        engine.edited.connect(self._edited)
        self._looking = engine.inquiry(self)
        self._gathering = engine.inquiry(self)
        self._renewing = engine.inquiry(self)
        self._nothing = Empty("tray", "Nothing here yet", step="Sync now")
        self._left = QStackedWidget()
        self._left.addWidget(self.list)  # before the journal, for Tab
        self._left.addWidget(self._nothing)
        self._split = Halves(self._left, self.detail, memory)
        self.sync = button("&Sync", "arrows-clockwise")
        self.sync.setToolTip("Pull approved reports and prepare their journals (F5)")
        self._arrange()
        self._connect()
        wanted = memory.text("review/posting")
        self.list.look_for(PostingId(wanted) if wanted else None)
        self.feed.show(self.filter.query)

    def arrive(self, going: Going) -> None:
        """Override: show what another page leads to."""
        if going != Going(self.key):
            self.filter.go(going)
        self.refresh()
        self.list.setFocus()

    def refresh(self) -> None:
        """Override: the list, what is ticked, and the posting that is shown."""
        self.feed.refresh()
        if self.model.ticks and not self._engine.running:  # a run's end looks again
            asked = PostingQuery(ids=frozenset(self.model.ticks))
            self._renewing.ask(Gather(asked))
        if self._wanted is not None:
            self._looking.ask(Look(self._wanted))

    def say(self, overview: Overview) -> None:
        """Override: offer the connections."""
        self.filter.say(overview)
        self.detail.allow_links(links=not overview.practice)

    def seek(self) -> None:
        """Override: the search."""
        self.filter.search.setFocus()
        self.filter.search.selectAll()

    def keep(self) -> None:
        """Override: places, widths, filters and the posting that is shown."""
        self.filter.keep()
        self._split.keep()
        self._memory.keep("review/behind", self.detail.split.saveState())
        self._memory.keep("review/tab", self.detail.behind.currentIndex())
        detail = self.detail.detail
        self._memory.keep("review/posting", detail.posting.id if detail else "")

    def split_sizes(self) -> list[int]:
        """Tell how wide the list and the journal are."""
        return self._split.sizes()

    def split_at(self, sizes: Sequence[int]) -> None:
        """Make the list and the journal so wide."""
        self._split.put(sizes)

    @property
    def choosable(self) -> Choosable:
        """What can be meant by a wish for a file or for paper."""
        row = self.list.current
        ticked = tuple(self.model.ticks)
        return choosable(row, ticked, self._matching, self.filter.query)

    def export(self) -> None:
        """Write what is ticked, shown or listed into a file."""
        self.export_wished.emit(self.choosable)

    def print(self) -> None:
        """Put what is ticked, shown or listed on paper."""
        self.print_wished.emit(self.choosable)

    def post_current(self) -> None:
        """Post the journal that is in full view, and go to the next."""
        row, detail = self._in_view, self.detail.detail
        if row is None or detail is None:
            return
        journal = detail.posting.journal
        if row.state in POSTABLE and journal is not None and journal.balanced:
            self.list.step()
            self.posted_at_once.emit(row)

    def reverse(self) -> None:
        """Undo what is ticked, or else what is shown."""
        rows = self._acting_on(REVERSIBLE)
        if rows:
            self.reverse_wished.emit(tuple(row.id for row in rows))

    def replay(self) -> None:
        """Post anew what is shown."""
        detail = self.detail.detail
        if detail is not None and detail.posting.state in REPLAYABLE:
            self.replay_wished.emit(detail)

    def void_copies(self) -> None:
        """Void the second copies of what is shown."""
        detail = self.detail.detail
        if detail is not None and surplus(detail.posting):
            self.void_wished.emit(detail)

    @Slot()
    def _set_shown_aside(self) -> None:
        row = self._in_view
        if row is not None:
            self.set_aside.emit((row,))

    @property
    def _in_view(self) -> PostingRow | None:
        """The current row, once its journal is the one that is shown."""
        row, detail = self.list.current, self.detail.detail
        shown = detail is not None and row is not None and detail.posting.id == row.id
        return row if shown else None

    def _reverse_shown(self) -> None:
        detail = self.detail.detail
        if detail is not None and detail.posting.state in REVERSIBLE:
            self.reverse_wished.emit((detail.posting.id,))

    def _arrange(self) -> None:
        behind = self._memory.state("review/behind")
        if behind is not None:
            self.detail.split.restoreState(behind)
        self.detail.behind.setCurrentIndex(self._memory.number("review/tab"))
        tools = head(self.title, self.filter.connections, self.filter.search, self.sync)
        whole = column(tools, self.filter, self._split, self.foot, gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.sync.clicked.connect(self.sync_wished)
        self._nothing.step.clicked.connect(self._step)
        self.filter.changed.connect(self._show)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.filter.widen)
        self.feed.answered.connect(self._answered)
        self.list.looked_at.connect(self._look)
        self._looking.answered.connect(self._looked)
        self._gathering.answered.connect(self._gathered)
        self._renewing.answered.connect(self._renewed)
        self.model.ticked.connect(self._count)
        self.foot.all_wished.connect(self.tick_all)
        self.foot.none_wished.connect(self.model.untick_all)
        foot = self.foot
        foot.posted.connect(lambda: self.posted.emit(self._acting_on(POSTABLE)))
        foot.held.connect(lambda: self.held.emit(self._acting_on(HOLDABLE)))
        foot.released.connect(lambda: self.released.emit(self._acting_on(RELEASABLE)))
        foot.reverse_wished.connect(self.reverse)
        foot.replay_wished.connect(self.replay)
        self.mending.going.connect(self.going)
        self.mending.replay_wished.connect(self.replay)
        self.mending.aside_wished.connect(self._set_shown_aside)
        self.detail.undo.reverse_wished.connect(self._reverse_shown)
        self.detail.undo.replay_wished.connect(self.replay)
        self.mending.void_wished.connect(self.void_copies)
        foot.set_aside.connect(lambda: self.set_aside.emit(self._acting_on(HOLDABLE)))

    @Slot()
    def _show(self) -> None:
        self.feed.show(self.filter.query)
        self.list.scrollToTop()

    @Slot(object)
    def _answered(self, page: PostingPage) -> None:
        self._matching = page.matching
        self.filter.count(page.tallies)
        self._left.setCurrentIndex(0 if page.matching else 1)
        if not page.matching:
            self._say_nothing()
        elif not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.settle()
        current = self.list.current
        if current is not None and self._wanted is None:
            self._look(current)
        self._count()

    def _say_nothing(self) -> None:
        if self.filter.narrowed:
            self._nothing.say("No report matches", 'Nothing is left out by "All".')
            self._nothing.step.setText("Show all")
        else:
            words = "A sync pulls the approved reports and prepares their journals."
            self._nothing.say("No reports yet", words)
            self._nothing.step.setText("Sync now")

    @Slot()
    def _step(self) -> None:
        if self.filter.narrowed:
            self.filter.clear()
        else:
            self.sync_wished.emit()

    @Slot(object)
    def _look(self, row: PostingRow) -> None:
        self._wanted = row.id
        self._looking.ask(Look(row.id))
        self._count()

    @Slot(object, object)
    def _looked(self, _asked: Look, detail: Detail) -> None:
        if detail != self.detail.detail:
            self.detail.show_detail(detail)

    @Slot()
    def tick_all(self) -> None:
        """Tick everything that the filter shows, however much it is."""
        self._gathering.ask(Gather(self.filter.query))

    @Slot(object, object)
    def _gathered(self, _asked: Gather, rows: tuple[PostingRow, ...]) -> None:
        self.model.tick(rows, on=True)

    @Slot(object, object)
    def _renewed(self, _asked: Gather, rows: tuple[PostingRow, ...]) -> None:
        self.model.renew(rows)

    def _acting_on(self, states: frozenset[State]) -> tuple[PostingRow, ...]:
        current = self.list.current
        alone = (current,) if current else ()
        return tuple(
            row for row in self.model.ticks.values() or alone if row.state in states
        )

    @Slot(object)
    def _ended(self, ended: Ended) -> None:
        self._done_with(ended.result)

    @Slot(object)
    def _edited(self, answer: Answer) -> None:
        if isinstance(answer.value, tuple):
            self._done_with(answer.value)

    def _done_with(self, result: tuple[object, ...]) -> None:
        """Untick what was acted on; what Xero refused stays ticked."""
        done = [x for x in result if isinstance(x, Posting)]
        self.model.untick(x.id for x in done if x.state is not State.FAILED)
        tried = [x for x in result if isinstance(x, Outcome)]
        self.model.untick(x.posting.id for x in tried if not x.refusal)

    @Slot()
    def _count(self) -> None:
        self.foot.show_ticked(self.model.summary, self.list.current, self._matching)
