"""One cause, with what it is about, the money behind it, and what mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout

from app.domain.postings import PostingId
from app.domain.problems import CATALOGUE, Code, Place
from app.domain.setup import ConnectionId
from app.domain.troubles import Stuck
from ui.models.filters import Slice
from ui.models.trends import month_name
from ui.models.words import amount, counted
from ui.pages.page import Going
from ui.widgets.flow import Flow
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.glyphs import grown
from ui.widgets.parts import Size, button, column, label, paragraph, row
from ui.widgets.problem_notes import who_mends

_MANY = 6
_WIDEST = 1040
_GLYPH, _GAP = 20, 12
_REFUSED = (
    "Xero refused the journal",
    "What Xero said stands below; mend it there or in the set-up, then post again.",
)
_TAGS = frozenset({Code.TAG_UNKNOWN, Code.TAG_ARCHIVED})


@dataclass(frozen=True, slots=True)
class Mend:
    """What mends one group: words for a button, and where it leads."""

    words: str
    glyph: str
    going: Going


class ProblemCard(QFrame):
    """A cause; ``groups`` are of the same code.

    Signals:
        going: Another page is wanted; the Going.
        retried: Just these are to be tried again; their ids.
        posted: These are to be posted again; the groups.
        opened: More of the rows are wanted.
    """

    going = Signal(object)
    retried = Signal(object)
    posted = Signal(object)
    opened = Signal()

    def __init__(
        self,
        groups: Sequence[Stuck],
        names: Mapping[ConnectionId, str],
        *,
        whole: bool,
        narrow: bool = False,
    ) -> None:
        super().__init__()
        self._groups, self._narrow = groups, narrow
        self._names = names if len(names) > 1 else {}
        self.code = groups[0].code
        self.title, words = _words(self.code)
        self.setProperty("kind", "card")
        self.setMaximumWidth(_WIDEST)
        self.setAccessibleName(self.title)
        tone = "failed" if self.code is None else "attention"
        said = label(self.title, Size.STRONG)
        said.setWordWrap(True)
        count = label(counted(len(_every(groups)), "report"), ink="second")
        sums = label(added(groups), Size.STRONG)
        top = row(GlyphLabel("warning", tone, _GLYPH), said, gap=_GAP)
        top.setStretch(1, 1)
        for part in () if narrow else (count, sums):
            top.addWidget(part)
        shown = groups if whole else groups[:_MANY]
        inner = column(paragraph(words, ink="second"), gap=8)
        if narrow:
            sums.setWordWrap(True)
            inner.insertLayout(0, column(count, sums, gap=0))
        inner.addLayout(self._rows(shown))
        inner.addLayout(self._steps(len(groups) - len(shown)))
        inner.setContentsMargins(self._indent(), 0, 0, 0)
        self.setLayout(column(top, inner, gap=4, margin=16))

    def _indent(self) -> int:
        """Tell how far the title stands from the left, behind its glyph."""
        return grown(_GLYPH, self.fontMetrics()) + _GAP

    def _rows(self, groups: Sequence[Stuck]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for line, group in enumerate(groups):
            name = self._names.get(group.connection_id, "")
            if self._narrow:
                grid.addLayout(self._stacked(group, name), line, 0)
                continue
            grid.addWidget(paragraph(_said(group)), line, 0)
            if name:
                grid.addWidget(label(name, ink="second"), line, 1)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(self._count(group), line, 2, right)
            grid.addWidget(label(summed(group.totals)), line, 3, right)
            grid.addLayout(row(*self._ways(group), None), line, 4)
        grid.setColumnStretch(0, 1)
        return grid

    def _stacked(self, group: Stuck, name: str) -> QVBoxLayout:
        """Put a group in three lines, for where there is little room."""
        facts = " · ".join(x for x in (name, summed(group.totals)) if x)
        made = column(paragraph(_said(group)), paragraph(facts, ink="second"), gap=0)
        made.addLayout(Flow(self._count(group), *self._ways(group)))
        made.setContentsMargins(0, 0, 0, 8)
        return made

    def _count(self, group: Stuck) -> QPushButton:
        """Make the number of reports, which leads to just these."""
        made = button(counted(group.count, "report"), kind="link")
        made.setAccessibleName(f"{made.text()}, show them: {self._told(group)}")
        made.setToolTip("Show just these in Review")
        words = ": ".join(x for x in (self.title, _about(group)) if x)
        made.clicked.connect(lambda: self._show(group.words or words, (group,)))
        return made

    def _told(self, group: Stuck) -> str:
        """Say what a group is about, and whose it is where that is not plain."""
        name = self._names.get(group.connection_id, "")
        return f"{_said(group)} {name}".rstrip()

    def _ways(self, group: Stuck) -> list[QPushButton]:
        """Make what can be done about one group."""
        ways = []
        mend = mending(group)
        if mend is not None:
            ways.append(
                self._way(mend.words, mend.glyph, group, lambda: self._go(mend))
            )
        if group.code is None:
            again = self._way(
                "Post again…", "paper-plane-tilt", group, lambda: self._post((group,))
            )
            ways.append(again)
        if group.can_retry and len(self._groups) > 1:
            ids = group.ids
            words = "Try again"
            glyph = "arrows-clockwise"
            ways.append(self._way(words, glyph, group, lambda: self._retry(ids)))
        return ways

    def _way(
        self, words: str, glyph: str, group: Stuck, do: Callable[[], object]
    ) -> QPushButton:
        made = button(words, glyph, "link")
        made.setAccessibleName(f"{words}: {self._told(group)}")
        made.clicked.connect(do)
        return made

    def _steps(self, hidden: int) -> Flow:
        show = button("Show in Review", "arrow-right", "link")
        show.setAccessibleName(f"Show in Review: {self.title}")
        show.clicked.connect(lambda: self._show(self.title, self._groups))
        parts = [show]
        ids = tuple(
            dict.fromkeys(x for g in self._groups if g.can_retry for x in g.ids)
        )
        if ids:
            again = button("Try just these again", "arrows-clockwise", "link")
            again.setAccessibleName(f"Try just these again: {self.title}")
            again.setToolTip("Read these reports and the books again, and nothing else")
            again.clicked.connect(lambda: self._retry(ids))
            parts.append(again)
        if hidden > 0:
            more = button(
                f"Show {counted(hidden, 'more', 'more')}", "caret-down", "link"
            )
            more.clicked.connect(self.opened)
            parts.append(more)
        return Flow(*parts)

    def _show(self, words: str, groups: Sequence[Stuck]) -> None:
        part = Slice(words.rstrip("."), ids=frozenset(_every(groups)))
        self.going.emit(Going("review", part=part))

    def _go(self, mend: Mend) -> None:
        self.going.emit(mend.going)

    def _retry(self, ids: tuple[str, ...]) -> None:
        self.retried.emit(ids)

    def _post(self, groups: tuple[Stuck, ...]) -> None:
        self.posted.emit(groups)


def mending(group: Stuck) -> Mend | None:
    """Tell where a group is mended; None where only its reports can tell."""
    code, of = group.code, group.connection_id
    if code is None:
        return None
    entry = CATALOGUE[code]
    if entry.where is Place.MAPPING:
        unmapped = code is Code.CATEGORY_UNMAPPED
        chip = "unmapped" if unmapped else "trouble"
        going = Going("mapping", of, chip=chip, text=group.about)
        return Mend(entry.action, "arrows-left-right", going)
    if code in _TAGS:
        going = Going("mapping", of, text=group.about)
        return Mend("Map the tag", "arrows-left-right", going)
    if entry.where is Place.CONNECTION:
        return Mend(entry.action, "link", Going("connections", of))
    return None


def added(groups: Sequence[Stuck]) -> str:
    """Write what all of these come to, currency by currency."""
    totals: dict[str, int] = {}
    for group in groups:
        for currency, minor in group.totals.items():
            totals[currency] = totals.get(currency, 0) + minor
    return summed(totals)


def summed(totals: Mapping[str, int]) -> str:
    """Write money, currency by currency."""
    return " + ".join(f"{amount(x, code)} {code}" for code, x in sorted(totals.items()))


def _every(groups: Sequence[Stuck]) -> set[PostingId]:
    return {x for group in groups for x in group.ids}


def _said(group: Stuck) -> str:
    """Say what a group is about."""
    return group.words or _about(group) or "Each for reasons of its own"


def _about(group: Stuck) -> str:
    if group.code is Code.PERIOD_LOCKED and group.about:
        return month_name(date.fromisoformat(f"{group.about}-01"))
    return group.about


def _words(code: Code | None) -> tuple[str, str]:
    if code is None:
        return _REFUSED
    entry = CATALOGUE[code]
    return entry.title, f"{entry.cause} {who_mends(entry)}"
