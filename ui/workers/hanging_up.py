"""How the line is told that an answer is wanted no more."""

from __future__ import annotations

from threading import Condition


class HangingUp:
    """The stop of a line: set for good when it closes, and for each call hung up on.

    Told from any thread. Calls are numbered in the order in which they are made.
    """

    def __init__(self) -> None:
        self._told = Condition()
        self._closed = False
        self._current = 0
        self._gone: set[int] = set()

    def begin(self, number: int) -> bool:
        """Begin a call; false where nobody wants its answer any more."""
        with self._told:
            self._current = number
            return not self._set()

    def end(self) -> None:
        """End the call that was begun."""
        with self._told:
            self._gone.discard(self._current)
            self._current = 0

    def hang_up(self, number: int) -> None:
        """Want the answer of this call no more."""
        with self._told:
            self._gone.add(number)
            self._told.notify_all()

    def close(self) -> None:
        """Want no answer any more."""
        with self._told:
            self._closed = True
            self._told.notify_all()

    def is_set(self) -> bool:
        """Whether the call that goes on is to stop."""
        with self._told:
            return self._set()

    def breaks_off(self) -> bool:
        """Whether what it asks is to be broken off: as soon as it is to stop."""
        return self.is_set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait at most ``timeout`` seconds; true when the call is to stop."""
        with self._told:
            return self._told.wait_for(self._set, timeout)

    def _set(self) -> bool:
        return self._closed or self._current in self._gone
