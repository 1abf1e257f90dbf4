"""Makes the page Check and joins it to the rest."""

from __future__ import annotations

from functools import partial

from ui.pages.check import Check
from ui.pages.last_check import note
from ui.windows.kit import Kit


def make_check(kit: Kit) -> Check:
    """Make the page."""
    page = Check(kit.engine)
    page.check_wished.connect(kit.undo.check)
    kit.engine.ended.connect(partial(note, kit.memory))
    return page
