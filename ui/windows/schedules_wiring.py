"""Makes the page Schedules and joins it to the rest."""

from __future__ import annotations

from app.domain.scheduled_runs import ScheduleGlance
from ui.pages.schedules import Schedules
from ui.windows.kit import Kit
from ui.windows.schedule_dialog import ScheduleDialog


def make_schedules(kit: Kit) -> Schedules:
    """Make the page."""
    page = Schedules(kit.engine, kit.memory)

    def change(glance: ScheduleGlance) -> None:
        ScheduleDialog(kit.window, kit.engine, glance).open()

    page.change_wished.connect(change)
    page.run_wished.connect(kit.clockwork.run)
    return page
