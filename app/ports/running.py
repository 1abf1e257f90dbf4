"""What a use case needs while it goes on: time, a way to stop, one to be told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, runtime_checkable

from app.domain.runs import Progress

Clock = Callable[[], datetime]
"""The present, aware, in UTC."""


Tell = Callable[[Progress], None]
"""Where progress is told; cheap to call often."""


class Stop(Protocol):
    """Asked between steps whether the user wants to stop; waits can be cut short."""

    def is_set(self) -> bool:
        """Whether to stop."""
        ...

    def wait(self, timeout: float | None = None) -> bool:
        """Wait at most ``timeout`` seconds; true when asked to stop."""
        ...


@runtime_checkable
class ImpatientStop(Stop, Protocol):
    """A stop that waits for no safe moment.

    A request that only asks is broken off within the blink of an eye; one that changes
    something is not.
    """

    def breaks_off(self) -> bool:
        """Whether what is asked now is wanted no more."""
        ...
