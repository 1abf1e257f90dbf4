"""One transaction over everything that is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, Self

from app.ports.keeping import (
    Connections,
    History,
    Overrides,
    Payloads,
    Reference,
    Runs,
)
from app.ports.postings import Attempts, Postings


class UnitOfWork(Protocol):
    """One transaction; rolled back unless committed.

    Reading and writing may raise StoreError. A write waits for another writer, at
    most half a minute.
    """

    @property
    def connections(self) -> Connections:
        """Connections and set-ups."""
        ...

    @property
    def reference(self) -> Reference:
        """Organisations and workspaces."""
        ...

    @property
    def payloads(self) -> Payloads:
        """Reports as they came."""
        ...

    @property
    def overrides(self) -> Overrides:
        """What was changed by hand."""
        ...

    @property
    def postings(self) -> Postings:
        """Postings."""
        ...

    @property
    def attempts(self) -> Attempts:
        """Requests on their way."""
        ...

    @property
    def history(self) -> History:
        """Events."""
        ...

    @property
    def runs(self) -> Runs:
        """Runs."""
        ...

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def __exit__(self, *_: object) -> None:
        """Roll back whatever was not committed."""
        ...

    def commit(self) -> None:
        """Make everything since the beginning permanent."""
        ...


Work = Callable[[], UnitOfWork]
