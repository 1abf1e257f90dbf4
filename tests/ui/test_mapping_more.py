"""Mapping in the window: suggestions for tags and taxes, filters, versions, redo."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from app.domain.books import AccountCode
from app.domain.history import What
from app.domain.postings import State
from app.domain.setup import CategoryRule
from tests.fakes.services import FakeServices, posting
from tests.ui.conftest import Open
from tests.ui.steps import dialog, fill, go, listed, press, rest
from ui.models.board import Fit
from ui.widgets.board import Board
from ui.windows.main_window import MainWindow
from ui.windows.mapping_dialogs import Difference, Versions


def _open(open_window: Open, qtbot: QtBot, tab: int = 0) -> tuple[MainWindow, Board]:
    window = open_window()
    go(qtbot, window, "mapping")
    window.mapping.tabs.setCurrentIndex(tab)
    return window, window.mapping.board


def test_a_tax_is_suggested_its_rate_and_taken_up_by_space(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.mappings.inclusive()
    window, board = _open(open_window, qtbot, 2)
    (tax,) = board.sources.sources
    offered = (tax.fit, tax.offered, tax.reason, tax.sure)

    board.list.select((tax.key,))
    press(board.list, "Space")
    rest(qtbot, window)

    assert offered == (Fit.SUGGESTED, "20% VAT", "same name", 85)
    (rule,) = world.mappings.setups[-1].taxes
    assert (rule.tax, rule.tax_type) == ("VAT_20", "INPUT2")


def test_a_free_tag_level_is_suggested_the_category_of_its_name(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.mappings.level = "Departments"
    world.mappings.setups[-1] = replace(world.mappings.setups[-1], tags=())
    window, board = _open(open_window, qtbot, 1)
    offered = [(x.name, x.offer) for x in board.sources.sources]

    board.list.selectAll()
    press(board.list, "Space")
    rest(qtbot, window)

    assert offered == [("Level 1: Departments", "Department")]
    (rule,) = world.mappings.setups[-1].tags
    assert (rule.level, rule.tracking_category) == (1, "Department")


def test_what_is_on_an_archived_account_has_a_filter_of_its_own(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    newest = world.mappings.setups[-1]
    rule = CategoryRule("Gifts", AccountCode("461"))
    world.mappings.setups.append(replace(newest, categories=(*newest.categories, rule)))
    _, board = _open(open_window, qtbot)

    board.filter("archived")

    (shown,) = board.sources.sources
    assert shown.name == "Gifts"
    assert "archived in Xero" in shown.trouble


def test_the_bar_that_was_set_is_remembered(open_window: Open, qtbot: QtBot) -> None:
    window, board = _open(open_window, qtbot)
    board.foot.bar.setFocus()
    press(board.foot.bar, "Down")
    chosen = board.foot.bar.value()
    window.close()

    _, again = _open(open_window, qtbot)

    assert chosen == 85
    assert again.foot.bar.value() == 85


def test_ctrl_shift_z_makes_again_what_ctrl_z_took_back(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, board = _open(open_window, qtbot)
    board.list.select(("meals",))
    press(board.list, "Space")
    rest(qtbot, window)

    press(window, "Ctrl+Z")
    rest(qtbot, window)
    before = world.mappings.account_of("Meals")
    press(window, "Ctrl+Shift+Z")
    rest(qtbot, window)

    assert before == ""
    assert world.mappings.account_of("Meals") == "420"


def test_a_version_leads_to_the_journals_that_went_by_it(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2, State.POSTED)
    fill(world, 1, State.READY)
    window, _ = _open(open_window, qtbot)
    window.mapping.desk.versions()
    rest(qtbot, window)

    versions = dialog(window, Versions)
    versions.table.setFocus()
    press(versions.table, "Return")
    rest(qtbot, window)

    assert window.page is window.review
    assert window.review.filter.part.text().strip() == "Mapping version 1"
    assert sorted(listed(window)) == ["Trip 0", "Trip 1"]
    window.review.filter.part.click()
    rest(qtbot, window)
    assert len(listed(window)) == 3


def test_a_copy_says_what_to_look_at(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.mappings.note = "there 420 is Gifts"
    window, _ = _open(open_window, qtbot)
    window.mapping.desk.propose_copy(world.mappings.connection_id)
    rest(qtbot, window)

    model = dialog(window, Difference).table.model()
    cells = [model.index(0, column).data() for column in range(model.columnCount())]

    assert cells == ["Gifts", "not mapped", "420 Entertainment", "there 420 is Gifts"]


def test_what_changed_in_xero_is_said_until_it_is_put_away(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    made = posting(1)
    said = "Account 461 Printing was archived (3 categories)."
    world.note(made, What.BOOKS_CHANGED, said)
    world.mappings.news = tuple(world.events)
    window, _ = _open(open_window, qtbot)
    before = window.mapping.news.words

    window.mapping.news.away.click()
    window.mapping.refresh()
    rest(qtbot, window)

    assert before == f"01 Sept 2026: {said}"
    assert window.mapping.news.words == ""
