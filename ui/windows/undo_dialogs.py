"""Looks at what undoing or replaying would do, before it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.differences import Pair, Replay
from app.domain.overview import Detail
from app.domain.postings import PostingId
from app.domain.reversing import ReversalPlan
from ui.engine import Engine, Inquiry
from ui.models.table import TableModel
from ui.models.undo import (
    alone,
    compared,
    doable,
    left_alone,
    replay_columns,
    to_reverse,
    yes,
)
from ui.models.words import counted
from ui.widgets import glyphs
from ui.widgets.how_choice import HowChoice
from ui.widgets.memory import Memory
from ui.widgets.once import Dialog
from ui.widgets.parts import (
    Size,
    button,
    column,
    fitted,
    label,
    paragraph,
    row,
    sized_for,
)
from ui.widgets.table import Table
from ui.workers.questions import Failure
from ui.workers.undo import ReplayRun, ReverseRun, ShowPlans, ShowReplay

_WIDTH = 520
_WIDE = 860
_TALL = 560


class _Preview(Dialog):
    """Asks what would happen, again with every choice, and shows the answer."""

    def __init__(self, parent: QWidget, engine: Engine, asking: Inquiry) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._asking = asking
        self._asked: ShowPlans | ShowReplay | None = None
        self.choice = HowChoice()
        self.choice.changed.connect(self._look)
        self.effect, self.caution = paragraph(), paragraph("", ink="second")
        self.yes, self.no = button("Reverse", kind="primary"), button("Cancel")
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self.yes.setDefault(True)
        asking.answered.connect(self._answered)
        engine.failed.connect(self._failed)

    @property
    def words(self) -> str:
        """What it says would happen, and what would not."""
        said = (self.windowTitle(), self.effect.text(), self.caution.text())
        return "\n".join(words for words in said if words)

    def _question(self) -> ShowPlans | ShowReplay:
        raise NotImplementedError

    def _show(self, value: object) -> None:
        raise NotImplementedError

    def _look(self) -> None:
        self._asked = self._question()
        self.yes.setEnabled(False)
        self._asking.ask(self._asked)

    def _say(self, label_: QLabel, sentences: Sequence[str]) -> None:
        label_.setText("\n".join(sentences))
        label_.setVisible(bool(sentences))

    @Slot(object, object)
    def _answered(self, asked: object, value: object) -> None:
        if asked == self._asked:
            self._show(value)

    @Slot(object)
    def _failed(self, failure: Failure) -> None:
        if failure.request == self._asked:
            self._say(self.effect, ())
            self._say(self.caution, (failure.error.sentence,))
            self._fit()

    def _fit(self) -> None:
        fitted(self, _WIDTH)


class Reverse(_Preview):
    """What undoing these postings would do, in numbers."""

    def __init__(  # noqa: PLR0913 - what is undone, and whom to ask
        self,
        parent: QWidget,
        engine: Engine,
        asking: Inquiry,
        ids: Sequence[PostingId],
        names: Mapping[str, str],
        then: Callable[[ReverseRun], object],
    ) -> None:
        super().__init__(parent, engine, asking)
        self._ids, self._names = tuple(ids), names
        self._plans: tuple[ReversalPlan, ...] = ()
        self.accepted.connect(lambda: then(ReverseRun(doable(self._plans))))
        self.setWindowTitle(f"Reverse {counted(len(ids), 'journal')}?")
        after = paragraph(
            "Syncs and schedules leave these reports alone afterwards. "
            "Replay posts one anew.",
            Size.HINT,
            ink="second",
        )
        heading = label(self.windowTitle(), Size.SECTION)
        buttons = row(None, self.no, self.yes)
        said = (heading, self.effect, self.choice, self.caution, after)
        self.setLayout(column(column(*said, gap=12), None, 12, buttons, margin=20))
        self._say(self.effect, ("Looking what can be done\N{HORIZONTAL ELLIPSIS}",))
        self.choice.setEnabled(False)
        self.resize(_WIDTH, 0)
        glyphs.redress(self)
        self._fit()
        self._look()

    def _question(self) -> ShowPlans:
        if not self._plans:
            return ShowPlans(self._ids)
        return ShowPlans(self._ids, self.choice.how, self.choice.on)

    def _show(self, value: object) -> None:
        found = value if isinstance(value, tuple) else ()
        self._plans = tuple(x for x in found if isinstance(x, ReversalPlan))
        self.choice.setEnabled(True)
        if self.choice.offer(self._plans):
            self._look()
            return
        able = doable(self._plans)
        self._say(self.effect, (*to_reverse(able, self._names), *alone(able)))
        self._say(self.caution, left_alone(self._plans))
        self.yes.setEnabled(bool(able))
        self.yes.setText(yes(able) if able else "Reverse")
        self._fit()


class ReplayDialog(_Preview):
    """What was posted beside what comes out today."""

    def __init__(  # noqa: PLR0913 - what is replayed, and whom to ask
        self,
        parent: QWidget,
        engine: Engine,
        asking: Inquiry,
        detail: Detail,
        memory: Memory,
        then: Callable[[ReplayRun], object],
    ) -> None:
        super().__init__(parent, engine, asking)
        self._detail = detail
        self._opened = False
        self.accepted.connect(lambda: then(self._run()))
        self.setWindowTitle(f"Replay {detail.posting.report_id}")
        self._model: TableModel[Pair] = TableModel(())
        self.table = Table("replay", memory)
        self.table.setAccessibleName("Then and now")
        self.table.setModel(self._model)
        heading = label(self.windowTitle(), Size.SECTION)
        name = paragraph(detail.posting.report_name, ink="second")
        self._plan = paragraph()
        signs = label("Debits stand without a sign, credits with a minus.", Size.HINT)
        buttons = row(None, self.no, self.yes)
        whole = column(
            column(heading, name, gap=2),
            self.effect,
            self.table,
            signs,
            self.choice,
            self._plan,
            self.caution,
            buttons,
            gap=12,
            margin=20,
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.yes.setText("Reverse and post again")
        self._say(self.effect, ("Computing it anew\N{HORIZONTAL ELLIPSIS}",))
        self._say(self._plan, ())
        self.choice.hide()
        sized_for(self, _WIDE, _TALL)
        glyphs.redress(self)
        self._look()

    @property
    def words(self) -> str:
        """What it says would happen, and what would not."""
        return f"{super().words}\n{self._plan.text()}".strip()

    def _question(self) -> ShowReplay:
        how = self.choice.how if self._opened else None
        return ShowReplay(self._detail.posting.id, how, self.choice.on if how else None)

    def _run(self) -> ReplayRun:
        asked = self._question()
        return ReplayRun((asked.posting_id,), asked.how, asked.on)

    def _show(self, value: object) -> None:
        if not isinstance(value, Replay):
            return
        plan = value.plan
        if plan is not None and not self._opened:
            self._opened = True
            self.choice.show()
            if self.choice.offer((plan,)):
                self._look()
                return
        names = self._detail.account_names
        self._model.show(value.pairs, replay_columns(value, names))
        self._say(self.effect, compared(value))
        self._say(self._plan, self._steps(value))
        self._say(self.caution, (value.why_not,) if value.why_not else ())
        self.yes.setText("Reverse and post again" if plan else "Post again")
        self.yes.setEnabled(not value.why_not)

    def _steps(self, replay: Replay) -> tuple[str, ...]:
        if replay.why_not:
            return ()
        plan, posting = replay.plan, self._detail.posting
        names = {str(posting.connection_id): self._detail.organisation.name}
        first = to_reverse((plan,), names) if plan else ("It is reversed already.",)
        return (" ".join((*first, "Then post what comes out now, once.")),)

    def _fit(self) -> None:
        """Keep its size: the table takes what there is."""
