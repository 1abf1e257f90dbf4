"""A connection at a glance: what waits, and how it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from app.domain.listing import Tally
from app.domain.overview import Glance
from app.domain.trends import month_end
from ui.models.filters import Slice, group
from ui.models.trends import month_name
from ui.models.words import ago, amount, counted, moment, number
from ui.pages.last_check import recall
from ui.pages.page import Going
from ui.widgets.flow import Flow
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.memory import Memory
from ui.widgets.palette import Tone
from ui.widgets.parts import (
    Size,
    button,
    column,
    holding,
    inked,
    label,
    paragraph,
    row,
    rule,
    sized,
)

_FIGURES = (
    ("ready", "Ready", Tone.READY),
    ("attention", "Needs attention", Tone.ATTENTION),
    ("changed", "Changed", Tone.CHANGED),
    ("posted", "Posted this month", Tone.POSTED),
)
_WIDEST = 1080
_LETTERS = 30
_COMPLETE = ("shield-check", "posted")
_OPEN = ("shield", "quiet")


class ConnectionCard(QFrame):
    """Goes on showing the same connection as its numbers change.

    Signals:
        going: A number leads to its reports; the Going.
        sync_wished: This connection is to be synced; a tuple with its id.
    """

    going = Signal(object)
    sync_wished = Signal(object)

    def __init__(self, glance: Glance, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self._since = glance.since
        self.setProperty("kind", "card")
        self.setMaximumWidth(_WIDEST)
        self._id = glance.connection.id
        self._name = label(glance.connection.name, Size.SECTION)
        self._where = label(ink="second")
        self._figures = {chip: _Figure(title, tone) for chip, title, tone in _FIGURES}
        self._light, self._signed_in = GlyphLabel(), label()
        self._synced, self._left = label(), label()
        self._failed = paragraph(ink="failed")
        self._complete_light, self._complete = GlyphLabel(), paragraph()
        self._next, clock = paragraph(ink="second"), GlyphLabel("clock", "quiet")
        soon = row(clock, self._next)
        soon.setStretch(1, 1)
        self._coming = holding(soon)
        self._coming.hide()
        self._check = check = button("Check", "arrow-right", "link")
        check.setAccessibleName(f"Check {glance.connection.name}")
        check.clicked.connect(lambda: self.going.emit(Going("check", self._id)))
        self._sync = sync = button("Sync", "arrows-clockwise", "quiet")
        sync.setAccessibleName(f"Sync {glance.connection.name}")
        sync.clicked.connect(lambda: self.sync_wished.emit((self._id,)))
        numbers = Flow(*self._figures.values(), gap=24)
        for chip, figure in self._figures.items():
            figure.link.clicked.connect(self._leading_to(chip))
        lit = holding(row(self._light, self._signed_in))
        health = Flow(lit, self._synced, self._left, gap=16)
        top = row(self._name, None, sync)
        proof = row(self._complete_light, self._complete, 8, check)
        proof.setStretch(1, 1)
        below = column(rule(), health, proof, self._coming, self._failed)
        self.setLayout(column(top, self._where, 4, numbers, below, margin=16))
        self.show_glance(glance)

    def show_glance(self, glance: Glance) -> None:
        """Show how it stands now."""
        self._name.setText(glance.connection.name)
        self._where.setText(_where(glance))
        self._since = glance.since
        for chip, figure in self._figures.items():
            among = glance.month if chip == "posted" else glance.tallies
            figure.show_tally(group(among, chip))
        complete, words = recall(self._memory, self._id)
        self._complete.setText(words)
        inked(self._complete, "posted" if complete else "second")
        self._complete_light.show_glyph(*(_COMPLETE if complete else _OPEN))
        fine = glance.signed_in
        words = "Signed in to Xero" if fine else "Sign-in to Xero needed"
        if not glance.connection.in_use:
            words, fine = "Paused", False
        self._signed_in.setText(words)
        inked(self._signed_in, "posted" if fine else "attention")
        glyph = ("check-circle", "posted") if fine else ("warning", "attention")
        self._light.show_glyph(*glyph)
        self._synced.setText(_synced(glance))
        self._left.setText(_left(glance))
        self._left.setVisible(bool(_left(glance)))
        run = glance.last_run
        failed = run is not None and bool(run.error)
        self._failed.setVisible(failed)
        if run is not None and failed:
            self._failed.setText(f"The last {run.kind} failed: {run.error}")

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        figures = (figure.link for figure in self._figures.values())
        return (self._sync, *figures, self._check)

    def show_next(self, words: str) -> None:
        """Say when it runs next by itself."""
        self._next.setText(words)
        self._coming.setVisible(bool(words))

    def _leading_to(self, chip: str) -> Callable[[], None]:
        return lambda: self.going.emit(self._going(chip))

    def _going(self, chip: str) -> Going:
        since = self._since
        if chip != "posted" or since is None:
            return Going("review", self._id, chip)
        part = Slice(month_name(since), since, month_end(since))
        return Going("review", self._id, chip, part=part)


class _Figure(QWidget):
    """A number that is a link, its name and its money."""

    def __init__(self, title: str, tone: Tone) -> None:
        super().__init__()
        self._title = title
        self._tone = tone
        self.link: QPushButton = button("", kind="figure")
        self.link.setFont(sized(self.font(), Size.FIGURE))
        self.link.setCursor(Qt.CursorShape.PointingHandCursor)
        self.link.setToolTip("Show these reports")
        self._sums = label("", Size.HINT)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        words = label(title, ink="second")
        self.setLayout(column(row(self.link, None), words, self._sums, gap=2))

    def show_tally(self, tally: Tally) -> None:
        """Show so many."""
        self.link.setText(number(tally.count))
        said = f"{self._title}: {number(tally.count)}, show them"
        self.link.setAccessibleName(said)
        inked(self.link, self._tone if tally.count else "none")
        self._sums.setText(
            " + ".join(
                f"{amount(minor, currency)} {currency}"
                for currency, minor in sorted(tally.totals.items())
            )
        )


def _where(glance: Glance) -> str:
    organisation = glance.organisation
    if organisation is None:
        return "Xero's accounts have not been fetched yet"
    return f"Posts to {organisation.name} in {organisation.base_currency}"


def _synced(glance: Glance) -> str:
    synced = glance.last_sync
    if synced is None:
        return "Not synced yet"
    return f"Last synced {ago(synced)}, {moment(synced)}"


def _left(glance: Glance) -> str:
    said = []
    if glance.calls_left is not None:
        said.append(f"{counted(glance.calls_left, 'Xero call')} left today")
    if glance.resumes is not None:
        said.append(f"posting resumes {moment(glance.resumes)}")
    return " · ".join(said)
