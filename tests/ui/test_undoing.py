"""Reversing and replaying, looked at first and told in numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.journals import Journal
from app.domain.postings import How, Posting, State
from app.domain.problems import Code, Problem, Severity
from app.domain.reversing import ReversalPlan
from app.domain.setup import JournalStatus
from app.domain.twins import with_surplus
from app.errors import OfflineError, SignInNeededError
from tests.fakes.services import FakeServices, posting
from tests.ui.conftest import Open
from tests.ui.steps import dialog, fill, go, press, rest, said
from ui.pages.page import Going
from ui.windows.dialogs import Question
from ui.windows.main_window import MainWindow
from ui.windows.undo_dialogs import ReplayDialog, Reverse


def add(world: FakeServices, made: Posting) -> Posting:
    world.postings[made.id] = made
    return made


def draft(number: int) -> Posting:
    made = posting(number, State.DRAFT, xero_id=f"x-{number}")
    assert made.journal is not None
    return replace(made, journal=replace(made.journal, status=JournalStatus.DRAFT))


def otherwise(made: Posting) -> Journal:
    """Compute another account and a line less."""
    assert made.journal is not None
    debit, credit = made.journal.lines
    return replace(made.journal, lines=(replace(debit, minor=debit.minor + 5), credit))


def reversing(window: MainWindow, qtbot: QtBot) -> Reverse:
    window.review.foot.reverse.click()
    rest(qtbot, window)
    return dialog(window, Reverse)


def replaying(window: MainWindow, qtbot: QtBot) -> ReplayDialog:
    window.review.foot.replay.click()
    rest(qtbot, window)
    return dialog(window, ReplayDialog)


def tick_all(window: MainWindow) -> None:
    window.review.list.selectAll()
    press(window.review.list, "Space")


def step(window: MainWindow, words: str) -> QPushButton:
    notes = window.review.detail.notes.findChildren(QPushButton)
    [found] = [x for x in notes if x.text().strip() == words]
    return found


def plans(world: FakeServices) -> tuple[ReversalPlan, ...]:
    found = world.undone.asked[-1]
    assert isinstance(found, tuple)
    return found


def test_a_reversal_is_asked_in_numbers_and_done(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    one = add(world, posting(1, State.POSTED))
    window = open_window()
    go(qtbot, window, "review")

    asked = reversing(window, qtbot)
    words, yes = asked.words, asked.yes.text()
    asked.yes.click()
    rest(qtbot, window)

    assert "Void 1 journal, 100.01 GBP, in Acme Ltd." in words
    assert "It is Trip 1 of Person 1, R00000000001." in words
    assert yes == "Void 1 journal"
    assert world.postings[one.id].state is State.REVERSED
    assert window.status.words == "1 journal reversed"
    assert not window.banner.isVisible()


def test_a_second_copy_is_voided_after_a_word_about_both(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    one = add(world, with_surplus(posting(1, State.POSTED), ["x-99"]))
    window = open_window()
    go(qtbot, window, "review")
    offered = window.review.detail.undo.reverse.isVisible()

    step(window, "Void the second copy").click()
    rest(qtbot, window)
    asked = dialog(window, Question)
    words, yes = asked.words, asked.yes.text()
    asked.yes.click()
    rest(qtbot, window)

    assert not offered
    assert "Void 1 journal, 100.01 GBP, in Acme Ltd: x-99." in words
    assert "x-1 stays as the journal of report R00000000001." in words
    assert yes == "Void 1 copy"
    assert world.postings[one.id].state is State.POSTED
    assert window.status.words == "1 journal left with one copy"


def test_nothing_is_undone_before_it_is_confirmed(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    one = add(world, posting(1, State.POSTED))
    window = open_window()
    go(qtbot, window, "review")

    reversing(window, qtbot).no.click()
    rest(qtbot, window)

    assert world.postings[one.id].state is State.POSTED
    assert world.undone.asked == []


def test_ticked_drafts_and_journals_are_undone_together(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2, State.POSTED)
    add(world, draft(7))
    window = open_window()
    go(qtbot, window, "review")
    tick_all(window)

    asked = reversing(window, qtbot)
    words, way = asked.words, asked.choice.void.text()
    asked.yes.click()
    rest(qtbot, window)

    assert "Delete 1 draft, 100.07 GBP, in Acme Ltd." in words
    assert "Void 2 journals, 200.01 GBP, in Acme Ltd." in words
    assert way == "&Void in Xero; drafts are deleted"
    assert {x.state for x in world.postings.values()} == {State.REVERSED}
    assert window.review.foot.words == "Nothing ticked"


def test_in_a_locked_period_only_the_mirror_is_offered_and_it_says_why(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    one = add(world, posting(1, State.POSTED))
    world.undone.locked = date(2026, 8, 31)
    window = open_window()
    go(qtbot, window, "review")

    asked = reversing(window, qtbot)
    words, reasons = asked.words, said(asked.choice)
    offered = asked.choice.void.isEnabled(), asked.choice.mirror.isChecked()
    asked.yes.click()
    rest(qtbot, window)

    assert offered == (False, True)
    assert "by a journal dated 01 Sept 2026" in words.replace("Sep ", "Sept ")
    assert any("Xero has locked the period" in reason for reason in reasons)
    reversal = world.postings[one.id].reversal
    assert reversal is not None
    assert reversal.how is How.MIRROR


def test_another_day_of_the_mirror_is_looked_at_again(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    add(world, posting(1, State.POSTED))
    world.undone.locked = date(2026, 7, 31)
    window = open_window()
    go(qtbot, window, "review")
    asked = reversing(window, qtbot)

    asked.choice.mirror.click()
    rest(qtbot, window)
    asked.choice.day.setDate(QDate(2026, 7, 30))
    rest(qtbot, window)
    too_early, able = asked.words, asked.yes.isEnabled()
    asked.choice.day.setDate(QDate(2026, 9, 9))
    rest(qtbot, window)
    asked.yes.click()
    rest(qtbot, window)

    assert "choose a later day" in too_early
    assert not able
    [plan] = plans(world)
    assert plan.mirror is not None
    assert plan.mirror.dated == date(2026, 9, 9)


def test_what_xero_refuses_is_told_and_stays_ticked(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2, State.POSTED)
    refused = next(iter(world.postings.values()))
    world.undone.refusals[refused.id] = "It is reconciled."
    window = open_window()
    go(qtbot, window, "review")
    tick_all(window)

    reversing(window, qtbot).yes.click()
    rest(qtbot, window)

    assert "1 journal was not reversed" in window.banner.words
    assert f"{refused.report_id}: It is reconciled." in window.banner.words
    assert list(window.review.model.ticks) == [refused.id]


def test_what_keeps_one_organisation_from_a_reversal_is_told_beside_the_rest(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    done = add(world, posting(1, State.POSTED))
    kept = add(world, posting(2, State.POSTED))
    world.undone.failures = {kept.id: SignInNeededError("Xero wants a sign-in.")}
    window = open_window()
    go(qtbot, window, "review")
    tick_all(window)

    reversing(window, qtbot).yes.click()
    rest(qtbot, window)
    sign_in, again = window.banner.mending
    line, words = window.status.words, window.banner.words
    offered, ticked = sign_in.isVisible(), list(window.review.model.ticks)
    world.undone.failures = {}
    again.click()
    rest(qtbot, window)

    assert line == "1 journal reversed, 1 not"
    assert "Xero wants a sign-in." in words
    assert offered
    assert ticked == [kept.id]
    assert [plan.posting.id for plan in plans(world)] == [kept.id]
    assert world.postings[done.id].state is State.REVERSED
    assert world.postings[kept.id].state is State.REVERSED
    assert window.status.words == "1 journal reversed"
    assert not window.banner.isVisible()


def test_a_plan_that_cannot_be_made_says_so_where_it_was_asked(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    add(world, posting(1, State.POSTED))
    window = open_window()
    go(qtbot, window, "review")
    world.trouble["plan"] = OfflineError("Xero does not answer.")

    asked = reversing(window, qtbot)

    assert "Xero does not answer." in asked.words
    assert not asked.yes.isEnabled()


def test_only_what_is_in_xero_can_be_reversed(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1)
    window = open_window()

    go(qtbot, window, "review")
    window.review.reverse()
    window.review.replay()

    assert not window.review.foot.reverse.isVisible()
    assert not window.review.detail.undo.isVisible()
    assert not window.findChildren(Reverse)


def test_a_pair_is_linked_both_ways(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    one = add(world, posting(1, State.POSTED))
    world.undone.locked = date(2026, 8, 31)
    window = open_window()
    go(qtbot, window, "review")
    reversing(window, qtbot).yes.click()
    rest(qtbot, window)
    reversed_ = said(window.review.detail.undo)
    window.review.foot.replay.click()
    rest(qtbot, window)
    dialog(window, ReplayDialog).yes.click()
    rest(qtbot, window)

    window.go(Going("review", chip="posted"))
    rest(qtbot, window)
    replaced = said(window.review.detail.undo)

    assert any("This journal is reversed by another journal" in x for x in reversed_)
    assert world.postings[one.id].state is State.REVERSED
    assert "Replaces revision 1, in Xero" in replaced
    assert any("Revision 1 is reversed by another journal" in x for x in replaced)


def test_a_replay_shows_then_and_now_marked_by_word_and_sign(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    one = add(world, posting(1, State.POSTED))
    world.undone.today[one.id] = otherwise(one)
    window = open_window()
    go(qtbot, window, "review")

    asked = replaying(window, qtbot)
    model = asked.table.model()
    rows = [[model.index(y, x).data() for x in range(5)] for y in range(2)]
    heads = [
        model.headerData(x, asked.table.horizontalHeader().orientation())
        for x in range(5)
    ]
    words, yes = asked.words, asked.yes.text()
    asked.yes.click()
    rest(qtbot, window)

    assert rows[0] == ["≠ Changed", "493 Travel", "North", "100.01", "100.06"]
    assert rows[1][0] == "= Same"
    assert heads[3:] == ["Then (set-up 1)", "Now (set-up 2)"]
    assert "1 line differs." in words
    assert "Void 1 journal, 100.01 GBP, in Acme Ltd. Then post" in words
    assert yes == "Reverse and post again"
    assert window.status.words == "1 journal replayed"
    states = sorted((x.revision, x.state) for x in world.postings.values())
    assert states == [(1, State.REVERSED), (2, State.POSTED)]


def test_a_replay_that_is_not_possible_says_why(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    one = add(world, posting(1, State.POSTED))
    world.undone.refusals[one.id] = "The category Meals is not mapped to an account."
    window = open_window()
    go(qtbot, window, "review")

    asked = replaying(window, qtbot)

    assert "The category Meals is not mapped" in asked.words
    assert not asked.yes.isEnabled()


def test_what_changed_shows_its_difference_and_both_ways_on(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    words = "Account 493: 100.01 then, 90.00 now."
    problem = Problem(Code.CHANGED_IN_EXPENSIFY, words, severity=Severity.WARNING)
    add(world, posting(1, State.CHANGED, xero_id="x-1", problems=(problem,)))
    window = open_window()

    go(qtbot, window, "review")

    undo = window.review.detail.undo
    assert words in said(window.review.detail.notes)
    assert undo.reverse.isVisible()
    assert undo.replay.isVisible()
