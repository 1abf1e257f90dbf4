"""What the use cases need of the user's settings."""

from __future__ import annotations

from typing import Protocol


class Choices(Protocol):
    """Settings as text, each under a name."""

    def get(self, key: str) -> str | None:
        """A setting, or None where it was never put."""
        ...

    def put(self, key: str, value: str) -> None:
        """Keep a setting; committed when this returns."""
        ...
