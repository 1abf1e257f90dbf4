"""Mapping in the window: by mouse, by keyboard, back and forth."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.postings import PostingId, State
from app.domain.setup import ConnectionId
from tests.fakes.services import ACME, FakeServices
from tests.ui.conftest import Open
from tests.ui.steps import dialog, fill, go, press, rest
from ui.models.board import SOURCES, TARGETS, carrying
from ui.models.table import Role, Roles
from ui.pages.page import Going
from ui.widgets.board import Board
from ui.windows.main_window import MainWindow
from ui.windows.mapping_dialogs import CopyFrom, Difference, Versions


def _open(open_window: Open, qtbot: QtBot) -> tuple[MainWindow, Board]:
    window = open_window()
    go(qtbot, window, "mapping")
    return window, window.mapping.board


def _names(board: Board) -> list[str]:
    return [source.name for source in board.sources.sources]


def _target_spot(board: Board, key: str) -> QPoint:
    place = board.targets.place(key)
    board.tree.scrollTo(place)
    return board.tree.visualRect(place).center()


def _source_spot(board: Board, name: str) -> QPoint:
    index = board.sources.index(_names(board).index(name))
    return board.list.visualRect(index).center()


def _hover(view: QAbstractItemView, data: QMimeData, spot: QPoint) -> QDragMoveEvent:
    port, left, plain = view.viewport(), Qt.MouseButton.LeftButton, _PLAIN
    entering = QDragEnterEvent(QPointF(spot), _COPY, data, left, plain)
    QApplication.sendEvent(port, entering)
    assert entering.isAccepted() == data.hasFormat(SOURCES) | data.hasFormat(TARGETS)
    moving = QDragMoveEvent(QPointF(spot), _COPY, data, left, plain)
    QApplication.sendEvent(port, moving)
    return moving


def _drop(view: QAbstractItemView, data: QMimeData, spot: QPoint) -> None:
    if not _hover(view, data, spot).isAccepted():
        return
    dropping = QDropEvent(QPointF(spot), _COPY, data, Qt.MouseButton.LeftButton, _PLAIN)
    QApplication.sendEvent(view.viewport(), dropping)


_COPY = Qt.DropAction.CopyAction
_PLAIN = Qt.KeyboardModifier.NoModifier


def test_what_is_unmapped_stands_first_the_heaviest_on_top(
    open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)

    assert _names(board) == ["Meals", "Gifts", "Train", "Travel"]
    assert (
        window.mapping.share.words
        == "81 % of the last 90 days\N{RIGHT SINGLE QUOTATION MARK} spend is mapped"
    )


def test_a_category_dragged_onto_an_account_is_mapped(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)

    _drop(board.tree, carrying(SOURCES, ["gifts"]), _target_spot(board, "420"))
    rest(qtbot, window)

    assert world.mappings.account_of("Gifts") == "420"
    assert window.mapping.share.percent == 87
    assert board.note.isHidden()


def test_many_categories_are_dragged_in_one_go(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)
    board.list.select(("meals", "gifts"))

    data = board.sources.mimeData(board.list.selectedIndexes())
    _drop(board.tree, data, _target_spot(board, "420"))
    rest(qtbot, window)

    accounts = [world.mappings.account_of(x) for x in ("Meals", "Gifts", "Train")]
    assert accounts == ["420", "420", ""]
    assert len(world.mappings.setups) == 2


def test_an_account_dragged_onto_a_category_is_mapped(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)

    row = board.list.visualRect(board.sources.index(1))
    edge = QPoint(row.center().x(), row.top() + 1)
    _drop(board.list, carrying(TARGETS, ["420"]), edge)
    rest(qtbot, window)

    assert world.mappings.account_of("Gifts") == "420"
    assert world.mappings.account_of("Meals") == ""


def test_an_account_dropped_on_one_of_several_selected_is_for_all_of_them(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)
    board.list.select(("meals", "gifts"))

    _drop(board.list, carrying(TARGETS, ["420"]), _source_spot(board, "Gifts"))
    rest(qtbot, window)

    assert world.mappings.account_of("Meals") == "420"
    assert world.mappings.account_of("Gifts") == "420"


def test_the_pointer_says_what_a_drop_would_do(open_window: Open, qtbot: QtBot) -> None:
    _, board = _open(open_window, qtbot)
    data = carrying(SOURCES, ["gifts"])

    over = _hover(board.tree, data, _target_spot(board, "420"))
    said = board.note.text()
    beside = _hover(board.tree, data, _target_spot(board, "461"))

    assert said == "Gifts → 420 Entertainment"
    assert over.isAccepted()
    assert board.note.text() == "Gifts"
    assert not beside.isAccepted()


def test_the_pointer_says_it_the_other_way_round_too(
    open_window: Open, qtbot: QtBot
) -> None:
    _, board = _open(open_window, qtbot)
    data = carrying(TARGETS, ["420"])

    _hover(board.list, data, _source_spot(board, "Gifts"))

    assert board.note.text() == "Gifts → 420 Entertainment"
    assert board.note.isVisible()


def test_nothing_is_dropped_on_an_archived_account_or_between_two(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)
    data = carrying(SOURCES, ["gifts"])

    _drop(board.tree, data, _target_spot(board, "461"))
    taken = board.targets.dropMimeData(data, _COPY, 0, 0, board.targets.index(-1, -1))
    strange = QMimeData()
    strange.setText("Gifts")
    _drop(board.tree, strange, _target_spot(board, "420"))
    rest(qtbot, window)

    assert not taken
    assert len(world.mappings.setups) == 1


def test_enter_typing_and_enter_does_what_dragging_does(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)
    board.list.select(("gifts",))

    press(board.list, "Return")
    QTest.keyClicks(board.search, "enter")
    press(board.search, "Return")
    rest(qtbot, window)

    assert world.mappings.account_of("Gifts") == "420"
    assert board.search.text() == ""
    assert board.list.hasFocus()
    assert [x.name for x in board.list.chosen()] == ["Train"]


def test_the_list_of_accounts_is_walked_by_keys_too(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)
    board.list.select(("meals", "gifts"))

    press(board.list, "Return")
    QTest.keyClicks(board.search, "e")
    press(board.search, "Down")
    press(board.tree, "Down")
    picked = board.tree.current
    press(board.tree, "Return")
    rest(qtbot, window)

    assert picked is not None
    assert world.mappings.account_of("Meals") == picked.key == "493"


def test_escape_leads_back_without_a_change(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    _, board = _open(open_window, qtbot)

    press(board.list, "Return")
    QTest.keyClicks(board.search, "trav")
    press(board.search, "Escape")

    assert board.list.hasFocus()
    assert board.search.text() == ""
    assert len(world.mappings.setups) == 1


def test_delete_takes_a_mapping_away(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)
    board.list.select(("travel",))

    press(board.list, "Delete")
    rest(qtbot, window)

    assert world.mappings.account_of("Travel") == ""


def test_nothing_is_mapped_before_an_account_is_chosen(
    open_window: Open, qtbot: QtBot
) -> None:
    _, board = _open(open_window, qtbot)

    before = board.foot.map.isEnabled()
    board.tree.setCurrentIndex(board.targets.place("420"))

    assert not before
    assert board.foot.map.text().strip() == "&Map to 420 Entertainment"


def test_suggestions_are_not_applied_until_they_are_taken_up(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)
    first = board.sources.sources[0]
    offered = (first.offered, first.reason, first.sure, first.target)

    board.list.select(("meals",))
    press(board.list, "Space")
    rest(qtbot, window)

    assert offered == ("420 Entertainment", "same code 420", 95, "")
    assert world.mappings.account_of("Meals") == "420"


def test_a_click_on_a_suggestion_takes_it_up(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)
    row = board.list.visualRect(board.sources.index(0))
    spot = QPoint(row.left() + 40, row.bottom() - 14)

    QTest.mouseClick(board.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    rest(qtbot, window)

    assert world.mappings.account_of("Meals") == "420"


def test_all_suggestions_above_a_bar_are_taken_up_in_one_version(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)
    words = board.foot.accept_all.text()

    board.foot.bar.setValue(80)
    more = board.foot.accept_all.text()
    board.foot.accept_all.click()
    rest(qtbot, window)

    assert (words, more) == ("Accept 1 suggestion", "Accept 2 suggestions")
    assert world.mappings.account_of("Meals") == "420"
    assert world.mappings.account_of("Train") == "493"
    assert len(world.mappings.setups) == 2


def test_what_was_done_is_undone_and_done_again(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)
    for name in ("meals", "gifts"):
        _drop(board.tree, carrying(SOURCES, [name]), _target_spot(board, "420"))
        rest(qtbot, window)

    press(window, "Ctrl+Z")
    rest(qtbot, window)
    once = [world.mappings.account_of(x) for x in ("Meals", "Gifts")]
    press(window, "Ctrl+Z")
    rest(qtbot, window)
    twice = [world.mappings.account_of(x) for x in ("Meals", "Gifts")]
    press(window, "Ctrl+Y")
    rest(qtbot, window)

    assert once == ["420", ""]
    assert twice == ["", ""]
    assert world.mappings.account_of("Meals") == "420"
    assert len(world.mappings.setups) == 6
    assert window.mapping.redo.isEnabled()


def test_nothing_is_undone_on_a_page_where_it_is_not_seen(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)
    _drop(board.tree, carrying(SOURCES, ["gifts"]), _target_spot(board, "420"))
    rest(qtbot, window)

    go(qtbot, window, "review")
    press(window, "Ctrl+Z")
    rest(qtbot, window)

    assert world.mappings.account_of("Gifts") == "420"


def test_what_somebody_else_changed_cannot_be_undone_here(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)
    _drop(board.tree, carrying(SOURCES, ["gifts"]), _target_spot(board, "420"))
    rest(qtbot, window)
    able = window.mapping.undo.isEnabled()

    world.mappings.setups.append(world.mappings.setups[0])
    window.mapping.refresh()
    rest(qtbot, window)

    assert able
    assert not window.mapping.undo.isEnabled()


def test_a_change_that_is_refused_is_said_and_leaves_all_as_it_was(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)

    _drop(board.tree, carrying(SOURCES, ["gifts"]), _target_spot(board, "802"))
    rest(qtbot, window)

    assert "archived in Xero just now" in window.banner.words
    assert len(world.mappings.setups) == 1
    assert not window.mapping.undo.isEnabled()


def test_what_waits_is_computed_anew_piece_by_piece(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)
    world.mappings.later = tuple(PostingId(f"p{n}") for n in range(3))

    _drop(board.tree, carrying(SOURCES, ["gifts"]), _target_spot(board, "420"))
    rest(qtbot, window)

    assert world.mappings.caught_up == [3, 2, 1]


def test_rows_are_filtered_and_searched(open_window: Open, qtbot: QtBot) -> None:
    window, board = _open(open_window, qtbot)

    board.chips.choose("suggested")
    board.chips.chosen.emit("suggested")
    suggested = _names(board)
    board.filter("all")
    press(window, "Ctrl+F")
    QTest.keyClicks(window.mapping.search, "tra")

    assert suggested == ["Meals", "Train"]
    assert _names(board) == ["Train", "Travel"]


def test_a_row_says_everything_to_a_screen_reader(
    open_window: Open, qtbot: QtBot
) -> None:
    _, board = _open(open_window, qtbot)

    said = [board.sources.index(row).data(Role.AccessibleTextRole) for row in range(4)]
    place = board.targets.place("420")

    assert said[0] == (
        "Meals, 900.00, 41 expenses, GL 420, "
        "suggested 420 Entertainment, same code 420, 95 %"
    )
    assert said[3] == "Travel, 7,000.00, 120 expenses, GL 493, mapped to 493 Travel"
    assert place.data(Role.AccessibleTextRole) == "420 Entertainment"
    assert board.list.accessibleName() == "Categories"
    assert board.tree.accessibleName() == "Accounts"


def test_a_tag_is_given_an_option_of_another_name(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, _ = _open(open_window, qtbot)
    window.mapping.tabs.setCurrentIndex(1)
    board = window.mapping.board

    _drop(
        board.tree,
        carrying(SOURCES, ["1 shop"]),
        _target_spot(board, "Department\nSales"),
    )
    rest(qtbot, window)

    (rule,) = world.mappings.setups[-1].options
    assert (rule.level, rule.tag, rule.option) == (1, "Shop", "Sales")


def test_a_level_lets_go_of_its_tracking_category_and_takes_it_again(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, _ = _open(open_window, qtbot)
    window.mapping.tabs.setCurrentIndex(1)
    board = window.mapping.board
    board.list.select(("level 1",))

    press(board.list, "Delete")
    rest(qtbot, window)
    without = world.mappings.setups[-1].tags
    data = carrying(TARGETS, ["level Department"])
    _drop(board.list, data, _source_spot(board, "Level 1"))
    rest(qtbot, window)

    assert without == ()
    (rule,) = world.mappings.setups[-1].tags
    assert (rule.level, rule.tracking_category) == (1, "Department")


def test_a_tag_fits_no_tracking_category(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, _ = _open(open_window, qtbot)
    window.mapping.tabs.setCurrentIndex(1)
    board = window.mapping.board

    spot = _target_spot(board, "level Department")
    _drop(board.tree, carrying(SOURCES, ["1 shop"]), spot)
    rest(qtbot, window)

    assert len(world.mappings.setups) == 1


def test_a_tax_is_put_on_a_rate(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.mappings.inclusive()
    window, _ = _open(open_window, qtbot)
    window.mapping.tabs.setCurrentIndex(2)
    board = window.mapping.board

    _drop(board.tree, carrying(SOURCES, ["vat_20"]), _target_spot(board, "INPUT2"))
    rest(qtbot, window)

    (tax,) = world.mappings.setups[-1].taxes
    assert (tax.tax, tax.tax_type) == ("VAT_20", "INPUT2")


def test_a_problem_leads_to_its_category(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()

    window.go(Going("mapping", ACME, text="Gifts"))
    rest(qtbot, window)

    assert window.page is window.mapping
    assert [x.name for x in window.mapping.board.list.chosen()] == ["Gifts"]


def test_before_the_first_sync_the_page_says_what_to_do(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.mappings.synced = False
    window, _ = _open(open_window, qtbot)

    window.mapping.nothing.step.click()
    rest(qtbot, window)

    assert window.mapping.nothing.isVisible()
    assert window.status.words.startswith("Synced")


def test_a_file_is_taken_in_after_its_difference_was_looked_at(
    world: FakeServices, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window, _ = _open(open_window, qtbot)

    window.mapping.take_in(tmp_path / "mapping.csv")
    rest(qtbot, window)
    looked = dialog(window, Difference)
    before = world.mappings.account_of("Gifts")
    cells = [looked.table.model().index(0, x).data() for x in range(3)]
    looked.yes.click()
    rest(qtbot, window)

    assert before == ""
    assert cells == ["Gifts", "not mapped", "420 Entertainment"]
    assert world.mappings.account_of("Gifts") == "420"


def test_a_copy_is_looked_at_before_it_is_made(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, _ = _open(open_window, qtbot)

    window.mapping.desk.propose_copy(ConnectionId("other"))
    rest(qtbot, window)
    dialog(window, Difference).no.click()
    rest(qtbot, window)
    window.mapping.copy_wished.emit()
    asked = dialog(window, CopyFrom)

    assert len(world.mappings.setups) == 1
    assert not asked.yes.isEnabled()


def test_an_older_version_is_taken_up_again(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)
    _drop(board.tree, carrying(SOURCES, ["gifts"]), _target_spot(board, "420"))
    rest(qtbot, window)

    window.mapping.desk.versions()
    rest(qtbot, window)
    versions = dialog(window, Versions)
    newest = versions.yes.isEnabled()
    versions.table.selectRow(1)
    versions.yes.click()
    rest(qtbot, window)

    assert not newest
    assert world.mappings.account_of("Gifts") == ""
    assert len(world.mappings.setups) == 3


def test_widths_and_tab_are_remembered(open_window: Open, qtbot: QtBot) -> None:
    window, board = _open(open_window, qtbot)
    usual = board.split.sizes()
    board.split.setSizes([100, 900])
    rest(qtbot, window)
    window.mapping.tabs.setCurrentIndex(1)
    window.close()

    again, _ = _open(open_window, qtbot)

    assert again.mapping.tabs.currentIndex() == 1
    again.mapping.tabs.setCurrentIndex(0)
    rest(qtbot, again)
    left, right = again.mapping.board.split.sizes()
    assert usual[0] > usual[1]
    assert left < right


def test_rows_are_copied_for_a_spreadsheet(open_window: Open, qtbot: QtBot) -> None:
    _, board = _open(open_window, qtbot)
    board.list.select(("travel",))

    board.list.copy()

    assert QApplication.clipboard().text() == "Travel\t7,000.00\t493 Travel"
    assert board.sources.index(0).data(Roles.RECORD).name == "Meals"


def test_the_button_of_a_problem_in_review_leads_to_the_mapping(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1, State.BLOCKED)
    window = open_window()
    go(qtbot, window, "review")

    (step,) = [
        x
        for x in window.review.detail.notes.findChildren(QPushButton)
        if x.text().strip() == "Map the category"
    ]
    step.click()
    rest(qtbot, window)

    assert window.page is window.mapping
    assert [x.name for x in window.mapping.board.list.chosen()] == ["Meals"]


def test_the_page_problems_leads_to_what_is_unmapped(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1, State.BLOCKED)
    window = open_window()
    go(qtbot, window, "problems")

    (step,) = [
        x
        for x in window.problems.findChildren(QPushButton)
        if x.text().strip() == "Map the category"
    ]
    step.click()
    rest(qtbot, window)

    assert window.page is window.mapping
    assert _names(window.mapping.board) == ["Meals", "Gifts", "Train"]
    assert [x.name for x in window.mapping.board.list.chosen()] == ["Meals"]


def test_an_account_that_is_archived_leads_to_the_categories_on_it(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()

    window.go(Going("mapping", ACME, text="493"))
    rest(qtbot, window)

    assert [x.name for x in window.mapping.board.list.chosen()] == ["Travel"]
