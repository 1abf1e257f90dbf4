"""Sections of words, to be read, selected and copied."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QTextBrowser

from ui.models.explanation import Item, Section, as_text
from ui.widgets.palette import Tokens, tokens

_NAME = 150


class SectionsView(QTextBrowser):
    """Shows sections one under another."""

    def __init__(self, name: str, nothing: str) -> None:
        super().__init__()
        self._nothing = nothing
        self._shown: tuple[Section, ...] = ()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "sections")
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(nothing)

    @property
    def words(self) -> str:
        """Everything that is shown, as plain text."""
        return as_text(self._shown)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show these; where more of the same comes, stay where one reads."""
        shown = tuple(sections)
        if shown == self._shown:
            return
        bar = self.verticalScrollBar()
        same = bool(self._shown) and shown[:1] == self._shown[:1]
        at = bar.value() if same else 0
        self._shown = shown
        self._write()
        bar.setValue(at)

    def copy_all(self) -> None:
        """Put everything on the clipboard."""
        QGuiApplication.clipboard().setText(self.words)

    def changeEvent(self, event: QEvent) -> None:
        """Override: the colours of a new theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._shown:
            self._write()

    def _write(self) -> None:
        colours = tokens(QGuiApplication.palette())
        self.setHtml("".join(_html(x, colours) for x in self._shown))


def _html(section: Section, colours: Tokens) -> str:
    parts = [f'<p style="margin:10px 0 4px 0"><b>{escape(section.title)}</b></p>']
    if section.facts:
        rows = "".join(_fact(name, value, colours) for name, value in section.facts)
        parts.append(f'<table cellspacing="0" cellpadding="1">{rows}</table>')
    if section.items:
        rows = "".join("".join(_rows(x, 0, colours)) for x in section.items)
        parts.append(f'<table cellspacing="0" cellpadding="1" width="100%">{rows}')
        parts.append("</table>")
    return "".join(parts)


def _fact(name: str, value: str, colours: Tokens) -> str:
    return (
        f'<tr><td width="{_NAME}" style="color:{colours.second}">{escape(name)}</td>'
        f"<td>{escape(value)}</td></tr>"
    )


def _rows(item: Item, depth: int, colours: Tokens) -> Iterator[str]:
    pad = 16 * depth
    yield (
        f'<tr><td style="padding-left:{pad}px">{escape(item.title)}</td>'
        f'<td align="right">{escape(item.money)}</td></tr>'
    )
    for note in item.notes:
        yield (
            f'<tr><td style="padding-left:{pad + 16}px; color:{colours.second}" '
            f'colspan="2">{escape(note)}</td></tr>'
        )
    for within in item.within:
        yield from _rows(within, depth + 1, colours)
