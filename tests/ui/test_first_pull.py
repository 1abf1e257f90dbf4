"""The practice company comes with reports to review, and is pulled only once."""

from __future__ import annotations

from datetime import UTC, datetime

from pytestqt.qtbot import QtBot

from tests.fakes.services import FakeServices, posting
from tests.ui.conftest import Open
from tests.ui.steps import rest
from ui.windows.first_pull import FirstPull

AT = datetime(2026, 9, 1, tzinfo=UTC)


def test_a_practice_company_that_was_never_pulled_is_pulled_at_once(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.last_sync = None
    world.arriving = [posting(1)]
    window = open_window()

    FirstPull(window)
    rest(qtbot, window)

    assert len(world.postings) == 1


def test_one_that_was_pulled_before_and_real_books_are_left_alone(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.arriving = [posting(1)]
    window = open_window()
    for practice, last_sync in ((True, AT), (False, None)):
        world.practice, world.last_sync = practice, last_sync

        FirstPull(window)
        rest(qtbot, window)

        assert not world.postings
