"""Makes the page Settings and joins it to the rest."""

from __future__ import annotations

from ui.pages.settings import Settings
from ui.windows.kit import Kit


def make_settings(kit: Kit) -> Settings:
    """Make the page."""
    page = Settings(kit.whereabouts, kit.theming.choice)
    page.theme_chosen.connect(kit.theming.choose)
    kit.theming.chosen.connect(page.show_choice)
    page.back_up_wished.connect(kit.undo.ask_where_to)
    page.restore_wished.connect(kit.undo.ask_what_from)
    return page
