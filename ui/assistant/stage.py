"""Where a step is seen: its heading, and below it the step itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget

from app.domain.beginning import Step
from ui.assistant.step_page import StepPage
from ui.widgets.parts import Size, column, holding, label, paragraph, row, scrolled

_LINE = 16
_WIDEST = 900
_MOST = 1000


class Stage(QWidget):
    """Shows one of the steps, and brings into sight what has the focus."""

    def __init__(self, steps: Sequence[StepPage]) -> None:
        super().__init__()
        self._steps = {page.step: page for page in steps}
        self._whom = label("", Size.HINT)
        self._title = label("", Size.TITLE)
        self._title.setWordWrap(True)
        self._lead = paragraph("", ink="second")
        self._lead.setMaximumWidth(_WIDEST * self.fontMetrics().height() // _LINE)
        self._stack = QStackedWidget()
        self._areas = {step: self._area(page) for step, page in self._steps.items()}
        self._arrange()

    @property
    def step(self) -> StepPage:
        """The step that is shown."""
        seen = self._stack.currentWidget()
        return next(p for s, p in self._steps.items() if self._areas[s] is seen)

    def show_step(self, step: Step, whom: str) -> StepPage:
        """Show a step, under the names of ``whom`` it is about; gives its page."""
        page = self._steps[step]
        if page is not self.step:
            self.step.leave()
        self._stack.setCurrentWidget(self._areas[step])
        self._title.setText(page.title)
        self._lead.setText(page.lead)
        self._whom.setText(whom)
        self._whom.setVisible(bool(whom))
        return page

    def focus_first(self, otherwise: QWidget) -> None:
        """Go to the first field of the step, or where it has none that can be used."""
        first = self.step.first
        chosen = first if first is not None and first.isEnabled() else otherwise
        chosen.setFocus(Qt.FocusReason.TabFocusReason)
        QTimer.singleShot(0, self, self._reveal)  # once it is laid out

    @Slot()
    def _reveal(self) -> None:
        focused, area = QApplication.focusWidget(), self._areas[self.step.step]
        if focused is not None and area.isAncestorOf(focused):
            area.ensureWidgetVisible(focused)

    def _area(self, page: StepPage) -> QScrollArea:
        inner = holding(column(page))
        inner.setMaximumWidth(page.widest * page.fontMetrics().height() // _LINE)
        beside = row(inner, None, gap=0)
        beside.setStretch(0, _MOST)
        area = scrolled(beside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(page.title)
        area.setAccessibleDescription(page.lead)
        self._stack.addWidget(area)
        return area

    def _arrange(self) -> None:
        above = column(self._whom, self._title, self._lead, gap=4)
        above.setContentsMargins(32, 24, 32, 0)
        body = column(self._stack)
        body.setContentsMargins(32, 16, 32, 16)
        whole = column(above, body, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
