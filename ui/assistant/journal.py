"""The first journal: chosen, seen, saved as a draft, and kept or deleted again."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.beginning import Step
from app.domain.listing import PostingPage, PostingQuery
from app.domain.overview import Detail
from app.domain.postings import IN_XERO, Posting, PostingId, State
from app.domain.reversing import Outcome
from app.domain.situation import Situation
from ui.assistant.journal_words import Words, undone, words_of
from ui.assistant.step_page import StepPage
from ui.engine import Engine
from ui.models.filters import Slice
from ui.models.words import amount, day
from ui.pages.page import Going
from ui.widgets.flow import Flow
from ui.widgets.journal_view import JournalView
from ui.widgets.memory import Memory
from ui.widgets.parts import Size, button, column, holding, label, paragraph, row
from ui.workers.beginning import Confirm, Connect, DeleteFirst, PostFirst
from ui.workers.reviewing import Look

_SHOWN = 200
_TALL = 9
_TALLEST = 16
_MOST = 1000
_LEAST = 24


class JournalStep(StepPage):
    """Goes on by itself as far as reading; the person posts, keeps and deletes."""

    step = Step.JOURNAL
    title = "The first journal"
    widest = 1100
    lead = (
        "One report goes to Xero as a draft. Look at it there; then keep it, or delete "
        "it again. Until you finish here, whatever is posted is a draft."
    )
    onward = ""

    def __init__(self, engine: Engine, memory: Memory) -> None:
        super().__init__()
        self._listing = engine.inquiry(self)
        self._looking = engine.inquiry(self)
        self._detail: Detail | None = None
        self._page: PostingPage | None = None
        self._refused = ""
        self.read = button("Co&nnect and read the reports", kind="primary")
        self.choice = QComboBox()
        self.choice.setAccessibleName("Report")
        least = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.choice.setSizeAdjustPolicy(least)
        self.choice.setMinimumContentsLength(_LEAST)
        self.journal = JournalView(memory)
        self.post = button("&Save as draft in Xero", "paper-plane-tilt", "primary")
        self.open = button("&Open in Xero", "arrow-square-out")
        self.keep = button("&Keep it", "check", "primary")
        self.delete = button("&Delete it again", "trash")
        self.delete.setToolTip(
            "Deletes the draft in Xero; its report is then posted only by Replay"
        )
        self.replay = button("Show &in Review", "arrow-right", "link")
        self._undone = paragraph("", ink="second")
        self.review = button("&Without it")
        self.mapping = button("Go on to &Mapping", "arrows-left-right")
        self._said = paragraph("", Size.STRONG)
        self._facts = paragraph("", ink="second")
        self._arrange()
        self._connect()

    @property
    def words(self) -> str:
        """What it says."""
        return self._said.text()

    @property
    def facts(self) -> str:
        """What it says of the journal."""
        return self._facts.text()

    @property
    def undone(self) -> str:
        """What it says of reports that were undone in Xero."""
        return self._undone.text() if self._undone.isVisibleTo(self) else ""

    @property
    def first(self) -> QWidget | None:
        """Override: whatever comes next."""
        offered = (self.read, self.keep, self.post, self.choice, self.mapping)
        seen = [x for x in offered if x.isVisibleTo(self) and x.isEnabled()]
        return next(iter(seen), self.review if self.review.isVisibleTo(self) else None)

    def arrive(self) -> None:
        """Override: list what can be posted."""
        self._list()

    def show_situation(self, given: Situation) -> None:
        """Override: show how far it is."""
        super().show_situation(given)
        self._show()

    def ended(self, errand: object, result: tuple[object, ...]) -> None:
        """Override: go on from there."""
        self._refused = ""
        for one in result:
            if isinstance(one, Outcome):
                self._refused = one.refusal
            if isinstance(one, Posting) and one.state not in IN_XERO:
                self._refused = one.why
        if isinstance(errand, Connect | PostFirst | DeleteFirst):
            self._list()

    def _arrange(self) -> None:
        name = label("&Report")
        name.setBuddy(self.choice)
        chosen = row(name, self.choice, gap=12)
        chosen.setStretch(1, 1)
        self._choosing = holding(chosen)
        chosen.setContentsMargins(0, 0, 0, 0)
        self.journal.setMinimumHeight(self.fontMetrics().height() * 2 * _TALL)
        steps = Flow(
            *(self.read, self.post, self.keep, self.open, self.delete),
            *(self.mapping, self.review),
        )
        left = row(self._undone, self.replay, gap=12)
        left.setStretch(0, 1)
        above = (self._said, left, self._choosing, self._facts)
        self.journal.setMaximumHeight(self.fontMetrics().height() * 2 * _TALLEST)
        made = column(*above, self.journal, steps, None, gap=12)
        made.setStretch(len(above), _MOST)
        self.setLayout(made)

    def _connect(self) -> None:
        self._listing.answered.connect(self._listed)
        self._looking.answered.connect(self._looked)
        self.choice.currentIndexChanged.connect(self._look)
        self.read.clicked.connect(lambda: self.wished.emit(Connect(self.given.begun)))
        self.post.clicked.connect(self._post)
        self.open.clicked.connect(self._open)
        self.delete.clicked.connect(self._delete)
        self.keep.clicked.connect(lambda: self._finish("review"))
        self.review.clicked.connect(lambda: self._finish("review"))
        self.mapping.clicked.connect(lambda: self._finish("mapping"))
        self.replay.clicked.connect(self._show_undone)

    def _list(self) -> None:
        of = self.given.begun.connection_id
        if of is not None:
            states = frozenset({State.READY})
            self._listing.ask(PostingQuery(of, states, limit=_SHOWN))

    @Slot(object, object)
    def _listed(self, _asked: PostingQuery, page: PostingPage) -> None:
        self._page = page
        chosen = self.choice.currentData()
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for found in page.rows:
                money = f"{amount(found.total, found.currency)} {found.currency}"
                said = (day(found.dated), found.report_name, found.submitter, money)
                self.choice.addItem(" · ".join(filter(None, said)), found.id)
            self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))
        self._look()
        self._show()
        self.settled.emit()

    def _look(self) -> None:
        which = self.given.begun.posting_id or self.choice.currentData()
        if which:
            self._looking.ask(Look(PostingId(which)))

    @Slot(object, object)
    def _looked(self, asked: Look, detail: Detail) -> None:
        if asked.posting_id in {self.given.begun.posting_id, self.choice.currentData()}:
            self._detail = detail
            self.journal.show_detail(detail)
            self._show()

    def _show(self) -> None:
        begun, page = self.given.begun, self._page
        said = words_of(begun, page, self._detail, self._refused)
        made = begun.connection_id is not None
        sent = made and begun.posting_id is not None
        ready = made and not sent and self.choice.count() > 0
        self._say(said)
        self.read.setVisible(not made)
        self._choosing.setVisible(ready)
        self.journal.setVisible((ready or sent) and self._detail is not None)
        self._facts.setVisible(self.journal.isVisibleTo(self))
        self.post.setVisible(ready)
        for each in (self.open, self.keep, self.delete):
            each.setVisible(sent)
        linked = bool(self._detail and self._detail.xero_link)
        self.open.setEnabled(linked and not self.property("practice"))
        self._undone.setText("" if sent else undone(page))
        for part in (self._undone, self.replay):
            part.setVisible(made and bool(self._undone.text()))
        more = len(begun.pairs) > 1
        self.keep.setText(" &Keep it and go on" if more else " &Keep it and finish")
        self.review.setText("Go on &without it" if more else "Finish &without it")
        self.mapping.setVisible(made and not sent and not more)
        self.review.setVisible(made and not sent)

    def _say(self, said: Words) -> None:
        self._said.setText(said.title)
        self._facts.setText(said.facts)

    def _post(self) -> None:
        self.wished.emit(PostFirst(PostingId(self.choice.currentData())))

    def _delete(self) -> None:
        if self.given.begun.posting_id is not None:
            self.wished.emit(DeleteFirst(self.given.begun.posting_id))

    def _open(self) -> None:
        if self._detail is not None:
            QDesktopServices.openUrl(QUrl(self._detail.xero_link))

    def _show_undone(self) -> None:
        part = Slice(State.REVERSED.words, states=frozenset({State.REVERSED}))
        self.left.emit(Going("review", self.given.begun.connection_id, part=part))

    def _finish(self, page: str) -> None:
        more = len(self.given.begun.pairs) > 1
        of = self.given.begun.connection_id
        self.wished.emit(Confirm(self.given.begun))
        if not more:
            self.left.emit(Going(page, of, "ready" if page == "review" else ""))
