"""What every step of the assistant is, and may ask for."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QWidget

from app.domain.beginning import Step
from app.domain.situation import Situation
from app.errors import AppError
from ui.widgets.parts import column
from ui.workers.beginning import BeginningWish, TakeSurvey


class StepPage(QWidget):
    """One step: shows how it stands, and says what was chosen.

    Signals:
        chosen: Something was chosen; the Beginning.
        wished: Something is to be fetched or done; the errand.
        going_on: The next step is wanted.
        step_wished: Another step is wanted; the Step.
        left: Another page is wanted; the Going.
        settled: There is something else to do; the keyboard is wanted there.
    """

    chosen = Signal(object)
    wished = Signal(object)
    going_on = Signal()
    step_wished = Signal(object)
    left = Signal(object)
    settled = Signal()

    step = Step.CHOICE
    title = ""
    lead = ""
    onward = "&Continue"
    """What the button says that goes on; nothing for no button."""
    widest = 640

    def __init__(self) -> None:
        super().__init__()
        self.given = Situation()

    @property
    def first(self) -> QWidget | None:
        """Where the keyboard goes first."""
        return None

    def arrive(self) -> None:
        """Be seen; what is missing may be asked for."""

    def look_first(self) -> None:
        """Ask what the present pair has, unless that is known."""
        pair = self.given.begun.pair
        if self.given.survey is None and pair is not None:
            self.wished.emit(TakeSurvey(pair))

    def show_situation(self, given: Situation) -> None:
        """Show how it stands."""
        self.given = given

    def leave(self) -> None:
        """Be left for another step."""

    def before(self) -> BeginningWish | None:
        """What has to be done before one goes on."""
        return None

    def explained(self, errand: BeginningWish, error: AppError) -> bool:
        """Hear that something went wrong; whether it is said here in better words."""
        del errand, error
        return False

    def ended(self, errand: BeginningWish, result: tuple[object, ...]) -> None:
        """Hear what came of something that a step asked for."""

    def minimumSizeHint(self) -> QSize:
        """Override: as high as its words are at this width, not at the narrowest."""
        least, made = super().minimumSizeHint(), self.layout()
        if made is None or self.width() <= least.width():
            return least
        return QSize(least.width(), made.minimumHeightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override: another width may need another height."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def arranged(self, *parts: QWidget | QLayout | int | None) -> None:
        """Lay the parts out one under another."""
        self.setLayout(column(*parts, None, gap=12))
