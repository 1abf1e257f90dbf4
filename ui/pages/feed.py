"""Keeps a long list filled, piece by piece, with what is looked at."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.listing import PostingPage, PostingQuery
from ui.engine import Engine, Inquiry
from ui.models.paged import PIECE, PagedModel

_IN_SIGHT = 3


class Feed(QObject):
    """Asks for one piece at a time, the one last looked at first.

    Signals:
        answered: A piece came; the whole page that brought it.
    """

    answered = Signal(object)

    def __init__(
        self,
        engine: Engine,
        model: PagedModel[Any],
        query: PostingQuery,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model: PagedModel[Any] = model
        self._query = query
        self._inquiry: Inquiry = engine.inquiry(self)
        self._fresh: bool = True
        self._missed: deque[int] = deque(maxlen=_IN_SIGHT)
        self._soon: QTimer = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask_missed)
        self._inquiry.answered.connect(self._answered)
        self._inquiry.idle.connect(self._ask_missed)
        model.missed.connect(self._miss)

    @property
    def query(self) -> PostingQuery:
        """The question that is shown, without its place in the list."""
        return self._query

    def show(self, query: PostingQuery) -> None:
        """Show the answer to another question, from its beginning."""
        self._query = replace(query, offset=0, limit=PIECE)
        self._fresh = True
        self._missed.clear()
        self._ask(0)

    def refresh(self) -> None:
        """Fetch again what is looked at."""
        if self._fresh:
            self._ask(0)
            return
        self._model.expire()
        self._miss(0)

    def _ask(self, piece: int) -> None:
        self._inquiry.ask(replace(self._query, offset=piece * PIECE, limit=PIECE))

    @Slot(int)
    def _miss(self, piece: int) -> None:
        if piece not in self._missed:
            self._missed.append(piece)
        self._soon.start()

    @Slot()
    def _ask_missed(self) -> None:
        if self._missed and not self._fresh and not self._inquiry.asking:
            self._ask(self._missed.pop())

    @Slot(object, object)
    def _answered(self, asked: PostingQuery, page: PostingPage) -> None:
        if replace(asked, offset=0) != replace(self._query, limit=PIECE):
            return
        records = page.rows
        piece = asked.offset // PIECE
        if self._fresh:
            self._fresh = False
            self._model.restart(page.matching, piece, records)
        else:
            self._model.put(page.matching, piece, records)
        self.answered.emit(page)
