"""What suggests itself for the mapping, to be accepted by a person."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QKeySequence, QShortcut, Qt
from PySide6.QtWidgets import QSpinBox, QWidget

from app.domain.beginning import Step
from app.domain.mapping_changes import changed, target_of
from app.domain.proposing import proposals, unsuggested, view_of
from app.domain.setup import Setup
from app.domain.situation import Situation, Survey
from ui.assistant.step_page import StepPage
from ui.models.proposals import Proposals
from ui.models.words import amount, counted
from ui.widgets.memory import Memory
from ui.widgets.parts import button, column, label, paragraph, row
from ui.widgets.share_bar import ShareBar
from ui.widgets.table import Table

_BAR = 85
_LEAST_ROWS = 8


class MappingStep(StepPage):
    """A list to tick; a tick is a rule of the mapping, and can be taken off again."""

    step = Step.MAPPING
    title = "Mapping"
    widest = 1100
    lead = (
        "Where Vouch would post each category, and why. Nothing is mapped until you "
        "tick it: with Space, by mouse, or all that are sure enough at once."
    )

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._shown: Survey | None = None
        self.share = ShareBar()
        self.share.setContentsMargins(-24, -12, -24, 0)
        self.bar = QSpinBox(minimum=0, maximum=100, value=_BAR, singleStep=5)
        self.bar.setSuffix("\N{NO-BREAK SPACE}%")
        self.bar.setAccessibleName("How sure")
        self.bar.lineEdit().setAccessibleName("How sure")
        self.bar.setMinimumWidth(self.fontMetrics().horizontalAdvance("100 %") * 2)
        self.tick = button("&Tick them", "check")
        self.tick.clicked.connect(self._tick_above)
        self.model = Proposals(self)
        self.model.ticked.connect(self._ticked)
        self.table = Table("proposals", memory)
        self.table.setAccessibleName("Suggested mapping")
        self.table.setModel(self.model)
        self.table.setMinimumHeight(self.fontMetrics().height() * 2 * _LEAST_ROWS)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._toggle)
        self._rest = paragraph("", ink="second")
        name = label("Tick all that are &at least this sure:")
        name.setBuddy(self.bar)
        above = row(name, self.bar, self.tick, None)
        made = column(self.share, above, self.table, self._rest, gap=12)
        made.setStretch(2, 1)
        self.setLayout(made)

    @property
    def words(self) -> str:
        """What is said of the rest."""
        return self._rest.text()

    @property
    def first(self) -> QWidget:
        """Override: the list."""
        return self.table

    def arrive(self) -> None:
        """Override: look first what there is."""
        self.look_first()

    def show_situation(self, given: Situation) -> None:
        """Override: show what suggests itself."""
        super().show_situation(given)
        survey, setup = given.survey, given.begun.setup
        if survey is None or setup is None:
            self._shown = None
            self.model.show_proposals((), set(), "")
            return
        if survey != self._shown:
            self._shown = survey
            view = view_of(survey, Setup(setup.posting))
            found = proposals(view)
            changes = (x.change for x in found)
            accepted = {x for x in changes if target_of(setup, x) == x.target}
            self.model.show_proposals(found, accepted, view.currency)
            if found:
                self.table.selectRow(0)
        self._say(survey, setup)

    def _toggle(self) -> None:
        rows = sorted(x.row() for x in self.table.selectionModel().selectedRows())
        if rows:
            self.model.tick(rows)

    def _tick_above(self) -> None:
        self.model.tick_above(self.bar.value())

    def _ticked(self) -> None:
        begun, survey = self.given.begun, self.given.survey
        if begun.setup is None or survey is None:
            return
        setup = changed(Setup(begun.setup.posting), self.model.accepted)
        self.chosen.emit(replace(begun, setup=setup))
        self._say(survey, setup)

    def _say(self, survey: Survey, setup: Setup) -> None:
        view = view_of(survey, setup)
        money = f"{amount(view.settled, view.currency)} of "
        self.share.say(
            f"{view.percent} % of the last 90 days' spend is mapped",
            f"{money}{amount(view.spent, view.currency)} {view.currency}",
            view.percent,
            any_spent=bool(view.spent),
        )
        left = unsuggested(view)
        self._rest.setText(
            f"{counted(left, 'category', 'categories')} in use suggest nothing. Map "
            "what is left on the page Mapping, by drag and drop or by keyboard; its "
            "reports wait until then."
            if left
            else "What is left can be mapped on the page Mapping at any time; its "
            "reports wait until then."
        )
