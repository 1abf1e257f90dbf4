"""Makes the page Review and joins it to the rest."""

from __future__ import annotations

from app.domain.setup import ConnectionId
from ui.pages.review import Review
from ui.windows.change_flows import ChangeFlows
from ui.windows.export_flows import ExportFlows
from ui.windows.kit import Kit
from ui.windows.print_flows import PrintFlows


def make_review(kit: Kit) -> Review:
    """Make the page."""
    page, errands = Review(kit.engine, kit.memory), kit.errands

    def sync() -> None:
        chosen = page.filter.query.connection_id
        errands.sync([ConnectionId(chosen)] if chosen else ())

    page.sync_wished.connect(sync)
    page.posted.connect(errands.ask_to_post)
    page.posted_at_once.connect(errands.post_at_once)
    page.held.connect(errands.ask_to_hold)
    page.released.connect(errands.release)
    page.set_aside.connect(errands.ask_elsewhere)
    page.reverse_wished.connect(kit.undo.ask_to_reverse)
    page.replay_wished.connect(kit.undo.ask_to_replay)
    page.export_wished.connect(ExportFlows(kit).ask)
    page.void_wished.connect(kit.undo.ask_to_void_copies)
    page.print_wished.connect(PrintFlows(kit).ask)
    changes, mending = ChangeFlows(kit), page.mending
    mending.change_wished.connect(changes.ask)
    mending.undo_wished.connect(changes.undo)
    mending.keep_wished.connect(changes.keep)
    mending.nothing_chosen.connect(changes.say_nothing_chosen)
    return page
