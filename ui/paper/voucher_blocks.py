"""A voucher as blocks: its head, the head of its columns, its rows and its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ui.models.voucher import Heading, Voucher
from ui.paper.blocks import Block, Cell, Style, gap, line, ruled, stacked, wide

_LABEL = 640.0
_GUTTER = 80.0
_MONEY = 560.0
_SHARES = {"Description": 3.2, "Account": 2.4, "Tax Rate": 1.6}
_OTHER = 1.6
_UNUSED = 0.9
_ROW = 28.0
_AIR = 10.0


@dataclass(frozen=True, slots=True)
class Laid:
    """The blocks of a voucher; ``again`` heads the rows on every page they reach."""

    head: Block
    again: Block
    rows: tuple[Block, ...]
    end: Block


def full(voucher: Voucher, width: float) -> Laid:
    """Lay a voucher out for a page of its own."""
    head = [
        _ends(voucher.organisation, "Manual journal", width, Style.STRONG),
        _ends(voucher.title, voucher.state, width, Style.TITLE, above=30.0),
        gap(100.0),
        *_facts(voucher.facts, width),
    ]
    if voucher.narration:
        head.append(_fact("Narration", voucher.narration, 0.0, width - _LABEL))
    head.append(gap(120.0))
    return _laid(voucher, head, width)


def compact(voucher: Voucher, width: float) -> Laid:
    """Lay a voucher out among others."""
    where = f"{voucher.title} · {voucher.report_id}"
    there = " · ".join(x for x in (voucher.dated, voucher.state) if x)
    head = [_ends(where, there, width, Style.STRONG)]
    about = " · ".join(x for x in (voucher.organisation, voucher.narration) if x)
    head.append(line((Cell(0.0, width, about, Style.SMALL),), above=20.0))
    head.append(gap(50.0))
    return _laid(voucher, head, width)


def _laid(voucher: Voucher, head: Sequence[Block], width: float) -> Laid:
    places = _columns(voucher, width)
    titles = [heading.title for heading in voucher.headings]
    rows = [_cells(voucher.headings, places, row) for row in voucher.rows]
    again = line(_cells(voucher.headings, places, titles, Style.SMALL), below=30.0)
    end = list(_end(voucher, places, width))
    return Laid(
        stacked(head),
        ruled(again, width, under=True) if rows else Block(0.0),
        tuple(line(cells, above=_ROW, below=_ROW) for cells in rows),
        stacked(end),
    )


def _end(
    voucher: Voucher, places: Sequence[tuple[float, float]], width: float
) -> Iterator[Block]:
    if voucher.rows:
        sums = _cells(voucher.headings, places, voucher.totals, Style.STRONG)
        total = line(sums, above=36.0, below=20.0)
        yield ruled(total, width, under=False, thick=8.0)
    for note in voucher.notes:
        yield line((Cell(0.0, width, note),), above=60.0)


def _cells(
    headings: Sequence[Heading],
    places: Sequence[tuple[float, float]],
    words: Sequence[str],
    style: Style = Style.PLAIN,
) -> tuple[Cell, ...]:
    return tuple(
        Cell(left, width, said, style, heading.money)
        for heading, (left, width), said in zip(headings, places, words, strict=True)
    )


def _columns(voucher: Voucher, width: float) -> list[tuple[float, float]]:
    """Give every column its left edge and its width: money what it needs."""
    lists = [voucher.totals, *voucher.rows]
    needed = {
        at: max(_MONEY, *(wide(row[at], Style.STRONG) for row in lists))
        for at, heading in enumerate(voucher.headings)
        if heading.money
    }
    used = [any(row[at] for row in voucher.rows) for at in range(len(voucher.headings))]
    shares = {
        at: _SHARES.get(heading.title, _OTHER if used[at] else _UNUSED)
        for at, heading in enumerate(voucher.headings)
        if not heading.money
    }
    room = width - sum(needed.values()) - _GUTTER * (len(voucher.headings) - 1)
    whole = sum(shares.values())
    made, left = [], 0.0
    for at in range(len(voucher.headings)):
        own = needed.get(at, room * shares.get(at, 0.0) / whole)
        made.append((left, own))
        left += own + _GUTTER
    return made


def _ends(
    left: str, right: str, width: float, style: Style, above: float = 0.0
) -> Block:
    """Put words at both ends of a line."""
    strong = Style.STRONG
    there = wide(right, strong) + _AIR
    cells = (
        Cell(0.0, width - there - _GUTTER, left, style),
        Cell(width - there, there, right, strong, right=True),
    )
    return line(cells, above=above)


def _facts(facts: Sequence[tuple[str, str]], width: float) -> Iterator[Block]:
    """Put facts in two columns."""
    half = (width - _GUTTER) / 2
    for at in range(0, len(facts), 2):
        cells: list[Cell] = []
        for side, (name, what) in enumerate(facts[at : at + 2]):
            left = side * (half + _GUTTER)
            cells += _fact_cells(name, what, left, half - _LABEL)
        yield line(cells, below=36.0)


def _fact(name: str, what: str, left: float, width: float) -> Block:
    return line(_fact_cells(name, what, left, width), below=36.0)


def _fact_cells(name: str, what: str, left: float, width: float) -> tuple[Cell, Cell]:
    return (
        Cell(left, _LABEL - _GUTTER, name, Style.SMALL),
        Cell(left + _LABEL, width, what),
    )
