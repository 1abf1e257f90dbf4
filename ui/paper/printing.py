"""Puts vouchers on paper little by little, so that the window stays quick."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from PySide6.QtCore import QLocale, QMarginsF, QObject, QTimer, Signal
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter

from app.domain.overview import Detail
from ui.models.voucher import voucher
from ui.models.words import moment, number
from ui.paper.blocks import UNIT, Block, Cell, Style, line, paint, ruled, wide
from ui.paper.pages import Page, Sheet, Together, of_its_own

_MARGIN = 15.0
_FOOT = 240.0
_POINTS = 72.0
_LETTER = "BZ CA CL CO CR GT MX NI PA PH PR SV US VE"


class Manner(StrEnum):
    """How vouchers share pages."""

    ALONE = "alone"
    TOGETHER = "together"


def usual_paper(locale: QLocale) -> QPageSize.PageSizeId:
    """Tell the paper of the user's country: Letter where CLDR says so, else A4."""
    country = locale.territoryToCode(locale.territory())
    of_letter = country in _LETTER.split()
    return QPageSize.PageSizeId.Letter if of_letter else QPageSize.PageSizeId.A4


def upright(paper: QPageSize.PageSizeId) -> QPageLayout:
    """Give the layout of a page of this paper."""
    return QPageLayout(
        QPageSize(paper),
        QPageLayout.Orientation.Portrait,
        QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN),
        QPageLayout.Unit.Millimeter,
    )


class Printing(QObject):
    """Lays out one voucher or paints one page at a time.

    Signals:
        painted: One more page is painted; how many are, and of how many.
        done: All pages are painted; how many there are.
        failed: The device takes nothing.
    """

    painted = Signal(int, int)
    done = Signal(int)
    failed = Signal()

    def __init__(
        self, device: QPagedPaintDevice, manner: Manner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._device = device
        room = device.pageLayout().paintRect(QPageLayout.Unit.Point)
        self._sheet = Sheet(room.width() * UNIT, room.height() * UNIT - _FOOT)
        self._together = Together(self._sheet) if manner is Manner.TOGETHER else None
        self._waiting: deque[Detail] = deque()
        self._pages: list[tuple[Page, int, int]] = []
        self._closed = False
        self._at = 0
        self._printed = f"Vouch, {moment(datetime.now(UTC))}"
        self._painter = QPainter()
        self._step = QTimer(self, interval=0)
        self._step.timeout.connect(self._go)

    def add(self, details: Iterable[Detail]) -> None:
        """Take these in."""
        self._waiting.extend(details)
        self._step.start()

    def close(self) -> None:
        """Be told that these were all."""
        self._closed = True
        self._step.start()

    def stop(self) -> None:
        """Leave it at that."""
        self._step.stop()
        if self._painter.isActive():
            self._painter.end()

    def _go(self) -> None:
        if self._waiting:
            self._lay_out(self._waiting.popleft())
        elif not self._closed:
            self._step.stop()
        elif self._at == 0 and not self._begun():
            self._step.stop()
            self.failed.emit()
        else:
            self._paint()

    def _lay_out(self, detail: Detail) -> None:
        made = voucher(detail)
        if self._together is not None:
            self._together.add(made)
            return
        pages = of_its_own(made, self._sheet)
        self._pages += [(page, at, len(pages)) for at, page in enumerate(pages, 1)]

    def _begun(self) -> bool:
        if self._together is not None and not self._pages:
            self._together.close()
            pages = self._together.pages
            self._pages = [(page, at, len(pages)) for at, page in enumerate(pages, 1)]
        if not self._painter.begin(self._device):
            return False
        scale = self._device.logicalDpiX() / _POINTS / UNIT
        self._painter.scale(scale, scale)
        return True

    def _paint(self) -> None:
        if self._at:
            self._device.newPage()
        page, at, of = self._pages[self._at]
        for top, block in page.blocks:
            paint(self._painter, block, top)
        self._paint_foot(page, at, of)
        self._at += 1
        self.painted.emit(self._at, len(self._pages))
        if self._at == len(self._pages):
            self.stop()
            self.done.emit(self._at)

    def _paint_foot(self, page: Page, at: int, of: int) -> None:
        said = " · ".join(x for x in (page.about, self._printed) if x)
        made = foot(said, at, of, self._sheet.width)
        paint(self._painter, made, self._sheet.height + _FOOT - made.height)


def foot(said: str, at: int, of: int, width: float) -> Block:
    """Make the foot of a page: where it belongs, and which one of how many it is."""
    number_of = f"Page {number(at)} of {number(of)}"
    right = wide(number_of, Style.SMALL) + 2 * UNIT
    cells = (
        Cell(0.0, width - right, said, Style.SMALL),
        Cell(width - right, right, number_of, Style.SMALL, right=True),
    )
    return ruled(line(cells, above=60.0), width, under=False)
