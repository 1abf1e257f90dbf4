"""Every page there is, in the order of the side bar: a line here adds one."""
# ruff: noqa: PLC0415 - a page loads when it is first wanted: the window opens sooner

from __future__ import annotations

from ui.pages.page import Page
from ui.widgets.side_bar import Place
from ui.windows.area import Area
from ui.windows.kit import Kit


def _today(kit: Kit) -> Page:
    from ui.windows.today_wiring import make_today

    return make_today(kit)


def _review(kit: Kit) -> Page:
    from ui.windows.review_wiring import make_review

    return make_review(kit)


def _mapping(kit: Kit) -> Page:
    from ui.windows.mapping_wiring import make_mapping

    return make_mapping(kit)


def _problems(kit: Kit) -> Page:
    from ui.windows.problems_wiring import make_problems

    return make_problems(kit)


def _history(kit: Kit) -> Page:
    from ui.windows.history_wiring import make_history

    return make_history(kit)


def _check(kit: Kit) -> Page:
    from ui.windows.check_wiring import make_check

    return make_check(kit)


def _close(kit: Kit) -> Page:
    from ui.windows.close_wiring import make_close

    return make_close(kit)


def _schedules(kit: Kit) -> Page:
    from ui.windows.schedules_wiring import make_schedules

    return make_schedules(kit)


def _connections(kit: Kit) -> Page:
    from ui.windows.connections_wiring import make_connections

    return make_connections(kit)


def _settings(kit: Kit) -> Page:
    from ui.windows.settings_wiring import make_settings

    return make_settings(kit)


def _assistant(kit: Kit) -> Page:
    from ui.windows.assistant_wiring import make_assistant

    return make_assistant(kit)


def _topics() -> tuple[str, ...]:
    from ui.pages.settings import Settings

    return Settings.topics


AREAS = (
    Area(Place("today", "Today", "house"), _today),
    Area(Place("review", "Review", "list-bullets"), _review),
    Area(Place("mapping", "Mapping", "arrows-left-right"), _mapping),
    Area(Place("problems", "Problems", "warning"), _problems),
    Area(Place("history", "History", "clock-counter-clockwise"), _history),
    Area(Place("check", "Check", "shield-check"), _check),
    Area(Place("close", "Close", "calendar-check"), _close),
    Area(Place("schedules", "Schedules", "calendar"), _schedules),
    Area(Place("connections", "Connections", "link"), _connections),
    Area(Place("settings", "Settings", "gear-six"), _settings, _topics),
)
ALONE = (Area(Place("set-up", "Set up", "buildings"), _assistant),)
PLACES = tuple(area.place for area in AREAS)
