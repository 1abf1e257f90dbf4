"""Two columns that are put together: sources at the left, targets at the right.

The models of both only announce what is dropped on them; a use case decides, and both
are shown again with the answer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QMimeData

SOURCES = "application/x-vouch-sources"
TARGETS = "application/x-vouch-targets"


class Fit(StrEnum):
    """Where a source stands."""

    SETTLED = "settled"
    BARE = "bare"
    SUGGESTED = "suggested"
    TROUBLE = "trouble"
    ARCHIVED = "archived"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class Source:
    """Something of Expensify's; all texts are as they are shown.

    ``kind`` says what it can be put on. ``target`` is what it is on, ``chip`` that
    one's name; ``offer`` is what is suggested, with its name, reason and confidence.
    ``trouble`` says what is wrong. ``weight`` is its money, for adding up. ``level`` is
    there for tags. ``subject`` is what the set-up calls it, where that is not its name.
    """

    key: str
    kind: str
    name: str
    fit: Fit
    money: str = ""
    count: str = ""
    hint: str = ""
    target: str = ""
    chip: str = ""
    trouble: str = ""
    offer: str = ""
    offered: str = ""
    reason: str = ""
    sure: int = 0
    weight: int = 0
    level: int = 0
    heading: bool = False
    subject: str = ""

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        offer = f"suggested {self.offered}, {self.reason}, {self.sure} %"
        on = f"mapped to {self.chip}" if self.chip else ""
        said = (
            self.name,
            self.money,
            self.count,
            self.hint,
            on,
            self.trouble,
            offer if self.offer else "",
        )
        return ", ".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class Target:
    """Something of Xero's that sources can be put on.

    ``note`` says why it cannot be used, or how much is on it.
    """

    key: str
    kind: str
    name: str
    group: str
    usable: bool = True
    note: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Pairing:
    """Sources that were put on a target, by their keys."""

    sources: tuple[str, ...]
    target: str


def keys_of(data: QMimeData, kind: str) -> tuple[str, ...]:
    """Read what is being dragged; nothing where it is something else."""
    if not data.hasFormat(kind):
        return ()
    return tuple(json.loads(bytes(data.data(kind).data()).decode()))


def carrying(kind: str, keys: Sequence[str]) -> QMimeData:
    """Make what is dragged."""
    made = QMimeData()
    made.setData(kind, json.dumps(list(keys)).encode())
    return made
