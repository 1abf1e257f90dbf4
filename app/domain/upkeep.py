"""What is looked after in a connection, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.policy import PolicyOffer
from app.domain.setup import Connection, PostingRules

STATES = ("APPROVED", "REIMBURSED", "ARCHIVED")
"""Expensify's words for the states a report can be taken up in, the usual first."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of a connection, and what others can be chosen from."""

    connection: Connection
    rules: PostingRules
    offer: PolicyOffer


@dataclass(frozen=True, slots=True)
class Intake:
    """Which reports a connection takes up: the first day of approval, the states."""

    start_on: date | None
    states: tuple[str, ...]

    @property
    def lack(self) -> str:
        """What it lacks, in a sentence; ``""`` for nothing."""
        return "" if self.states else "Choose one state at least."
