"""Makes the page Mapping and joins it to the rest."""

from __future__ import annotations

from ui.pages.mapping import Mapping
from ui.windows.kit import Kit
from ui.windows.mapping_flows import MappingFlows


def make_mapping(kit: Kit) -> Mapping:
    """Make the page."""
    page = Mapping(kit.engine, kit.memory)
    page.sync_wished.connect(kit.errands.sync)
    MappingFlows(kit.window, page, kit.memory, kit.status)
    return page
