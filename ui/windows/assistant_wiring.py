"""Makes the assistant and joins it to the rest."""

from __future__ import annotations

from ui.assistant.assistant import Assistant
from ui.assistant.choice import ChoiceStep
from ui.assistant.expensify import ExpensifyStep
from ui.assistant.journal import JournalStep
from ui.assistant.mapping import MappingStep
from ui.assistant.native import NativeStep
from ui.assistant.organisations import OrganisationsStep
from ui.assistant.pairing import PairingStep
from ui.assistant.policy import PolicyStep
from ui.assistant.start import StartStep
from ui.assistant.xero import XeroStep
from ui.windows.kit import Kit


def make_assistant(kit: Kit) -> Assistant:
    """Make the page."""
    choice = ChoiceStep()
    page = Assistant(
        kit.engine,
        (
            choice,
            XeroStep(kit.engine, kit.memory),
            OrganisationsStep(),
            ExpensifyStep(),
            PairingStep(),
            NativeStep(),
            PolicyStep(),
            MappingStep(kit.memory),
            StartStep(),
            JournalStep(kit.engine, kit.memory),
        ),
    )
    choice.practice_wished.connect(page.practice_wished)
    return page
