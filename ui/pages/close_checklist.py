"""The checklist of a close: each step with its standing and its numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout

from app.domain.closing.checklist import Close, SignOff
from app.domain.closing.steps import Item, Standing
from ui.models.words import counted, moment, span
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import Size, column, label, paragraph, row

_LOOKS = {
    Standing.DONE: ("check-circle", "posted"),
    Standing.ATTENTION: ("warning", "attention"),
    Standing.UNKNOWN: ("question", "quiet"),
}
_TOP = Qt.AlignmentFlag.AlignTop


class CloseChecklist(QFrame):
    """Seven lines, and above them whether somebody has signed."""

    def __init__(self, close: Close) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        days = span(close.period.first, close.period.last)
        verdict, glyph, tone = _verdict(close)
        top = row(GlyphLabel(glyph, tone, 20), label(verdict, Size.SECTION), None)
        asked = "" if close.asked else ", by what was known"
        when = f"{days} · looked at {moment(close.at)}{asked}"
        whole = column(top, paragraph(when, ink="second"), gap=8, margin=16)
        if close.sign_off is not None:
            whole.addWidget(paragraph(_signed(close.sign_off), ink="second"))
        whole.addLayout(_steps(close.items))
        self.setLayout(whole)


def _verdict(close: Close) -> tuple[str, str, str]:
    held = close.sign_off is not None and close.sign_off.withdrawn is None
    if held:
        return f"{close.period.name} is signed off", "circle-wavy-check", "posted"
    if not close.open_steps:
        return f"{close.period.name} can be signed off", "check-circle", "posted"
    left = counted(len(close.open_steps), "step")
    return f"{close.period.name}: {left} left", "warning", "attention"


def _signed(sign_off: SignOff) -> str:
    said = f"Signed off by {sign_off.name}, {moment(sign_off.at)}. {sign_off.remark}"
    if sign_off.withdrawn is not None:
        taken = moment(sign_off.withdrawn)
        said = f"{said.strip()} Taken back {taken}: {sign_off.why}"
    return said.strip()


def _steps(items: tuple[Item, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(2, 1)
    for line, item in enumerate(items):
        glyph, tone = _LOOKS[item.standing]
        words = label(item.step.words, Size.STRONG)
        told = paragraph(f"{item.standing.words} · {item.said}")
        told.setAccessibleName(f"{item.step.words}: {item.standing.words}. {item.said}")
        grid.addWidget(GlyphLabel(glyph, tone), line, 0, _TOP)
        grid.addWidget(words, line, 1, _TOP)
        grid.addWidget(told, line, 2)
    return grid
