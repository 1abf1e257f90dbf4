"""Every step for those who listen, and for those who only type."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from app.domain.beginning import STEPS, Pair, Start, Step
from app.domain.setup import Setup
from tests.app.domain.examples import RULES
from tests.ui.assistant.conftest import Sit, at_step
from ui.assistant.expensify import ExpensifyStep
from ui.assistant.organisations import OrganisationsStep
from ui.assistant.pairing import PairingStep
from ui.assistant.rail import TITLES


def test_every_control_of_every_step_has_a_name(sit: Sit, farravale: Pair) -> None:
    begun = replace(
        at_step(Step.CHOICE, farravale),
        setup=Setup(RULES),
        start=Start(date(2026, 8, 1)),
    )
    desk = sit(begun)
    nameless: list[tuple[Step, QWidget]] = []

    for step in STEPS:
        desk.assistant.rail.chosen.emit(step)
        desk.rest()
        kinds = (QAbstractButton, QLineEdit, QComboBox)
        found: list[QWidget] = [
            each for kind in kinds for each in desk.assistant.findChildren(kind)
        ]
        nameless += [(step, x) for x in found if x.isVisible() and not _named(x)]

    assert nameless == []


def test_the_rail_says_which_step_it_is_and_what_is_done(sit: Sit) -> None:
    desk = sit(at_step(Step.ORGANISATIONS))
    buttons = desk.assistant.rail.findChildren(QAbstractButton)

    names = [button.accessibleName() for button in buttons]

    assert names[1] == "Step 2 of 10, Sign in to Xero, done"
    assert names[2] == "Step 3 of 10, Organisations, here"
    assert names[3] == "Step 4 of 10, Expensify, to come"
    assert [button.isEnabled() for button in buttons] == [True] * 3 + [False] * 7
    assert len(TITLES) == len(buttons)


def test_a_step_is_called_the_same_in_the_rail_as_over_it(sit: Sit) -> None:
    desk = sit(at_step(Step.JOURNAL))
    steps = []

    for step in STEPS:
        desk.assistant.rail.chosen.emit(step)
        steps.append(desk.assistant.step)
    desk.rest()

    assert [x.step for x in steps] == list(STEPS)
    over = [x.title for x in steps if TITLES[x.step].casefold() in x.title.casefold()]
    assert over == [x.title for x in steps]


def test_enter_goes_on_and_on_the_button_back_it_goes_back(sit: Sit) -> None:
    desk = sit(at_step(Step.ORGANISATIONS))

    QTest.keyClick(desk.assistant.foot.on, Qt.Key.Key_Return)
    desk.rest()
    after = desk.assistant.step
    QTest.keyClick(desk.assistant.foot.back, Qt.Key.Key_Return)
    desk.rest()

    assert isinstance(after, ExpensifyStep)
    assert isinstance(desk.assistant.step, OrganisationsStep)


def test_every_step_that_is_done_can_be_gone_back_to(sit: Sit) -> None:
    desk = sit(at_step(Step.PAIRING))
    buttons = desk.assistant.rail.findChildren(QAbstractButton)

    QTest.keyClick(buttons[3], Qt.Key.Key_Return)
    desk.rest()

    assert isinstance(desk.assistant.step, ExpensifyStep)


def test_tab_goes_from_one_workspace_to_the_next(sit: Sit) -> None:
    desk = sit(at_step(Step.PAIRING))
    step = desk.step(PairingStep)
    step.choices[0].setFocus()
    seen = []

    for _ in range(3):
        QTest.keyClick(desk.window, Qt.Key.Key_Tab)
        seen.append(desk.window.focusWidget())

    assert seen == [step.choices[1], step.again, desk.assistant.foot.later]


def _named(control: QWidget) -> bool:
    text = control.text() if isinstance(control, QAbstractButton) else ""
    return bool(control.accessibleName() or text.strip())
