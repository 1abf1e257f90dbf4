"""Time and chance, as the use cases are given them."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def new_key() -> str:
    """A key that nobody has used before."""
    return uuid4().hex


def new_id() -> str:
    """A short id for something that a person will look at."""
    return uuid4().hex[:8]
