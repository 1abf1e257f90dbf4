"""The steps of a close, and how each may stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """The steps of a close, in order."""

    PULLED = "pulled"
    POSTED = "posted"
    CUT_OFF = "cut_off"
    COMPLETE = "complete"
    ACCRUED = "accrued"
    CLEARED = "cleared"
    LOCKED = "locked"

    @property
    def words(self) -> str:
        """The step as people read it."""
        return _WORDS[self]


_WORDS = {
    Step.PULLED: "Everything pulled",
    Step.POSTED: "Approved reports posted",
    Step.CUT_OFF: "Late and unapproved reports known",
    Step.COMPLETE: "Complete to the cent",
    Step.ACCRUED: "Later costs accrued",
    Step.CLEARED: "Clearing accounts reconciled",
    Step.LOCKED: "Period locked in Xero",
}


class Standing(StrEnum):
    """How a step stands."""

    DONE = "done"
    ATTENTION = "attention"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        """The standing as people read it."""
        return _STANDINGS[self]


_STANDINGS = {
    Standing.DONE: "Done",
    Standing.ATTENTION: "Needs you",
    Standing.UNKNOWN: "Not asked yet",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One step as it stands; ``said`` is a sentence with its numbers."""

    step: Step
    standing: Standing
    said: str
