"""Leads through setting a company up, one step after another."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QKeyEvent, Qt

from app.domain.beginning import STEPS, Beginning, Step
from app.domain.overview import Overview
from app.domain.situation import Situation, lack, resumed
from app.errors import AppError
from ui.assistant.foot import Foot
from ui.assistant.learning import learnt, pair_words
from ui.assistant.rail import Rail
from ui.assistant.reaching import Reaching
from ui.assistant.stage import Stage
from ui.assistant.step_page import StepPage
from ui.assistant.waiting import Waiting
from ui.engine import Engine
from ui.models.mnemonics import letter_of
from ui.pages.page import Going, Page
from ui.widgets import glyphs
from ui.widgets.banner import Banner
from ui.widgets.letters import letter, letter_fields
from ui.widgets.parts import column, holding, row
from ui.workers.beginning import BeginningWish, HowFar, KeepBeginning

_PAUSE = 400
_FOR_A_PAIR = STEPS[STEPS.index(Step.NATIVE) :]
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Assistant(Page):
    """Shows one step; what was chosen is kept as it is chosen."""

    key = "set-up"
    title = "Set up"
    alone = True

    def __init__(self, engine: Engine, steps: Sequence[StepPage]) -> None:
        super().__init__()
        self._engine = engine
        self._given: Situation | None = None
        self._failure: tuple[BeginningWish, AppError] | None = None
        self._then_on = self._arrived = False
        self._taken: frozenset[str] = frozenset()
        self._steps = tuple(steps)
        self._asking, self._reaching = engine.inquiry(self), Reaching(engine, self)
        self._keeping = QTimer(self, singleShot=True, interval=_PAUSE)
        self.rail, self.foot = Rail(), Foot()
        self.banner, self.waiting = Banner(), Waiting()
        self._stage = Stage(steps)
        self._arrange()
        self._connect()

    @property
    def step(self) -> StepPage:
        """The step that is shown."""
        return self._stage.step

    @property
    def begun(self) -> Beginning:
        """What was chosen so far."""
        return self._given.begun if self._given else Beginning()

    def arrive(self, going: Going) -> None:
        """Override: go on where one left."""
        super().arrive(going)
        self._arrived = True
        self.refresh()

    def refresh(self) -> None:
        """Override: look what is known by now."""
        self._asking.ask(HowFar())

    def say(self, overview: Overview) -> None:
        """Override: links lead nowhere while one practises."""
        for page in self._steps:
            page.setProperty("practice", overview.practice)

    def keep(self) -> None:
        """Override: whatever was chosen last is kept too."""
        if self._keeping.isActive():
            self._keep()

    def letter(self, taken: Iterable[str]) -> None:
        """Override: only what is seen, for there are many more buttons than letters."""
        self._taken = frozenset(taken)
        letter(self.foot, self._taken)
        buttons = (self.foot.on, self.foot.back, self.foot.later)
        own = {letter_of(x.text()) for x in buttons}
        letter_fields(self.step, self._taken | own)
        letter(self.step, self._taken | own)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override: Enter goes on wherever nothing else wants it."""
        if Qt.Key(event.key()) in _ENTER and self.foot.on.isVisible():
            self.go_on()
            return
        super().keyPressEvent(event)

    @Slot()
    def go_on(self) -> None:
        """Go on, once what the step needs is done and nothing is lacking."""
        if self._given is None or self._reaching.busy:
            return
        errand = self.step.before()
        if errand is not None:
            self._then_on = True
            self._send(errand)
            return
        self._advance()

    @Slot()
    def go_back(self) -> None:
        """Go back one step."""
        at = STEPS.index(self.step.step)
        if at:
            self._go(STEPS[at - 1])

    @Slot(object)
    def _go(self, step: Step) -> None:
        if self._given is not None:
            self._take(replace(self._given, begun=replace(self.begun, step=step)))
            self._keep()
            self._show_step(step)

    def _resume(self, given: Situation) -> None:
        begun = replace(given.begun, step=resumed(given))
        self._given = replace(given, begun=begun)
        self._show_step(begun.step)

    def _advance(self) -> None:
        if self._given is None:
            return
        said = lack(self.step.step, self._given)
        self.foot.say(said)
        if said:
            self._focus()
            return
        at = STEPS.index(self.step.step)
        if at + 1 < len(STEPS):
            self._go(STEPS[at + 1])

    def _show_step(self, step: Step) -> None:
        whom = pair_words(self._given) if step in _FOR_A_PAIR and self._given else ""
        page = self._stage.show_step(step, whom)
        self.rail.show_step(step)
        self.foot.say("")
        self.banner.hide()
        if self._given is not None:
            page.show_situation(self._given)
        self._offer()
        page.arrive()
        self.letter(self._taken)
        glyphs.redress(self)
        self._focus()

    def _offer(self) -> None:
        first = self.step.step is STEPS[0]
        self.foot.show_step(self.step.onward, first=first)

    @Slot()
    def _focus(self) -> None:
        self._stage.focus_first(self.foot.on)

    def _take(self, given: Situation) -> None:
        self._given = given
        if self.step.step is given.begun.step:
            self.step.show_situation(given)
            self._offer()

    @Slot(object)
    def _chosen(self, begun: Beginning) -> None:
        if self._given is not None:
            self._given = replace(self._given, begun=self.begun.rechosen(begun))
            self.step.given = self._given
            self.foot.say("")
            self._keeping.start()

    @Slot()
    def _keep(self) -> None:
        self._keeping.stop()
        self._engine.edit(KeepBeginning(self.begun))

    @Slot(object)
    def _send(self, wish: BeginningWish) -> None:
        if self._reaching.have(wish):
            self.banner.hide()
            self.foot.say("")
            self.waiting.start(wish)
            self.foot.on.setEnabled(False)

    @Slot(object, object)
    def _answered(self, _asked: HowFar, found: Situation) -> None:
        if self._given is None or self._arrived:
            self._arrived = False
            begun = self._given.begun if self._given else found.begun
            self._resume(replace(self._given or found, begun=begun, known=found.known))
            return
        if found.known != self._given.known:
            self._take(replace(self._given, known=found.known))

    @Slot(object, object)
    def _ended(self, wish: BeginningWish, result: tuple[object, ...]) -> None:
        self._over()
        then_on, self._then_on = self._then_on, False
        if self._given is None:
            return
        self._take(learnt(self._given, wish, result))
        for page in self._steps:
            page.ended(wish, result)
        if self.begun.step is not self.step.step:
            self._show_step(self.begun.step)
        elif then_on:
            self._advance()

    @Slot(object, object)
    def _failed(self, wish: BeginningWish, error: AppError) -> None:
        self._over()
        self._then_on = False
        self._failure = wish, error
        if not self.step.explained(wish, error):
            self.banner.show_error(error)
        glyphs.redress(self.banner)
        self._focus()

    def _over(self) -> None:
        if not self._reaching.busy:
            self.waiting.rest()
            self.foot.on.setEnabled(True)

    @Slot()
    def _retry(self) -> None:
        if self._failure is not None:
            self._send(self._failure[0])

    @Slot()
    def _sign_in(self) -> None:
        said = self._failure[1].detail if self._failure else ""
        self._go(Step.EXPENSIFY if "Expensify" in said else Step.XERO)

    def _arrange(self) -> None:
        right = column(self.banner, self._stage, self.waiting, self.foot, gap=0)
        right.setStretch(1, 1)
        whole = row(self.rail, holding(right), gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self._asking.answered.connect(self._answered)
        self._keeping.timeout.connect(self._keep)
        self._reaching.ended.connect(self._ended)
        self._reaching.failed.connect(self._failed)
        self._reaching.told.connect(self.waiting.tell)
        self.waiting.cancelled.connect(self._reaching.stop)
        self.banner.retried.connect(self._retry)
        self.banner.sign_in_asked.connect(self._sign_in)
        self.rail.chosen.connect(self._go)
        self.foot.back.clicked.connect(self.go_back)
        self.foot.on.clicked.connect(self.go_on)
        self.foot.later.clicked.connect(self._leave)
        for page in self._steps:
            page.chosen.connect(self._chosen)
            page.wished.connect(self._send)
            page.going_on.connect(self.go_on)
            page.step_wished.connect(self._go)
            page.left.connect(self.going)
            page.settled.connect(self._focus, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _leave(self) -> None:
        self._keep()
        self.going.emit(Going("today"))
