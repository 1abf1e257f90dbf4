"""A connection's schedule: how often, what comes, and what came of the last run."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from app.domain.scheduled_runs import ScheduleGlance
from ui.models import schedules as words
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.glyphs import dress, redress
from ui.widgets.parts import Size, button, column, label, paragraph, row, rule

_WIDEST = 960


class ScheduleCard(QFrame):
    """Goes on showing the same connection.

    Signals:
        change_wished: Its schedule is to be changed; the ScheduleGlance.
        turned: It is to be paused or resumed; the ScheduleGlance.
        run_wished: It is to run now; the ScheduleGlance.
    """

    change_wished = Signal(object)
    turned = Signal(object)
    run_wished = Signal(object)

    def __init__(self, glance: ScheduleGlance) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setMaximumWidth(_WIDEST)
        self.glance = glance
        self._how = paragraph(ink="second")
        self._title = label("Next runs", Size.HINT)
        self._coming = paragraph()
        self._glyph, self._last = GlyphLabel(), paragraph(ink="second")
        self._rule = rule()
        self.change = button("Change…", "pencil-simple", "quiet")
        self.turn = button("Pause", "pause", "quiet")
        self.now = button("Run now", "play", "quiet")
        self.change.clicked.connect(lambda: self.change_wished.emit(self.glance))
        self.turn.clicked.connect(lambda: self.turned.emit(self.glance))
        self.now.clicked.connect(lambda: self.run_wished.emit(self.glance))
        name = label(glance.name, Size.SECTION)
        top = row(name, None, self.now, self.turn, self.change)
        below = row(self._glyph, self._last)
        below.setStretch(1, 1)
        parts = (top, self._how, 4, self._title, self._coming, self._rule, below)
        self.setLayout(column(*parts, gap=8, margin=16))
        self.show_glance(glance)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """In the order that they are read."""
        return self.now, self.turn, self.change

    def show_glance(self, glance: ScheduleGlance) -> None:
        """Show how it stands now."""
        self.glance = glance
        timetable = glance.timetable
        paused = timetable is not None and timetable.schedule.paused
        self._how.setText(words.how_often(glance))
        self._coming.setText(words.coming(glance))
        self._coming.setAccessibleName(f"Next runs of {glance.name}")
        for part in (self._coming, self.turn, self.now):
            part.setVisible(timetable is not None)
        self._title.setVisible(timetable is not None and not paused)
        self.change.setText(" Change…" if timetable else " Set a schedule…")
        self.turn.setText(" Resume" if paused else " Pause")
        dress(self.turn, "play-circle" if paused else "pause")
        for each, verb in (
            (self.change, "Change the schedule of"),
            (self.turn, "Resume" if paused else "Pause"),
            (self.now, "Run now:"),
        ):
            each.setAccessibleName(f"{verb} {glance.name}")
        self.now.setEnabled(bool(glance.coming) and glance.going_on is None)
        self._show_run(glance)
        redress(self)

    def _show_run(self, glance: ScheduleGlance) -> None:
        run = glance.going_on or glance.last
        for part in (self._rule, self._glyph, self._last):
            part.setVisible(run is not None)
        if run is None:
            return
        self._glyph.show_glyph(*words.LOOKS[run.outcome])
        progress = words.going_on(glance)
        if progress is None:
            self._last.setText(words.last(run, glance.zone))
            return
        far = f" {progress.done} of {progress.of}" if progress.of else ""
        self._last.setText(f"Under way: {run.progress.words or 'beginning'}{far}")
