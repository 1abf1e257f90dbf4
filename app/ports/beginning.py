"""Where it is kept how far setting a company up has come."""

from __future__ import annotations

from typing import Protocol

from app.domain.beginning import Beginning


class Begun(Protocol):
    """One for a whole home; there is no secret in it."""

    def get(self) -> Beginning:
        """What was kept; a new one where nothing was, or where it makes no sense."""
        ...

    def put(self, beginning: Beginning) -> None:
        """Keep it in place of the old one, committed when this returns."""
        ...
