"""What a board calls its things, and the groups that its sources fall into."""

from __future__ import annotations

from dataclasses import dataclass

from ui.models.board import Fit

ALL = "all"
FILTERS = {
    ALL: frozenset(Fit),
    "unmapped": frozenset({Fit.BARE, Fit.SUGGESTED}),
    "suggested": frozenset({Fit.SUGGESTED}),
    "archived": frozenset({Fit.ARCHIVED}),
    "trouble": frozenset({Fit.TROUBLE, Fit.ARCHIVED}),
}
CHIPS = (
    (ALL, "All"),
    ("unmapped", "Unmapped"),
    ("suggested", "Suggested"),
    ("archived", "Archived"),
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


BOARDS = (
    (
        "categories",
        "&Categories",
        Words("category", "categories", "account", "accounts"),
        ("list-bullets", "No categories yet", "They come with the next sync."),
    ),
    (
        "tags",
        "&Tags",
        Words("tag", "tags", "tracking option", "tracking options"),
        (
            "tag",
            "No tags",
            "This workspace has no tags, so nothing is tracked by them.",
        ),
    ),
    (
        "tax",
        "Ta&x",
        Words("tax", "taxes", "tax rate", "tax rates"),
        (
            "percent",
            "Tax is left out",
            "This connection's journals carry no tax, so there is nothing to map.",
        ),
    ),
)
