"""Going from one company to another: what is done meant the one that was seen."""

from __future__ import annotations

import threading
from dataclasses import replace

from pytestqt.qtbot import QtBot

from app.domain.overview import Glance, Overview
from app.domain.postings import State
from app.domain.setup import ConnectionId
from tests.fakes.services import ACME, FakeServices
from tests.ui.conftest import Open
from tests.ui.steps import fill, go, listed, press, rest, said
from ui.pages.page import Going
from ui.workers.moving import SyncRun

BETA, ZETA = ConnectionId("beta"), ConnectionId("zeta")


def overview(world: FakeServices, *others: ConnectionId) -> Overview:
    """The one company, and others like it."""
    (acme,) = world.now().glances
    return Overview((acme, *(_like(acme, which) for which in others)), practice=True)


def _like(glance: Glance, which: ConnectionId) -> Glance:
    renamed = replace(glance.connection, id=which, name=which.title())
    return replace(glance, connection=renamed)


def test_nothing_is_mapped_in_a_company_whose_mapping_is_not_seen_yet(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    go(qtbot, window, "mapping")
    mapping = window.mapping
    mapping.say(overview(world, BETA))
    rest(qtbot, window)
    mapping.board.list.select(("travel",))

    mapping.connections.setCurrentIndex(mapping.connections.findData(BETA))
    meant = mapping.desk.connection
    press(mapping.board.list, "Delete")
    rest(qtbot, window)

    assert meant == BETA
    assert world.mappings.made == []


def test_a_company_that_is_added_leaves_the_mapping_that_is_seen(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    go(qtbot, window, "mapping")
    mapping = window.mapping
    mapping.say(overview(world, BETA))
    mapping.connections.setCurrentIndex(mapping.connections.findData(BETA))

    mapping.say(overview(world, BETA, ZETA))

    assert mapping.connections.currentData() == BETA
    assert mapping.desk.connection == BETA


def test_a_company_that_is_gone_is_not_listed_as_all_of_them(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2)
    window = open_window()
    go(qtbot, window, "review")
    review = window.review
    review.say(overview(world, BETA))
    offered = review.filter.connections
    offered.setCurrentIndex(offered.findData(BETA))
    rest(qtbot, window)
    before = listed(window)

    review.say(overview(world))
    rest(qtbot, window)

    assert before == []
    assert review.filter.query.connection_id is None
    assert listed(window) == ["Trip 1", "Trip 0"]


def test_the_company_that_is_listed_stays_so_when_another_is_added(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2)
    window = open_window()
    go(qtbot, window, "review")
    review = window.review
    review.say(overview(world, BETA))
    offered = review.filter.connections
    offered.setCurrentIndex(offered.findData(ACME))

    review.say(overview(world, BETA, ZETA))
    rest(qtbot, window)

    assert offered.currentData() == ACME
    assert listed(window) == ["Trip 1", "Trip 0"]


def test_a_company_led_to_from_today_is_the_one_that_is_checked(
    world: FakeServices, open_window: Open
) -> None:
    window = open_window()
    window.check.say(overview(world, BETA))

    window.check.arrive(Going("check", BETA))
    led_to = window.check.run.connection_ids
    window.check.arrive(Going("check"))

    assert led_to == (BETA,)
    assert window.check.run.connection_ids == (BETA,)


def test_a_cause_in_one_of_two_companies_says_in_which(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2, State.BLOCKED)
    window = open_window()
    go(qtbot, window, "problems")
    alone = said(window.problems)

    window.problems.say(overview(world, BETA))

    assert "Acme" not in alone
    assert "Acme" in said(window.problems)


def test_a_second_company_is_synced_after_the_first_and_none_of_them_twice(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.gate = threading.Event()
    window = open_window()
    done: list[object] = []
    window.engine.ended.connect(lambda ended: done.append(ended.errand))

    for which in (ACME, BETA, ACME):
        window.errands.sync((which,))
    world.gate.set()
    rest(qtbot, window)
    window.errands.sync((ACME,))
    rest(qtbot, window)

    wanted = [SyncRun((ACME,)), SyncRun((BETA,)), SyncRun((ACME,))]
    assert [x for x in done if isinstance(x, SyncRun)] == wanted
