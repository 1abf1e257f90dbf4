"""The middle steps: rules, mapping and the start, on real reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.beginning import Beginning, Older, Pair, Step
from app.domain.mapping_changes import Kind
from app.domain.setup import DateRule
from app.errors import CancelledError, OfflineError
from tests.app.domain.examples import BOOKS, WORKSPACE
from tests.app.domain.test_situation import PAIR, READY, SURVEY
from tests.fakes.services import FakeServices
from tests.ui.assistant.conftest import Desk, Sit, at_step, chosen
from tests.ui.conftest import Open
from ui.assistant.assistant import Assistant
from ui.assistant.mapping import MappingStep
from ui.assistant.policy import PolicyStep
from ui.assistant.start import StartStep
from ui.models.table import Role


def test_the_rules_have_an_example_of_a_real_report(sit: Sit, quillmere: Pair) -> None:
    desk = sit(at_step(Step.POLICY, quillmere))
    form = desk.step(PolicyStep).form

    before = form.example_words
    form.dated.setCurrentIndex(form.dated.findData(DateRule.PERIOD_END.value))
    form.narration.edit.setText("{period} {submitter}")
    desk.go_on()

    assert before.startswith("Example: ")
    assert "posted\nExpensify R00" in before
    assert "30 Nov 2026, posted" in form.example_words
    assert "Nov 2026 " in form.example_words.splitlines()[-1]
    setup = chosen(desk).setup
    assert setup is not None
    assert setup.posting.date_rule is DateRule.PERIOD_END
    assert setup.posting.clearing_account == "801"
    assert setup.posting.card_clearing_account == "802"


def test_rules_come_back_as_they_were_left(sit: Sit, quillmere: Pair) -> None:
    desk = sit(at_step(Step.POLICY, quillmere))
    desk.step(PolicyStep).form.narration.edit.setText("Mine {report_id}")

    again = sit(None)

    assert again.step(PolicyStep).form.narration.template == "Mine {report_id}"


def test_nothing_is_mapped_before_somebody_ticks_it(sit: Sit, quillmere: Pair) -> None:
    desk = _at_mapping(sit, quillmere)
    step = desk.step(MappingStep)
    untouched = step.share.words
    model = step.model
    ticks = {model.index(row, 0).data(Role.CheckStateRole) for row in _rows(step)}

    step.table.setFocus()
    QTest.keyClick(step.table, Qt.Key.Key_Space)
    one = model.accepted
    step.bar.setValue(90)
    step.tick.click()
    many = len(model.accepted)
    desk.go_on()

    assert untouched.startswith("0 % of the last 90 days")
    assert ticks == {Qt.CheckState.Unchecked}
    assert one == (model.records[0].change,)
    assert many > 10
    assert all(x.confidence >= 90 for x in model.records if x.change in model.accepted)
    setup = chosen(desk).setup
    assert setup is not None
    categories = [x for x in model.accepted if x.kind is Kind.CATEGORY]
    assert len(setup.categories) == len(categories)


def test_a_tick_can_be_taken_off_and_is_there_after_a_restart(
    sit: Sit, quillmere: Pair
) -> None:
    desk = _at_mapping(sit, quillmere)
    step = desk.step(MappingStep)
    step.table.selectAll()
    QTest.keyClick(step.table, Qt.Key.Key_Space)
    step.model.setData(step.model.index(0, 0), None, Role.CheckStateRole)
    left, share = step.model.accepted, step.share.words

    again = sit(None).step(MappingStep)

    assert len(left) == again.model.rowCount() - 1
    assert again.model.accepted == left
    assert again.share.words == share


def test_the_start_counts_what_is_on_each_side(sit: Sit, quillmere: Pair) -> None:
    desk = sit(replace(_mapped(quillmere), step=Step.START))
    step = desk.step(StartStep)

    first = step.on.date()
    step.on.setDate(QDate(2026, 9, 1))

    parted = step.words
    step.on.setDate(QDate(2026, 7, 1))

    assert first == QDate(2026, 11, 1)
    assert "12 reports from that day on; 11 reports before" in parted
    assert step.words.endswith("older ones are yet to be read.")
    assert step.back_to.date() < step.on.date()


def test_older_reports_need_a_reason_where_they_are_elsewhere(
    sit: Sit, quillmere: Pair
) -> None:
    desk = sit(replace(_mapped(quillmere), step=Step.START))
    step = desk.step(StartStep)

    step.elsewhere.setChecked(True)
    desk.go_on()
    stayed, foot = desk.assistant.step, desk.assistant.foot.words
    step.why.setText("Bills until October")
    desk.go_on()

    assert stayed is step
    assert foot == "Say where the older reports are in the books."
    start = chosen(desk).start
    assert start is not None
    assert start.older is Older.ELSEWHERE
    assert start.why == "Bills until October"
    assert start.back_to == date(2026, 8, 3)
    assert chosen(desk).step is Step.JOURNAL


def test_without_an_account_that_can_clear_one_is_told_what_to_do(
    world: FakeServices, open_window: Open
) -> None:
    bare = replace(BOOKS, accounts=())
    assistant = _fake(world, open_window, replace(SURVEY, books=bare))
    step = assistant.step
    assert isinstance(step, PolicyStep)

    assistant.go_on()

    assert assistant.step is step
    assert "Add one of the type Current Liability in Xero" in assistant.foot.words
    assert step.again.isVisible()


@pytest.mark.parametrize("error", [OfflineError("Xero is away."), CancelledError()])
def test_what_failed_or_was_stopped_can_be_tried_again(
    world: FakeServices,
    open_window: Open,
    error: OfflineError | CancelledError,
    qtbot: QtBot,
) -> None:
    world.beginning.trouble["survey"] = error
    assistant = _fake(world, open_window, SURVEY)
    waiting = assistant.waiting
    said, shown = assistant.banner.words, assistant.step
    assert isinstance(shown, PolicyStep)
    empty = shown.form.isHidden()

    assistant.go_back()
    qtbot.waitUntil(waiting.isHidden)
    assistant.go_on()
    qtbot.waitUntil(lambda: not shown.form.isHidden())

    assert said.startswith(error.title)
    assert empty
    assert assistant.banner.isHidden()


def _fake(world: FakeServices, open_window: Open, survey: object) -> Assistant:
    world.connected = world.practice = False
    begun = Beginning(Step.POLICY, (PAIR,))
    world.beginning.beginning = begun
    world.beginning.now_known = READY.known
    world.beginning.seen = (WORKSPACE,)
    world.beginning.surveys = {PAIR: survey}  # type: ignore[dict-item]
    return open_window().pages.of(Assistant)


def _mapped(pair: Pair) -> Beginning:
    return Beginning(Step.MAPPING, (pair,), setup=None)


def _at_mapping(sit: Sit, pair: Pair) -> Desk:
    desk = sit(at_step(Step.POLICY, pair))
    desk.go_on()
    return desk


def _rows(step: MappingStep) -> range:
    return range(step.model.rowCount())
