"""The filter of the review: which connection, group and words, in what order."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.domain.listing import PostingQuery, Sort, Tally
from app.domain.overview import Overview
from app.domain.postings import State
from app.domain.setup import ConnectionId
from ui.models.filters import ALL, ALWAYS, CHIPS, GROUPS, SORTS, Slice, counts
from ui.pages.page import Going
from ui.widgets.chips import Chips
from ui.widgets.memory import Memory
from ui.widgets.parts import button, row

_TYPING = 120
_LETTERS = 44
_AT_THE_END = Qt.TextElideMode.ElideRight


class ReviewFilter(QWidget):
    """Makes the question that the list of postings answers.

    Signals:
        changed: The question is another.
    """

    changed = Signal()

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self._part: Slice | None = None
        self._wanted = memory.text("review/connection")
        self.connections = QComboBox()
        self.connections.setAccessibleName("Connection")
        self.connections.addItem("All connections", "")
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText("Search (Ctrl+F)")
        self.search.setAccessibleName("Search reports")
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 26)
        self.chips = Chips(CHIPS)
        self.chips.choose(memory.text("review/chip", ALL))
        self.chips.count({}, ALWAYS)
        self.sort = QComboBox()
        self.sort.setAccessibleName("Sort by")
        for key, words in SORTS:
            self.sort.addItem(f"Sort: {words}", key.value)
        found = self.sort.findData(memory.text("review/sort", Sort.DATE))
        self.sort.setCurrentIndex(max(0, found))
        self.order = button("", kind="quiet")
        self.order.setCheckable(True)
        self.order.setChecked(memory.flag("review/descending", otherwise=True))
        self.part = button("", "x", kind="chip")
        self.part.hide()
        made = row(self.chips, self.part, self.sort, self.order, gap=8)
        made.setStretch(0, 1)
        made.setContentsMargins(16, 8, 16, 8)
        self.setLayout(made)
        self._typed = QTimer(self, singleShot=True, interval=_TYPING)
        self._connect()
        self._show_order()

    @property
    def query(self) -> PostingQuery:
        """The question."""
        chosen = self.connections.currentData() or ""
        states, part = GROUPS[self.chips.key], self._part
        return PostingQuery(
            connection_id=ConnectionId(chosen) if chosen else None,
            states=states or (part.states if part else states),
            text=self.search.text().strip(),
            ids=part.ids if part else None,
            first=part.first if part else None,
            last=part.last if part else None,
            account=part.account if part else None,
            setup_version=part.version if part else None,
            currency=part.currency if part else "",
            sort=Sort(self.sort.currentData()),
            descending=self.order.isChecked(),
        )

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        query = self.query
        said = (query.states, query.text, query.connection_id)
        return any(said) or self._part is not None

    def say(self, overview: Overview) -> None:
        """Offer the connections that there are."""
        offered = [(g.connection.name, g.connection.id) for g in overview.glances]
        held = [
            (self.connections.itemText(i), self.connections.itemData(i))
            for i in range(1, self.connections.count())
        ]
        if offered == held:
            return
        before = self.connections.currentData()
        with QSignalBlocker(self.connections):
            while self.connections.count() > 1:
                self.connections.removeItem(1)
            for name, which in offered:
                self.connections.addItem(name, which)
            self.connections.setCurrentIndex(
                max(0, self.connections.findData(self._wanted))
            )
        self.connections.setVisible(len(offered) > 1)
        if self.connections.currentData() != before:
            self._announce()

    def count(self, tallies: Mapping[State, Tally]) -> None:
        """Say what each chip would show."""
        self.chips.count(counts(tallies), ALWAYS)

    def go(self, going: Going) -> None:
        """Show what another page leads to."""
        with QSignalBlocker(self.connections):
            self.connections.setCurrentIndex(
                max(0, self.connections.findData(going.connection_id or ""))
            )
        self.search.setText(going.text)  # its clear button goes by its signal
        self.chips.choose(going.chip or ALL)
        self._show_part(going.part)
        self._announce()

    def clear(self) -> None:
        """Show everything."""
        self.go(Going("review"))

    def widen(self) -> None:
        """Show more than the part that another page led to."""
        if self._part is not None:
            self._show_part(None)
            self._announce()

    def keep(self) -> None:
        """Remember the question, apart from the words typed."""
        self._wanted = self.connections.currentData() or ""
        self._memory.keep("review/connection", self._wanted)
        self._memory.keep("review/chip", self.chips.key)
        self._memory.keep("review/sort", self.sort.currentData())
        self._memory.keep_flag("review/descending", value=self.order.isChecked())

    def _connect(self) -> None:
        self._typed.timeout.connect(self._announce)
        self.search.textChanged.connect(self._typed.start)
        self.chips.chosen.connect(self._announce)
        self.connections.currentIndexChanged.connect(self._announce)
        self.sort.currentIndexChanged.connect(self._announce)
        self.order.toggled.connect(self._announce)
        self.part.clicked.connect(self.widen)

    def _announce(self) -> None:
        self._typed.stop()
        self._show_order()
        self.keep()
        self.changed.emit()

    def _show_part(self, part: Slice | None) -> None:
        self._part = part
        self.part.setVisible(part is not None)
        if part is not None:
            room = self.fontMetrics().averageCharWidth() * _LETTERS
            words = self.fontMetrics().elidedText(part.words, _AT_THE_END, room)
            self.part.setText(f" {words.replace('&', '&&')}")
            self.part.setAccessibleName(f"Only: {part.words}. Show any report again")
            self.part.setToolTip(f"{part.words}\nShow any report again (Esc)")

    def _show_order(self) -> None:
        down = self.order.isChecked()
        self.order.setText("↓" if down else "↑")
        said = "Descending" if down else "Ascending"
        self.order.setToolTip(f"{said}; press to turn round")
        self.order.setAccessibleName(said)
