"""Settings as rows of text."""

from __future__ import annotations

from sqlalchemy import select

from app.store.opening import Store
from app.store.rows import put
from app.store.schema import setting as table
from app.store.transaction import Transaction


class SettingRows:
    """The ``setting`` table; what is put is committed at once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, name: str) -> str | None:
        """A setting, or None where it was never put."""
        with Transaction(self._store.engine) as transaction:
            this = select(table.c.value).where(table.c.name == name)
            value: str | None = transaction.read().scalar(this)
            return value

    def put(self, name: str, value: str) -> None:
        """Keep a setting in place of the old one."""
        with Transaction(self._store.engine) as transaction:
            put(transaction.write(), table, {"name": name}, value=value)
            transaction.commit()
