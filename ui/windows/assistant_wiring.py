"""Makes the assistant and joins it to the rest."""

from __future__ import annotations

from ui.assistant.assistant import Assistant
from ui.assistant.choice import Choice
from ui.assistant.expensify import Expensify
from ui.assistant.journal import JournalStep
from ui.assistant.mapping import MappingStep
from ui.assistant.native import Native
from ui.assistant.organisations import Organisations
from ui.assistant.pairing import Pairing
from ui.assistant.policy import Policy
from ui.assistant.start import StartStep
from ui.assistant.xero import Xero
from ui.windows.kit import Kit


def make_assistant(kit: Kit) -> Assistant:
    """Make the page."""
    choice = Choice()
    page = Assistant(
        kit.engine,
        (
            choice,
            Xero(kit.engine),
            Organisations(),
            Expensify(),
            Pairing(),
            Native(),
            Policy(),
            MappingStep(kit.memory),
            StartStep(),
            JournalStep(kit.engine, kit.memory),
        ),
    )
    choice.practice_wished.connect(page.practice_wished)
    return page
