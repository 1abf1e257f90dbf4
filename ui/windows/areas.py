"""Every page there is, in the order of the side bar: a line here adds one."""

from __future__ import annotations

from ui.pages.settings import Settings
from ui.widgets.side_bar import Place
from ui.windows.area import Area
from ui.windows.assistant_wiring import make_assistant
from ui.windows.check_wiring import make_check
from ui.windows.close_wiring import make_close
from ui.windows.connections_wiring import make_connections
from ui.windows.history_wiring import make_history
from ui.windows.mapping_wiring import make_mapping
from ui.windows.problems_wiring import make_problems
from ui.windows.review_wiring import make_review
from ui.windows.schedules_wiring import make_schedules
from ui.windows.settings_wiring import make_settings
from ui.windows.today_wiring import make_today

AREAS = (
    Area(Place("today", "Today", "house"), make_today),
    Area(Place("review", "Review", "list-bullets"), make_review),
    Area(Place("mapping", "Mapping", "arrows-left-right"), make_mapping),
    Area(Place("problems", "Problems", "warning"), make_problems),
    Area(
        Place("history", "History", "clock-counter-clockwise"),
        make_history,
    ),
    Area(Place("check", "Check", "shield-check"), make_check),
    Area(Place("close", "Close", "calendar-check"), make_close),
    Area(Place("schedules", "Schedules", "calendar"), make_schedules),
    Area(Place("connections", "Connections", "link"), make_connections),
    Area(Place("settings", "Settings", "gear-six"), make_settings, Settings.topics),
)
ALONE = (Area(Place("set-up", "Set up", "buildings"), make_assistant),)
PLACES = tuple(area.place for area in AREAS)
