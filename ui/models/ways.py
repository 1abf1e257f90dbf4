"""Everything that can be gone to or done, found as it is typed."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from ui.models.fitting import fit
from ui.models.table import NOWHERE, Index, Roles

_BESIDE = 0.5
_SHOWN = 60


class Sort(StrEnum):
    """What a way leads to, as people read it."""

    PAGE = "Page"
    ACTION = "Action"
    REPORT = "Report"
    CONNECTION = "Connection"
    ACCOUNT = "Account"
    CATEGORY = "Category"
    SETTING = "Setting"


@dataclass(frozen=True, slots=True)
class Way:
    """One thing to go to or to do.

    ``key`` is remembered. ``also`` holds other words that it is found by. ``sure`` is
    found whatever is typed: others have looked already.
    """

    key: str
    sort: Sort
    title: str
    go: Callable[[], object] = field(compare=False)
    detail: str = ""
    glyph: str = ""
    keys: str = ""
    also: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A way that was found, and the letters of its title that say why."""

    way: Way
    marks: frozenset[int] = frozenset()


def ranked(
    typed: str, ways: Iterable[Way], recent: Sequence[str] = ()
) -> tuple[Hit, ...]:
    """Give what fits, best first, and of what fits alike the latest used first.

    Where nothing is typed, what was used lately comes first, then pages and actions.
    """
    order = {key: place for place, key in enumerate(recent)}
    if not typed.strip():
        kept = [way for way in ways if way.key in order or way.sort in _OFFERED]
        kept.sort(key=lambda way: order.get(way.key, len(order)))
        return tuple(Hit(way) for way in kept[:_SHOWN])
    found = [hit for way in ways if (hit := _hit(typed, way)) is not None]
    found.sort(key=lambda hit: (-hit[0], order.get(hit[1].way.key, len(order))))
    return tuple(hit for _, hit in found[:_SHOWN])


_OFFERED = frozenset({Sort.PAGE, Sort.ACTION})


def _hit(typed: str, way: Way) -> tuple[float, Hit] | None:
    named = fit(typed, way.title)
    if named is not None:
        return named.score, Hit(way, named.marks)
    beside = fit(typed, f"{way.title} {way.detail} {way.also}")
    if beside is not None:
        return beside.score * _BESIDE, Hit(way)
    return (0.0, Hit(way)) if way.sure else None


class WaysModel(QAbstractListModel):
    """The list of what was found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        """Replace everything."""
        self.beginResetModel()
        self._hits = tuple(hits)
        self.endResetModel()

    def hit(self, row: int) -> Hit | None:
        """Give a row; None where there is none."""
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Override: a list has no children."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Override: the title, and all of it for those who listen."""
        hit = self.hit(index.row())
        if hit is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return hit.way.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(hit.way)
            case Roles.RECORD:
                return hit
            case _:
                return None


def spoken(way: Way) -> str:
    """Say a way for those who listen."""
    parts = (way.title, way.sort.value, way.detail, way.keys)
    return ", ".join(part for part in parts if part)
