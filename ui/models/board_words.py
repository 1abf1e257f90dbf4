"""What a board calls its things, and the groups that its sources fall into."""

from __future__ import annotations

from dataclasses import dataclass

from ui.models.board import Fit

ALL = "all"
FILTERS = {
    ALL: frozenset(Fit),
    "unmapped": frozenset({Fit.BARE, Fit.SUGGESTED}),
    "suggested": frozenset({Fit.SUGGESTED}),
    "trouble": frozenset({Fit.TROUBLE}),
}
CHIPS = (
    (ALL, "All"),
    ("unmapped", "Unmapped"),
    ("suggested", "Suggested"),
    ("trouble", "Not usable"),
)
ALWAYS = frozenset({ALL, "unmapped"})


@dataclass(frozen=True, slots=True)
class Words:
    """What a board calls its things."""

    one: str
    many: str
    target: str
    targets: str
