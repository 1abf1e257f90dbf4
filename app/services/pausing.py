"""Keeps a connection that is paused or removed from doing anything."""

from __future__ import annotations

from app.domain.setup import Connection, ConnectionId
from app.errors import InputError
from app.ports.work import UnitOfWork


def refuse_paused(connection: Connection) -> None:
    """InputError where a connection is not in use."""
    if not connection.in_use:
        raise InputError(
            f"“{connection.name}” is {connection.standing}: "
            "take it up again on the page Connections."
        )


def in_use(work: UnitOfWork) -> frozenset[ConnectionId]:
    """The connections that work."""
    return frozenset(c.id for c in work.connections.all() if c.in_use)
