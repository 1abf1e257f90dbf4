"""How the collector of unused objects works while the program runs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW = 50_000


@contextmanager
def staying() -> Iterator[None]:
    """Import inside what is there to stay: the collector never looks at it.

    From then on it looks seldom: nearly everything that the program makes goes away
    by itself. Looking at this much takes some ten milliseconds, which no window shows.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(_NEW, *gc.get_threshold()[1:])
        gc.enable()
