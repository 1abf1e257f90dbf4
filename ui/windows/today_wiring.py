"""Makes the page Today and joins it to the rest."""

from __future__ import annotations

from ui.pages.today import Today
from ui.windows.kit import Kit


def make_today(kit: Kit) -> Today:
    """Make the page."""
    page = Today(kit.engine, kit.memory)
    page.sync_wished.connect(kit.errands.sync)
    return page
