"""Every step of setting a company up, in their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QDate

from app.domain.beginning import Step
from ui.assistant.assistant import Assistant
from ui.assistant.expensify import ExpensifyStep
from ui.assistant.journal import JournalStep
from ui.assistant.mapping import MappingStep
from ui.assistant.native import NativeStep
from ui.assistant.pairing import PairingStep
from ui.assistant.start import StartStep
from ui.assistant.step_page import StepPage
from ui.pages.page import Going
from ui.pictures import settle
from ui.scenes.scene import Scene
from ui.windows.main_window import MainWindow

S = TypeVar("S", bound=StepPage)


def _at(window: MainWindow, step: Step) -> Assistant:
    """Go to a step; the ones before it were chosen in earlier pictures."""
    assistant = window.pages.of(Assistant)
    window.go(Going(Assistant.key))
    settle(window.engine)
    assistant.rail.chosen.emit(step)
    settle(window.engine)
    return assistant


def _step(name: str, step: Step) -> Scene:
    return Scene(name, lambda window: _at(window, step))


def _acting(
    name: str, step: Step, kind: type[S], act: Callable[[Assistant, S], object]
) -> Scene:
    def set_up(window: MainWindow) -> None:
        assistant = _at(window, step)
        shown = assistant.step
        if isinstance(shown, kind):
            act(assistant, shown)
            settle(window.engine)

    return Scene(name, set_up)


def _wrong(assistant: Assistant, step: ExpensifyStep) -> None:
    step.form.user_id.setText("aa_my_books")
    step.form.secret.setText("mistyped")
    assistant.go_on()


def _differing(assistant: Assistant, step: PairingStep) -> None:
    first = step.choices[0]
    first.setCurrentIndex(2)
    assistant.go_on()


def _paired(_assistant: Assistant, step: PairingStep) -> None:
    for at, choice in enumerate(step.choices, 1):
        choice.setCurrentIndex(at)


def _warned(assistant: Assistant, step: NativeStep) -> None:
    step.sure.setChecked(False)
    assistant.go_on()


def _ticked(_assistant: Assistant, step: MappingStep) -> None:
    step.tick.click()


def _elsewhere(_assistant: Assistant, step: StartStep) -> None:
    step.on.setDate(QDate.currentDate().addDays(-120))
    step.elsewhere.setChecked(True)
    step.why.setText("Bills by hand until then")


def _ready(_assistant: Assistant, step: JournalStep) -> None:
    if not step.read.isHidden():
        step.read.click()


def _drafted(_assistant: Assistant, step: JournalStep) -> None:
    if not step.post.isHidden():
        step.post.click()


def _deleted(_assistant: Assistant, step: JournalStep) -> None:
    if not step.delete.isHidden():
        step.delete.click()


SCENES = (
    _step("set-up-1-begin", Step.CHOICE),
    _step("set-up-2-xero", Step.XERO),
    _step("set-up-3-organisations", Step.ORGANISATIONS),
    _acting("set-up-4-expensify", Step.EXPENSIFY, ExpensifyStep, _wrong),
    _acting("set-up-5-refused", Step.PAIRING, PairingStep, _differing),
    _acting("set-up-5-pairing", Step.PAIRING, PairingStep, _paired),
    _acting("set-up-6-native", Step.NATIVE, NativeStep, _warned),
    _step("set-up-7-policy", Step.POLICY),
    _acting("set-up-8-mapping", Step.MAPPING, MappingStep, _ticked),
    _acting("set-up-9-start", Step.START, StartStep, _elsewhere),
    _acting("set-up-10-journal", Step.JOURNAL, JournalStep, _ready),
    _acting("set-up-10-draft", Step.JOURNAL, JournalStep, _drafted),
    _acting("set-up-10-deleted", Step.JOURNAL, JournalStep, _deleted),
)
