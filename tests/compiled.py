"""What SQLAlchemy compiled for one store serves the next; each test has its own."""

from __future__ import annotations

from collections import UserDict

from sqlalchemy import Connection, Engine, event
from sqlalchemy.sql.compiler import Compiled

Key = tuple[object, ...]


class _Kept(UserDict[Key, Compiled]):
    """Statements by all that makes them but the dialect, of which there is one."""

    def __getitem__(self, key: Key) -> Compiled:
        """Override: compiled for whichever store."""
        return super().__getitem__(key[1:])

    def __setitem__(self, key: Key, compiled: Compiled) -> None:
        """Override: compiled for all."""
        super().__setitem__(key[1:], compiled)

    def __contains__(self, key: object) -> bool:
        """Override: compiled for any store."""
        return isinstance(key, tuple) and super().__contains__(key[1:])


_KEPT = _Kept()


def share() -> None:
    """Let every store of this process use what was compiled for another."""
    event.listen(Engine, "engine_connect", _connected)


def _connected(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_KEPT)
