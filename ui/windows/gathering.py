"""Finds the ids of the journals that are meant."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from app.domain.listing import PostingRow
from app.domain.postings import PostingId
from ui.engine import Engine
from ui.models.scopes import Choosable, Scope
from ui.workers.reviewing import Gather

Then = Callable[[tuple[PostingId, ...]], object]


class Gathering(QObject):
    """Asks the desk where what is listed is not at hand."""

    def __init__(self, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self._asking = engine.inquiry(self)
        self._asking.answered.connect(self._answered)
        self._then: Then | None = None

    def ask(self, choosable: Choosable, scope: Scope, then: Then) -> None:
        """Go on with the ids of what is meant."""
        if scope is not Scope.LISTED:
            then(choosable.ids(scope))
            return
        self._then = then
        self._asking.ask(Gather(choosable.query))

    @Slot(object, object)
    def _answered(self, _asked: Gather, rows: tuple[PostingRow, ...]) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(tuple(row.id for row in rows))
