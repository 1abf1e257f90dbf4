"""Problems by cause: what is stuck, where it is mended, and trying it again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.postings import PostingId, State
from app.domain.problems import Code, Problem
from tests.fakes.services import FakeServices, posting
from tests.ui.conftest import Open
from tests.ui.steps import dialog, fill, go, listed, press, push, rest, said
from ui.pages.problem_card import ProblemCard
from ui.windows.dialogs import Question
from ui.windows.main_window import MainWindow

ARCHIVED = Problem(
    Code.ACCOUNT_ARCHIVED, "Account 461 Printing is archived in Xero.", "461"
)
MISMATCH = Problem(Code.TOTAL_MISMATCH, "The expenses come to 1.00, not 2.00.")


def stuck(
    world: FakeServices, number: int, *problems: Problem, **changes: object
) -> PostingId:
    made = posting(number, State.BLOCKED, problems=problems, **changes)
    world.postings[made.id] = made
    return made.id


def cards(window: MainWindow) -> list[ProblemCard]:
    found = window.problems.findChildren(ProblemCard)
    return [x for x in found if not x.isHidden()]


def read(card: ProblemCard) -> list[str]:
    """Everything a card says, on its buttons too."""
    buttons = [x.text() for x in card.findChildren(QPushButton) if not x.isHidden()]
    return [*said(card), *buttons]


@pytest.fixture
def window(world: FakeServices, open_window: Open, qtbot: QtBot) -> MainWindow:
    for number in range(6):
        stuck(world, number, ARCHIVED)
    stuck(world, 6, MISMATCH)
    made = open_window()
    go(qtbot, made, "problems")
    return made


def test_a_cause_is_told_with_the_money_that_is_stuck_behind_it(
    window: MainWindow,
) -> None:
    first, second = cards(window)

    words = read(first)
    assert "A mapped account is archived in Xero" in words
    assert "Account 461 Printing is archived in Xero." in words
    assert words.count("6 reports") == 2
    assert words.count("600.15 GBP") == 2
    assert "The expenses do not add up to the report's total" in said(second)


def test_each_currency_of_a_cause_is_told(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    stuck(world, 1, MISMATCH)
    stuck(world, 2, MISMATCH, currency="EUR", total=250_050)
    stuck(world, 3, MISMATCH, currency="JPY", total=777)
    window = open_window()
    go(qtbot, window, "problems")

    (card,) = cards(window)
    assert "2,500.50 EUR + 100.01 GBP + 777 JPY" in said(card)


def test_a_report_with_two_problems_is_counted_under_each_but_once_in_a_card(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    other = replace(ARCHIVED, message="Account 462 is archived.", about="462")
    stuck(world, 1, ARCHIVED, other, MISMATCH)
    window = open_window()
    go(qtbot, window, "problems")

    titles = {card.title: read(card) for card in cards(window)}
    words = titles["A mapped account is archived in Xero"]
    assert words.count("1 report") == 3
    assert len(titles) == 2


def test_a_number_leads_to_just_the_reports_it_counts(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    other = replace(ARCHIVED, message="Account 462 is archived.", about="462")
    stuck(world, 7, other)
    warned = posting(8, State.READY, problems=(other,))
    world.postings[warned.id] = warned
    window.problems.refresh()
    rest(qtbot, window)

    push(cards(window)[0], "1 report")
    rest(qtbot, window)

    assert window.page is window.review
    assert listed(window) == ["Trip 7"]
    assert window.review.filter.part.text().strip() == "Account 462 is archived"
    press(window.review.list, "Esc")
    rest(qtbot, window)
    assert len(listed(window)) == 9
    assert not window.review.filter.part.isVisible()


def test_a_cause_leads_to_all_its_reports(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    warned = posting(7, State.READY, problems=(MISMATCH,))
    world.postings[warned.id] = warned

    push(cards(window)[1], "Show in Review")
    rest(qtbot, window)

    assert listed(window) == ["Trip 6"]


def test_what_xero_refused_is_led_to_without_the_rest_that_waits(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    fill(world, 2, State.FAILED)
    window.problems.refresh()
    rest(qtbot, window)

    push(next(x for x in cards(window) if x.code is None), "Show in Review")
    rest(qtbot, window)

    assert sorted(listed(window)) == ["Trip 7", "Trip 8"]


def test_it_leads_to_the_mapping_that_mends_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    push(cards(window)[0], "Choose another account")
    rest(qtbot, window)

    assert window.page is window.mapping


def test_what_was_mended_disappears_when_just_these_are_tried_again(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    first, _ = cards(window)
    world.troubles.mended = {
        which for which, x in world.postings.items() if ARCHIVED in x.problems
    }

    push(first, "Try just these again")
    rest(qtbot, window)

    assert [len(ids) for ids in world.troubles.retries] == [6]
    assert [card.code for card in cards(window)] == [Code.TOTAL_MISMATCH]
    assert window.status.words == (
        "6 reports tried again: nothing needs a person any more"
    )


def test_all_are_tried_again_by_one_key(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    world.troubles.mended = {next(iter(world.postings))}

    press(window, "Ctrl+Shift+F5")
    rest(qtbot, window)

    assert [len(ids) for ids in world.troubles.retries] == [7]
    assert window.status.words == (
        "7 reports tried again: 1 is ready now, 6 still need a person"
    )


def test_the_last_problem_mended_leaves_nothing(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.troubles.mended = {stuck(world, 1, MISMATCH)}
    window = open_window()
    go(qtbot, window, "problems")

    push(cards(window)[0], "Try just these again")
    rest(qtbot, window)

    assert cards(window) == []
    assert "Nothing needs a person" in said(window.problems)
    assert not window.problems.again.isVisible()


def test_what_xero_refused_is_posted_again_after_a_question_in_numbers(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2, State.FAILED)
    for which in list(world.postings):
        world.postings[which] = replace(world.postings[which], why="No such account.")
    window = open_window()
    go(qtbot, window, "problems")

    push(cards(window)[0], "Post again…")
    asked = dialog(window, Question)
    words = asked.words
    asked.yes.click()
    rest(qtbot, window)

    assert "Post 2 journals, 200.01 GBP, once more." in words
    assert {x.state for x in world.postings.values()} == {State.POSTED}


def test_many_rows_are_opened_when_they_are_wanted(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    for number in range(8):
        about = str(460 + number)
        message = f"Account {about} is archived in Xero."
        stuck(world, number, replace(ARCHIVED, message=message, about=about))
    window = open_window()
    go(qtbot, window, "problems")
    before = [x for x in said(cards(window)[0]) if x.startswith("Account")]

    push(cards(window)[0], "Show 2 more")
    rest(qtbot, window)

    after = [x for x in said(cards(window)[0]) if x.startswith("Account")]
    assert (len(before), len(after)) == (6, 8)


def test_the_keyboard_reaches_every_way_out(window: MainWindow, qtbot: QtBot) -> None:
    window.problems.again.setFocus()
    reached = []
    for _ in range(12):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        focused = window.focusWidget()
        if isinstance(focused, QPushButton):
            reached.append(focused.accessibleName() or focused.text())

    assert any(x.startswith("Choose another account: Account 461") for x in reached)
    assert any(x.startswith("Try just these again") for x in reached)
    assert any(x.startswith("Show in Review") for x in reached)
    qtbot.wait(0)


def test_what_changed_in_xero_is_not_read_again_in_vain(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    edited = Problem(Code.CHANGED_IN_XERO, "It was edited in Xero.")
    made = posting(1, State.CHANGED, problems=(edited,), xero_id="x-1")
    world.postings[made.id] = made
    window = open_window()
    go(qtbot, window, "problems")

    words = [x.text() for x in cards(window)[0].findChildren(QPushButton)]
    assert not any("again" in x for x in words)


def test_a_rule_of_the_connection_is_led_to(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    stuck(world, 1, Problem(Code.DATE_MISSING, "It has no such day."))
    window = open_window()
    go(qtbot, window, "problems")

    push(cards(window)[0], "Choose another date rule")
    rest(qtbot, window)

    assert window.page is window.connections
    focused = window.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Rules for posting of Acme"
