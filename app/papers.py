"""Packs of tables as PDF files, one section after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    LongTable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)

import resources
from app.domain.closing.pack import Pack
from app.domain.closing.section import Section, said
from app.domain.exports import Cell, Row
from app.errors import InputError

_FONTS = Path(resources.__file__).parent / "fonts"
_PLAIN, _BOLD = "DejaVuSans", "DejaVuSans-Bold"
_SIZE = 7.5
_MARGIN = 15 * mm
_PAGE = landscape(A4)
_FRAME = 6.0  # points that a page keeps free around what flows on it
_ROOM = _PAGE[0] - 2 * (_MARGIN + _FRAME)
_GAP = 4.0  # points on either side of a cell's text
_WIDEST = 170.0  # points that a column of words takes at most, unless there is room
_LEAST = 48.0
_AT_ONCE = 1000  # rows of one table
_INK, _QUIET = HexColor("#18202B"), HexColor("#5F6B7C")
_LINE, _HEAD = HexColor("#C9D0D8"), HexColor("#EDF0F4")

Place = tuple[int, int]
Look = tuple[str, Place, Place, *tuple[Any, ...]]
"""A command of a table's style: what, from which cell, to which, and how."""


def write_pdf(file: Path, pack: Pack) -> None:
    """Write a pack on A4 paper across; InputError where it cannot be written.

    No file is left behind that is not whole. What the font has no letters for, such as
    Chinese names, is shown as empty boxes: the workbook has them.
    """
    _fonts()
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("wb") as stream:
            made = SimpleDocTemplate(
                stream,
                pagesize=_PAGE,
                leftMargin=_MARGIN,
                rightMargin=_MARGIN,
                topMargin=_MARGIN,
                bottomMargin=_MARGIN,
                title=pack.title,
                author="Vouch",
            )
            made.build(list(_story(pack)), canvasmaker=_numbering(pack))
        part.replace(file)
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error}.") from error
    finally:
        with suppress(OSError):  # what is wrong with it was said
            part.unlink()


def _fonts() -> None:
    registerFont(TTFont(_PLAIN, _FONTS / "DejaVuSans.ttf"))
    registerFont(TTFont(_BOLD, _FONTS / "DejaVuSans-Bold.ttf"))
    registerFontFamily(_PLAIN, normal=_PLAIN, bold=_BOLD, italic=_PLAIN)


def _style(size: float, colour: Color = _INK, font: str = _PLAIN) -> ParagraphStyle:
    return ParagraphStyle(
        f"{font}{size}{colour}",
        fontName=font,
        fontSize=size,
        leading=size * 1.35,
        textColor=colour,
    )


def _story(pack: Pack) -> Iterator[Flowable]:
    yield Paragraph(escape(pack.title), _style(16, font=_BOLD))
    yield Spacer(0, 4)
    for line in pack.lines:
        yield Paragraph(escape(line), _style(9, _QUIET))
    for section in pack.sections:
        yield CondPageBreak(40 * mm)
        yield Spacer(0, 14)
        yield Paragraph(escape(section.title), _style(11, font=_BOLD))
        if section.remark:
            yield Paragraph(escape(section.remark), _style(8, _QUIET))
        yield Spacer(0, 4)
        if section.rows:
            yield from _tables(section)


def _tables(section: Section) -> Iterator[LongTable]:
    """The rows as tables of a size: breaking a long one takes ever more time."""
    rows = section.whole
    widths = _widths(section.headings, rows)
    for start in range(0, len(rows), _AT_ONCE):
        piece = rows[start : start + _AT_ONCE]
        last = start + _AT_ONCE >= len(rows)
        yield _table(section, piece, widths, totals=last and bool(section.totals))


def _table(
    section: Section, rows: Sequence[Row], widths: Sequence[float], *, totals: bool
) -> LongTable:
    body = [
        [_cell(cell, width) for cell, width in zip(row, widths, strict=True)]
        for row in rows
    ]
    table = LongTable([list(section.headings), *body], list(widths), repeatRows=1)
    table.setStyle(TableStyle(_looks(section.numeric, totals=totals)))
    table.hAlign = "LEFT"
    return table


def _looks(right: Sequence[bool], *, totals: bool) -> list[Look]:
    looks: list[Look] = [
        ("FONT", (0, 0), (-1, -1), _PLAIN, _SIZE),
        ("FONT", (0, 0), (-1, 0), _BOLD, _SIZE),
        ("TEXTCOLOR", (0, 0), (-1, -1), _INK),
        ("BACKGROUND", (0, 0), (-1, 0), _HEAD),
        ("LINEBELOW", (0, 0), (-1, -1), 0.25, _LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _GAP),
        ("RIGHTPADDING", (0, 0), (-1, -1), _GAP),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
    looks += [
        ("ALIGN", (at, 0), (at, -1), "RIGHT")
        for at, is_right in enumerate(right)
        if is_right
    ]
    if totals:
        looks.append(("FONT", (0, -1), (-1, -1), _BOLD, _SIZE))
        looks.append(("LINEABOVE", (0, -1), (-1, -1), 0.75, _INK))
    return looks


def _widths(headings: Sequence[str], rows: Sequence[Row]) -> list[float]:
    """As wide as what is in them; words give way where the page is too narrow."""
    natural = [
        max(
            stringWidth(heading, _BOLD, _SIZE),
            *(stringWidth(said(row[at]), _BOLD, _SIZE) for row in rows),
        )
        + 2 * _GAP
        for at, heading in enumerate(headings)
    ]
    wordy = [
        at
        for at, width in enumerate(natural)
        if width > _LEAST and all(not _rigid(row[at]) for row in rows)
    ]
    rigid = sum(width for at, width in enumerate(natural) if at not in wordy)
    room = _ROOM - rigid
    wanted = sum(natural[at] for at in wordy)
    if wanted <= room:
        return natural
    fair = room / max(1, len(wordy))
    small = [at for at in wordy if natural[at] <= fair]
    large = [at for at in wordy if natural[at] > fair]
    left = room - sum(natural[at] for at in small)
    whole = sum(min(natural[at], 2 * _WIDEST) for at in large)
    for at in large:
        natural[at] = max(_LEAST, left * min(natural[at], 2 * _WIDEST) / whole)
    return natural


def _rigid(cell: Cell) -> bool:
    """Whether it must not be broken over lines."""
    return cell is not None and not isinstance(cell, str)


def _cell(cell: Cell, width: float) -> str | Paragraph:
    """Plain text where it fits, which is quick; else words that go on below."""
    text = said(cell)
    fits = stringWidth(text, _BOLD, _SIZE) + 2 * _GAP <= width + 0.01
    if fits or not isinstance(cell, str):
        return text
    return Paragraph(escape(text), _style(_SIZE))


def _numbering(pack: Pack) -> type[Canvas]:
    """A canvas that knows at the end how many pages there are."""

    class Numbered(Canvas):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)  # type: ignore[arg-type]
            self._pages: list[dict[str, object]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            """Override: keep the page until all are counted."""
            self._pages.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined] # as its authors show

        def save(self) -> None:
            """Override: write each page with its number."""
            for number, page in enumerate(self._pages, 1):
                self.__dict__.update(page)
                self.setFont(_PLAIN, 7)
                self.setFillColor(_QUIET)
                self.drawString(_MARGIN + _FRAME, 8 * mm, pack.title)
                of = f"Page {number} of {len(self._pages)}"
                self.drawRightString(_PAGE[0] - _MARGIN - _FRAME, 8 * mm, of)
                Canvas.showPage(self)
            super().save()

    return Numbered
