"""Makes the page Close and joins it to the rest."""

from __future__ import annotations

from ui.pages.close import Close
from ui.windows.close_flows import CloseFlows
from ui.windows.kit import Kit


def make_close(kit: Kit) -> Close:
    """Make the page."""
    page, flows = Close(kit.engine, kit.memory), CloseFlows(kit)
    page.survey_wished.connect(flows.survey)
    page.accrue_wished.connect(flows.ask_to_accrue)
    page.unaccrue_wished.connect(flows.ask_to_unaccrue)
    page.sign_wished.connect(flows.ask_to_sign)
    page.reopen_wished.connect(flows.ask_to_reopen)
    page.pack_wished.connect(flows.ask_where)
    return page
