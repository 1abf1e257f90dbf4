"""Makes the page History and joins it to the rest."""

from __future__ import annotations

from ui.pages.history import History
from ui.windows.history_flows import HistoryFlows
from ui.windows.kit import Kit


def make_history(kit: Kit) -> History:
    """Make the page."""
    page = History(kit.engine, kit.memory)
    page.reverse_wished.connect(kit.undo.ask_to_reverse)
    page.replay_wished.connect(kit.undo.ask_to_replay)
    HistoryFlows(kit, page)
    return page
