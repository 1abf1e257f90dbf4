"""A note that a company is only half set up, with the way to go on."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from app.domain.beginning import Beginning
from ui.engine import Engine
from ui.widgets.note import Note
from ui.widgets.parts import button
from ui.workers.beginning import ShowBegun

_TITLE = "A company is not set up to the end"
_DRAFTS = "Until it is, whatever is posted there is a draft in Xero."
_LEFT = "Everything that was chosen is kept."


class Unfinished(Note):
    """Hidden where nothing was begun.

    Signals:
        wished: The steps of setting up are wanted.
    """

    wished = Signal()

    def __init__(self, engine: Engine) -> None:
        self.on = button("&Go on setting up", "arrow-right")
        super().__init__(self.on)
        self._shown: Beginning | None = None
        self.on.clicked.connect(self.wished)
        self._asking = engine.inquiry(self)
        self._asking.answered.connect(self._answered)

    def refresh(self) -> None:
        """Look how far it is."""
        self._asking.ask(ShowBegun())

    @Slot(object, object)
    def _answered(self, _asked: ShowBegun, begun: Beginning) -> None:
        if begun == self._shown:
            return
        self._shown = begun
        if begun.pair is None:
            self.hide()
        else:
            self.say(_TITLE, _DRAFTS if begun.connection_id else _LEFT)
