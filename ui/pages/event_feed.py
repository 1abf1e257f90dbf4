"""Keeps the table of events filled: finds what matches, reads what is looked at."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.history import Kept
from app.domain.listing import Found, HistoryQuery
from ui.engine import Engine
from ui.models.events import EventsModel
from ui.workers.past import FindEvents, ReadEvents

_BEFORE, _AFTER = 30, 120
_IN_SIGHT = 3


class EventFeed(QObject):
    """Looks through the history a stretch at a time, so that nothing has to wait.

    Signals:
        looked: Another stretch was looked through; how many events are still to be
            looked at, 0 for none.
        fetched: Every event that was wanted is there.
    """

    looked = Signal(int)
    fetched = Signal()

    def __init__(self, engine: Engine, model: EventsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._query = HistoryQuery()
        self._fresh = True
        self._below = self._newest = 0
        self._missed: deque[int] = deque(maxlen=_IN_SIGHT)
        self._finding, self._reading = engine.inquiry(self), engine.inquiry(self)
        self._fetching = engine.inquiry(self)
        self._fetching.answered.connect(self._fetched)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._read_missed)
        self._finding.answered.connect(self._found)
        self._reading.answered.connect(self._read)
        self._reading.idle.connect(self._read_missed)
        model.missed.connect(self._miss)

    @property
    def query(self) -> HistoryQuery:
        """The question that is shown."""
        return self._query

    @property
    def newest(self) -> int:
        """The number of the newest event, whether it is shown or not."""
        return self._newest

    def show(self, query: HistoryQuery) -> None:
        """Show what another question finds."""
        self._query, self._fresh = query, True
        self._missed.clear()
        self._finding.ask(FindEvents(query))

    def refresh(self) -> None:
        """Look for what came since, or go on where something was in the way."""
        if self._finding.asking:
            return
        if self._fresh or self._below:
            self._finding.ask(FindEvents(self._query, self._below or None))
        else:
            self._finding.ask(FindEvents(self._query, above=self._newest))

    def fetch(self, rows: Sequence[int]) -> None:
        """Have the events of these rows read; ``fetched`` answers."""
        lacking = [x for row in rows for x in self._model.lacking(row, row)]
        self._fetching.ask(ReadEvents(tuple(lacking)))

    @Slot(object, object)
    def _fetched(self, _asked: ReadEvents, events: tuple[Kept, ...]) -> None:
        self._model.put(events)
        self.fetched.emit()

    @Slot(object, object)
    def _found(self, asked: FindEvents, found: Found) -> None:
        if asked.query != self._query:
            return
        if self._fresh:
            self._fresh = False
            self._model.show(found.numbers)
        elif asked.below is None and found.below:
            self.show(self._query)  # more came than one stretch holds
            return
        elif asked.below is None:
            self._model.lead(found.numbers)
        else:
            self._model.grow(found.numbers)
        if asked.below is None:
            self._newest = found.newest
        self._below = found.below
        if found.below:
            self._finding.ask(FindEvents(self._query, found.below))
        self.looked.emit(max(0, found.below - 1))

    @Slot(int)
    def _miss(self, row: int) -> None:
        if row not in self._missed:
            self._missed.append(row)
        self._soon.start()

    @Slot()
    def _read_missed(self) -> None:
        while self._missed and not self._reading.asking:
            row = self._missed.pop()
            numbers = self._model.lacking(row - _BEFORE, row + _AFTER)
            if numbers:
                self._reading.ask(ReadEvents(numbers))

    @Slot(object, object)
    def _read(self, _asked: ReadEvents, events: tuple[Kept, ...]) -> None:
        self._model.put(events)
