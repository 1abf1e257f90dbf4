"""Long walks in pieces, so that nobody waits long for the store or the window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

PIECE = 200
"""Reports handled in one go."""


def pieces(items: Iterable[T], size: int = PIECE) -> Iterator[list[T]]:
    """The items in lists of at most ``size``, each taken when it is asked for."""
    walk = iter(items)
    while piece := list(islice(walk, size)):
        yield piece
