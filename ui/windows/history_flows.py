"""Leads from the history to files of it, and to the proof that it is whole."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from app.domain.findings import Audit
from app.domain.history import HistoryFile
from app.domain.listing import HistoryQuery
from ui.models.words import counted, moment, number
from ui.pages.history import History
from ui.windows.kit import Kit
from ui.workers.past import ChainRun, HistoryRun
from ui.workers.questions import Ended, Errand

_FILES = "Excel workbook (*.xlsx);;CSV (*.csv);;JSON (*.json)"
_SUFFIXES = {"Excel": "xlsx", "CSV": "csv", "JSON": "json"}
_WALKED = "history/chain"
_HEAD = 16


class HistoryFlows(QObject):
    """Asks where to, walks the chain, and says what came of it."""

    def __init__(self, kit: Kit, page: History) -> None:
        super().__init__(page)
        self._kit, self._page = kit, page
        page.export_wished.connect(self.ask_where)
        page.chain_wished.connect(self.walk)
        kit.engine.ended.connect(self._ended)
        walked = kit.memory.text(_WALKED)
        if walked:
            page.say_chain(walked, sound=True)

    @Slot(object)
    def ask_where(self, query: HistoryQuery) -> None:
        """Ask for a file."""
        today = date.today()  # noqa: DTZ011 - the day on this computer's clock
        name = f"history-{today:%Y-%m-%d}.xlsx"
        dialog = QFileDialog(self._kit.window, "Export the history", name, _FILES)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix(_SUFFIXES[kind.split()[0]])
        )
        dialog.fileSelected.connect(lambda chosen: self.write(query, Path(chosen)))
        dialog.open()

    def write(self, query: HistoryQuery, file: Path) -> None:
        """Have what is found written."""
        self._start(HistoryRun(query, file), "Writing the history…")

    @Slot()
    def walk(self) -> None:
        """Have the chain walked."""
        self._start(ChainRun(), "Walking the history…")

    def _start(self, errand: Errand, words: str) -> None:
        if not self._kit.engine.running:
            self._kit.status.start(words)
        self._kit.engine.send(errand)

    @Slot(object)
    def _ended(self, ended: Ended) -> None:
        for result in ended.result:
            if isinstance(ended.errand, HistoryRun) and isinstance(result, HistoryFile):
                self._kit.status.rest(_wrote(result))
            if isinstance(ended.errand, ChainRun) and isinstance(result, Audit):
                self._walked(result)

    def _walked(self, audit: Audit) -> None:
        if audit.bad:
            words = f"Event {number(audit.bad)} is not as it was written"
            self._page.say_chain(words, sound=False)
            self._kit.memory.keep(_WALKED, "")
            self._kit.status.rest(words)
            self._kit.banner.say("The history is not whole", audit.said, "failed")
            return
        at = moment(datetime.now(UTC))
        words = f"Whole to event {number(audit.events)}, {at}"
        self._page.say_chain(words, sound=True)
        self._kit.memory.keep(_WALKED, words)
        head = audit.head[:_HEAD]
        events = counted(audit.events, "event")
        self._kit.status.rest(f"{events}, none changed. The chain ends in {head}…")


def _wrote(written: HistoryFile) -> str:
    events = counted(written.events, "event")
    head = written.head[:_HEAD]
    return f"{events} written. The chain's head is event {written.newest}, {head}…"
