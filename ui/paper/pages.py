"""Vouchers on pages: nothing is torn, and what goes on has its heads again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ui.models.voucher import Voucher
from ui.models.words import amount, counted
from ui.paper.blocks import Block, Cell, Style, gap, line, ruled, stacked
from ui.paper.voucher_blocks import Laid, compact, full

_BETWEEN = 220.0


@dataclass(slots=True)
class Page:
    """Blocks and how far each is from the top; what its foot says at the left."""

    about: str = ""
    blocks: list[tuple[float, Block]] = field(default_factory=list)
    filled: float = 0.0

    def put(self, block: Block) -> None:
        """Put a block under the others."""
        self.blocks.append((self.filled, block))
        self.filled += block.height


@dataclass(frozen=True, slots=True)
class Sheet:
    """The room that a page has, in units."""

    width: float
    height: float


def of_its_own(voucher: Voucher, sheet: Sheet) -> list[Page]:
    """Put a voucher on a page of its own, or as many as it needs."""
    about = f"{voucher.organisation} · {voucher.report_id}"
    pages = [Page(about)]
    fill_pages(pages, full(voucher, sheet.width), sheet, about)
    return pages


class Together:
    """Puts one voucher after another, many on a page."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.pages: list[Page] = [Page()]
        self._sums: dict[tuple[str, str], tuple[int, int]] = {}

    def add(self, voucher: Voucher) -> None:
        """Put a voucher under the last."""
        page = self.pages[-1]
        if page.filled:
            page.put(gap(_BETWEEN))
        laid = compact(voucher, self._sheet.width)
        fill_pages(self.pages, laid, self._sheet, "")
        key = (voucher.organisation, voucher.currency)
        count, total = self._sums.get(key, (0, 0))
        self._sums[key] = (count + 1, total + voucher.minor)

    def close(self) -> None:
        """Say at the end how many there are and what they come to."""
        if sum(count for count, _ in self._sums.values()) < 2:  # noqa: PLR2004
            return
        width = self._sheet.width
        lines = [
            line((Cell(0.0, width, said, Style.STRONG),), above=40.0)
            for said in self._said()
        ]
        end = ruled(stacked(lines), width, under=False, thick=8.0)
        if self.pages[-1].filled + _BETWEEN + end.height > self._sheet.height:
            self.pages.append(Page())
        else:
            self.pages[-1].put(gap(_BETWEEN))
        self.pages[-1].put(end)

    def _said(self) -> Iterator[str]:
        for (organisation, currency), (count, minor) in self._sums.items():
            vouchers = counted(count, "report")
            total = amount(minor, currency)
            yield f"{organisation}: {vouchers}, debits and credits {total} {currency}"


def fill_pages(pages: list[Page], laid: Laid, sheet: Sheet, about: str) -> None:
    """Put a voucher on the last page, and on further ones where it goes on."""
    start = [laid.head, laid.again, *laid.rows[:1]]
    alone = [] if len(laid.rows) > 1 else [laid.end]
    _room_for([*start, *alone], pages, sheet, about)
    for block in start:
        pages[-1].put(block)
    for at, row in enumerate(laid.rows[1:], 2):
        last = [laid.end] if at == len(laid.rows) else []
        if _room_for([row, *last], pages, sheet, about):
            pages[-1].put(laid.again)
        pages[-1].put(row)
    if _room_for([laid.end], pages, sheet, about) and laid.rows:
        pages[-1].put(laid.again)
    pages[-1].put(laid.end)


def _room_for(
    blocks: Sequence[Block], pages: list[Page], sheet: Sheet, about: str
) -> bool:
    """Begin a page where these do not fit on the last; whether one was begun."""
    needed = sum(block.height for block in blocks)
    page = pages[-1]
    if not page.filled or page.filled + needed <= sheet.height:
        return False
    pages.append(Page(about))
    return True
