"""Leads from a wish for paper to the printed page or the PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, Slot
from PySide6.QtGui import QPagedPaintDevice, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

from app.domain.overview import Detail
from app.domain.postings import PostingId
from app.domain.runs import Progress
from ui.models.scopes import Choosable
from ui.models.words import counted
from ui.paper.printing import Manner, Printing, upright
from ui.windows.gathering import Gathering
from ui.windows.kit import Kit
from ui.windows.print_dialog import PrintDialog, Wish
from ui.workers.journals import KeepFile, LookAtSome

_DPI = 600
_WORDS = "Putting journals on paper"


class PrintFlows(QObject):
    """Asks what and where, fetches the journals in pieces and has them painted."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit.window)
        self._kit = kit
        self._gathering = Gathering(kit.engine, self)
        self._looking = kit.engine.inquiry(self)
        self._keeping = kit.engine.inquiry(self)
        self._looking.answered.connect(self._looked)
        self._looking.idle.connect(self._unanswered)
        self._keeping.answered.connect(self._kept)
        kit.status.cancelled.connect(self._cancel)
        self._printing: Printing | None = None
        self._device: QPagedPaintDevice | None = None
        self._left: tuple[PostingId, ...] = ()
        self._count = 0
        self._buffer: QBuffer | None = None
        self._file = Path()

    @property
    def printing(self) -> bool:
        """Whether something is on its way to paper."""
        return self._printing is not None

    @Slot(object)
    def ask(self, choosable: Choosable) -> None:
        """Ask what is to be put on paper."""
        if not any(choosable.offered()):
            self._kit.status.rest("There is no report to print.")
        elif self.printing:
            self._kit.status.rest("Something is being printed already.")
        else:
            self._ask(choosable)

    def _ask(self, choosable: Choosable) -> None:
        def then(wish: Wish) -> None:
            where = self.ask_file if wish.pdf else self.ask_printer
            self._gathering.ask(choosable, wish.scope, lambda ids: where(ids, wish))

        PrintDialog(self._kit.window, choosable, self._kit.memory, then).open()

    def ask_file(self, ids: tuple[PostingId, ...], wish: Wish) -> None:
        """Ask for a file to put a PDF in."""
        name = f"journals-{date.today():%Y-%m-%d}.pdf"  # noqa: DTZ011 - the day here
        dialog = QFileDialog(self._kit.window, "Save as PDF", name, "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda file: self.save(ids, wish, Path(file)))
        dialog.open()

    def ask_printer(self, ids: tuple[PostingId, ...], wish: Wish) -> None:
        """Ask for a printer."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("Vouch journals")
        printer.setPageLayout(upright(wish.paper))
        dialog = QPrintDialog(printer, self._kit.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._start(printer, wish.manner, ids))
        QDialog.open(dialog)  # its own open() takes a slot by name

    def save(self, ids: tuple[PostingId, ...], wish: Wish, file: Path) -> None:
        """Make a PDF in memory; it is written once it is whole."""
        self._file = file
        self._buffer = QBuffer(self)
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(self._buffer)
        writer.setTitle("Vouch journals")
        writer.setCreator("Vouch")
        writer.setResolution(_DPI)
        writer.setPageLayout(upright(wish.paper))
        self._start(writer, wish.manner, ids)

    def _start(
        self, device: QPagedPaintDevice, manner: Manner, ids: tuple[PostingId, ...]
    ) -> None:
        self._device, self._left, self._count = device, ids, len(ids)
        self._printing = Printing(device, manner, self)
        self._printing.painted.connect(self._painted)
        self._printing.done.connect(self._done)
        self._printing.failed.connect(self._failed)
        self._say(Progress(_WORDS, 0, 2 * self._count))
        self._looking.ask(LookAtSome(ids))

    @Slot(object, object)
    def _looked(self, asked: LookAtSome, details: tuple[Detail, ...]) -> None:
        if self._printing is None or asked.ids != self._left:
            return
        self._printing.add(details)
        self._left = self._left[len(details) :]
        self._say(Progress(_WORDS, self._count - len(self._left), 2 * self._count))
        if self._left and details:
            self._looking.ask(LookAtSome(self._left))
        else:
            self._printing.close()

    @Slot()
    def _unanswered(self) -> None:
        """Give up where journals could not be read, which the banner says."""
        if self._printing is not None and self._left:
            self._stop("Nothing was printed.")

    @Slot(int, int)
    def _painted(self, pages: int, of: int) -> None:
        self._say(Progress(_WORDS, of + pages, 2 * of))

    @Slot(int)
    def _done(self, pages: int) -> None:
        buffer, content = self._buffer, QByteArray()
        self._over()
        if buffer is None:
            self._kit.status.rest(f"{counted(pages, 'page')} sent to the printer")
            return
        content = buffer.data()
        buffer.close()
        buffer.deleteLater()
        self._keeping.ask(KeepFile(self._file, bytes(content.data()), pages))

    @Slot(object, object)
    def _kept(self, asked: KeepFile, _value: object) -> None:
        pages = counted(asked.pages, "page")
        self._kit.status.rest(f"{pages} saved as {asked.file.name}")

    @Slot()
    def _failed(self) -> None:
        self._over()
        self._kit.status.rest("")
        words = "It does not answer. Choose another, or save a PDF instead."
        self._kit.banner.say("The printer takes nothing", words, "attention")

    @Slot()
    def _cancel(self) -> None:
        if self._printing is not None:
            self._stop("Printing was cancelled.")

    def _stop(self, words: str) -> None:
        if self._printing is not None:
            self._printing.stop()
        if isinstance(self._device, QPrinter):
            self._device.abort()
        if self._buffer is not None:
            self._buffer.deleteLater()
        self._over()
        self._kit.status.rest(words)

    def _over(self) -> None:
        if self._printing is not None:
            self._printing.deleteLater()
        self._printing = self._device = self._buffer = None
        self._left = ()

    def _say(self, progress: Progress) -> None:
        if not self._kit.engine.running:
            self._kit.status.tell(progress)
