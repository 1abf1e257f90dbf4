"""Reviewing and posting, as a bookkeeper does it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.postings import State
from tests.fakes.services import FakeServices, posting
from tests.ui.conftest import Open
from tests.ui.steps import dialog, fill, go, listed, press, rest, said, ticked
from ui.models.filters import Slice
from ui.pages.page import Going
from ui.windows.dialogs import Question, Reason
from ui.windows.main_window import MainWindow


class Opener(QObject):
    """Takes the place of the browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        # the stubs say bytes, the binding takes text
        QDesktopServices.setUrlHandler("https", self, "open")  # type: ignore[arg-type]

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())

    def close(self) -> None:
        QDesktopServices.unsetUrlHandler("https")


def chip(window: MainWindow, key: str) -> None:
    found = window.review.filter.chips.findChild(QPushButton, key)
    assert isinstance(found, QPushButton)
    found.click()


def test_a_sync_fills_the_list(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.arriving = [posting(number) for number in range(3)]
    window = open_window()
    go(qtbot, window, "review")

    press(window, "F5")
    rest(qtbot, window)

    assert listed(window) == ["Trip 2", "Trip 1", "Trip 0"]
    assert window.status.words == "Synced: 3 reports"


def test_the_first_report_is_shown_with_its_journal(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2)
    window = open_window()

    go(qtbot, window, "review")

    detail = window.review.detail
    assert detail.detail is not None
    assert detail.detail.posting.report_name == "Trip 1"
    model = detail.journal.table.model()
    assert model.index(0, 4).data() == "100.01"
    assert model.index(0, 5).data() == ""


def test_debit_and_credit_are_seen_in_the_smallest_window(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    made = posting(1)
    assert made.journal is not None
    tracking = (("Region", "North"), ("Department", "Winter warmth 2026/27"))
    lines = tuple(
        replace(line, minor=1234 * line.minor, tracking=tracking)
        for line in made.journal.lines
    )
    world.arriving = [replace(made, journal=replace(made.journal, lines=lines))]
    window = open_window()
    press(window, "F5")
    go(qtbot, window, "review")
    table = window.review.detail.journal.table
    header = table.horizontalHeader()

    window.resize(window.minimumSize())

    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    assert window.size() == window.minimumSize()
    assert table.model().index(0, 5).data() == "123,412.34"
    assert header.length() <= table.viewport().width()
    assert all(header.sectionSize(at) >= 40 for at in range(header.count()))


def test_filters_search_and_sort_are_answered_by_the_store(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 3)
    fill(world, 2, State.BLOCKED)
    window = open_window()
    go(qtbot, window, "review")

    chip(window, "attention")
    rest(qtbot, window)
    blocked = listed(window)
    window.review.filter.search.setText("trip 4")
    qtbot.waitUntil(lambda: listed(window) == ["Trip 4"])
    window.review.filter.clear()
    window.review.filter.order.click()
    rest(qtbot, window)

    assert blocked == ["Trip 4", "Trip 3"]
    assert listed(window) == [f"Trip {number}" for number in range(5)]


def test_chips_say_how_many_they_would_show(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 3)
    fill(world, 2, State.BLOCKED)
    window = open_window()

    go(qtbot, window, "review")

    chips = window.review.filter.chips.findChildren(QPushButton)
    said = [x.text() for x in chips if not x.isHidden()]
    assert said == ["All  5", "Ready  3", "Attention  2", "Changed  0", "Posted  0"]


def test_ticked_reports_are_posted_after_a_question_in_numbers(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 3)
    window = open_window()
    go(qtbot, window, "review")

    window.review.list.selectAll()
    press(window.review.list, "Space")
    ticked = window.review.foot.words
    window.review.foot.post.click()
    question = dialog(window, Question)
    asked = question.words
    question.yes.click()
    rest(qtbot, window)

    assert ticked == "3 ticked   300.03 GBP"
    assert "Post 3 journals to Xero?" in asked
    assert "Post 1 journal, 100.02 GBP, dated 03 Aug 2026, to Acme Ltd." in asked
    assert {x.state for x in world.postings.values()} == {State.POSTED}
    assert window.status.words == "3 journals in Xero"
    assert window.review.foot.words == "Nothing ticked"


def test_many_days_are_told_in_one_sentence(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window = ticked(qtbot, world, open_window, 5)
    window.review.foot.post.click()

    days = "dated 1\N{EN DASH}05 Aug 2026 (5 days)"
    words = dialog(window, Question).words
    assert f"Post 5 journals, 500.10 GBP, {days}, to Acme Ltd." in words


def test_saying_no_posts_nothing(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window = ticked(qtbot, world, open_window, 2)
    window.review.foot.post.click()
    dialog(window, Question).no.click()
    rest(qtbot, window)

    assert {x.state for x in world.postings.values()} == {State.READY}


def test_ticking_all_reaches_what_was_never_scrolled_to(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1500)
    window = open_window()
    go(qtbot, window, "review")

    press(window, "Ctrl+Shift+A")
    rest(qtbot, window)

    assert len(window.review.model.ticks) == 1500
    assert window.review.foot.post.text() == " &Post 1,500…"


def test_ctrl_enter_posts_what_is_shown_and_goes_to_the_next(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 3)
    window = open_window()
    go(qtbot, window, "review")
    chip(window, "ready")
    rest(qtbot, window)

    press(window, "Ctrl+Return")
    rest(qtbot, window)

    states = [x.state for x in world.postings.values()]
    assert states == [State.READY, State.READY, State.POSTED]
    assert listed(window) == ["Trip 1", "Trip 0"]
    assert window.review.list.current is not None
    assert window.review.list.current.report_name == "Trip 1"
    assert window.review.detail.detail is not None
    assert window.review.detail.detail.posting.report_name == "Trip 1"


def test_a_report_is_held_for_a_reason_and_released_again(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1)
    window = open_window()
    go(qtbot, window, "review")

    window.review.foot.hold.click()
    reason = dialog(window, Reason)
    unreasoned, words = reason.yes.isEnabled(), reason.words
    reason.why.setText("Receipt asked for")
    reason.yes.click()
    rest(qtbot, window)
    (held,) = world.postings.values()
    window.review.foot.release.click()
    rest(qtbot, window)

    assert not unreasoned
    assert "Trip 0 of Person 0, R00000000000: 100.00 GBP" in words
    assert (held.state, held.why) == (State.HELD, "Receipt asked for")
    assert [x.state for x in world.postings.values()] == [State.READY]


def test_many_reports_are_held_by_their_sum(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window = ticked(qtbot, world, open_window, 5)

    window.review.foot.hold.click()

    assert "Together 500.10 GBP." in dialog(window, Reason).words


def test_a_report_is_marked_as_posted_elsewhere(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1)
    window = open_window()
    go(qtbot, window, "review")

    window.review.foot.elsewhere.click()
    reason = dialog(window, Reason)
    reason.why.setText("Bill 1042")
    reason.yes.click()
    rest(qtbot, window)

    assert [x.state for x in world.postings.values()] == [State.ELSEWHERE]


def test_a_blocked_report_says_what_is_wrong_and_cannot_be_posted(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1, State.BLOCKED)
    window = open_window()

    go(qtbot, window, "review")

    words = said(window.review.detail.notes)
    assert "A category is not mapped to an account" in words
    assert "The category Meals is not mapped to an account." in words
    assert not window.review.foot.post.isEnabled()
    assert window.review.foot.hold.isEnabled()


def test_a_posted_journal_shows_its_id_and_can_be_opened(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.practice = False
    fill(world, 1, State.POSTED)
    window = open_window()
    go(qtbot, window, "review")
    opener = Opener()

    press(window, "Ctrl+Shift+C")
    press(window, "Ctrl+O")
    opener.close()

    assert QGuiApplication.clipboard().text() == "x-0"
    assert opener.opened == ["https://example.com/xero"]


def test_the_practice_company_opens_no_address(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1, State.POSTED)
    window = open_window()
    go(qtbot, window, "review")
    opener = Opener()

    press(window, "Ctrl+O")
    opener.close()

    assert opener.opened == []


def test_a_line_leads_to_the_expenses_behind_it(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1)
    window = open_window()
    go(qtbot, window, "review")
    behind = window.review.detail.behind

    window.review.detail.journal.table.selectRow(0)

    assert "2 expenses behind this line" in said(behind)


def test_cells_are_copied_for_a_spreadsheet(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1)
    window = open_window()
    go(qtbot, window, "review")
    table = window.review.detail.journal.table

    table.setFocus()
    table.selectAll()
    press(window, "Ctrl+C")

    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == [
        "Taxi",
        "493 Travel",
        "No tax",
        "North",
        "100.00",
        "",
    ]
    assert lines[1].split("\t")[-1] == "100.00"


def test_clicking_the_box_ticks_and_clicking_beside_it_looks(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2)
    window = open_window()
    go(qtbot, window, "review")
    view = window.review.list
    box = view.visualRect(window.review.model.index(1, 0))

    spot = box.topLeft() + QPoint(20, box.height() // 2)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    rest(qtbot, window)

    assert [row.report_name for row in window.review.model.ticks.values()] == ["Trip 0"]


def test_a_problem_leads_to_its_reports(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 3)
    fill(world, 2, State.BLOCKED)
    window = open_window()
    go(qtbot, window, "problems")

    links = window.problems.findChildren(QPushButton)
    (link,) = [x for x in links if x.accessibleName().startswith("Show in Review")]
    link.click()
    rest(qtbot, window)

    assert window.page is window.review
    assert listed(window) == ["Trip 4", "Trip 3"]
    assert window.review.filter.part.isVisible()


def test_a_figure_of_today_leads_to_its_reports(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 3)
    fill(world, 1, State.POSTED)
    window = open_window()

    figures = window.today.findChildren(QPushButton)
    (posted,) = [
        x for x in figures if x.accessibleName().startswith("Posted this month: 1")
    ]
    posted.click()
    rest(qtbot, window)

    assert listed(window) == ["Trip 3"]


def test_a_long_list_is_fetched_where_it_is_looked_at(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 3000)
    window = open_window()
    go(qtbot, window, "review")
    world.asked.clear()

    window.review.list.scrollToBottom()
    qtbot.waitUntil(lambda: window.review.model.record(2999) is not None)
    rest(qtbot, window)

    assert len(world.asked) <= 3


def test_history_is_filtered(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.arriving = [posting(1), posting(2)]
    window = open_window()
    window.errands.sync()
    rest(qtbot, window)
    go(qtbot, window, "history")
    every = window.history.model.rowCount()

    window.history.filter.report.setText("R00000000002")
    qtbot.waitUntil(lambda: window.history.model.rowCount() == 1)
    window.history.table.selectRow(0)
    window.history.table.activated.emit(window.history.table.currentIndex())
    rest(qtbot, window)

    assert every == 2
    assert window.page is window.review
    assert listed(window) == ["Trip 2"]


def test_going_to_a_page_without_a_wish_keeps_the_filter(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1)
    fill(world, 1, State.BLOCKED)
    window = open_window()
    window.go(Going("review", chip="attention"))
    rest(qtbot, window)

    go(qtbot, window, "today")
    go(qtbot, window, "review")

    assert listed(window) == ["Trip 1"]


def test_what_leaves_the_list_takes_nobody_off_the_report_that_is_read(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 6)
    window = open_window()
    go(qtbot, window, "review")
    chip(window, "ready")
    rest(qtbot, window)
    review = window.review
    review.list.setCurrentIndex(review.model.index(5, 0))
    rest(qtbot, window)

    window.errands.post([posting(number).id for number in (3, 4)])
    rest(qtbot, window)

    assert listed(window) == ["Trip 5", "Trip 2", "Trip 1", "Trip 0"]
    assert review.list.current is not None
    assert review.list.current.report_name == "Trip 0"
    assert review.detail.detail is not None
    assert review.detail.detail.posting.report_name == "Trip 0"


def test_what_is_ticked_is_asked_about_as_it_is_now_though_it_is_not_listed(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window = ticked(qtbot, world, open_window, 2)
    chip(window, "attention")
    rest(qtbot, window)

    world.arriving = [posting(0, total=25_000), posting(1, State.BLOCKED)]
    press(window, "F5")
    rest(qtbot, window)
    window.review.foot.post.click()
    asked = dialog(window, Question).words

    assert "Post 1 journal to Xero?" in asked
    assert "Post 1 journal, 250.00 GBP" in asked
    assert window.review.foot.words == "2 ticked   350.01 GBP"


def test_a_note_sets_aside_no_report_but_the_one_that_it_stands_on(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2)
    window = open_window()
    go(qtbot, window, "review")
    review = window.review

    review.list.setCurrentIndex(review.model.index(1, 0))
    review.mending.aside_wished.emit()

    assert not [x for x in window.findChildren(Reason) if x.isVisible()]

    rest(qtbot, window)
    review.mending.aside_wished.emit()
    asked = dialog(window, Reason)
    asked.why.setText("In the books by hand")
    asked.yes.click()
    rest(qtbot, window)

    states = [x.state for x in world.postings.values()]
    assert states == [State.ELSEWHERE, State.READY]


def test_an_account_keeps_its_ampersand_on_the_chip_it_was_come_by(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2)
    window = open_window()

    window.go(Going("review", part=Slice("Printing & Stationery", account="461")))
    rest(qtbot, window)

    assert window.review.filter.part.text().strip() == "Printing && Stationery"


def test_a_list_stays_where_it_is_looked_at_though_reports_come_and_go(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 450)
    window = open_window()
    window.go(Going("review", chip="ready"))
    rest(qtbot, window)
    shown, bar = window.review.list, window.review.list.verticalScrollBar()
    shown.setCurrentIndex(window.review.model.index(2, 0))
    rest(qtbot, window)
    looked_at = shown.current
    bar.setValue(bar.maximum() // 2)
    rest(qtbot, window)
    at = bar.value()

    newest = posting(475)
    world.postings[newest.id] = newest
    window.engine.changed.emit()
    rest(qtbot, window)

    top = window.review.model.record(0)
    assert top is not None
    assert top.id == newest.id
    assert bar.value() == at
    assert shown.current == looked_at


def test_the_report_that_is_looked_at_near_the_end_stays_so_as_others_go(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 404)
    window = open_window()
    window.go(Going("review", chip="ready"))
    rest(qtbot, window)
    shown = window.review.list
    shown.scrollToBottom()
    rest(qtbot, window)
    shown.setCurrentIndex(window.review.model.index(403, 0))
    rest(qtbot, window)
    looked_at, before = shown.current, shown.verticalScrollBar().value()
    seen: list[object] = []
    shown.looked_at.connect(seen.append)

    first = [window.review.model.record(row) for row in range(20)]
    for row in first:
        assert row is not None
        old = world.postings[row.id]
        world.postings[row.id] = replace(old, state=State.POSTED)
    window.engine.changed.emit()
    rest(qtbot, window)

    assert looked_at is not None
    assert shown.current == looked_at
    assert shown.currentIndex().row() == 383
    assert seen == []
    assert before - shown.verticalScrollBar().value() <= 20 * shown.rowHeight(0)
