"""Who may post into an organisation, among all processes on this store."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import select

from app.errors import BusyError, StoreError
from app.ports.running import Clock
from app.store.opening import Store
from app.store.processes import is_running
from app.store.rows import put
from app.store.schema import lease as table
from app.store.transaction import Transaction

logger = logging.getLogger(__name__)

BEAT = timedelta(seconds=10)
STALE = timedelta(seconds=30)


class SqlLeases:
    """The leases of the port: rows that their holders keep young."""

    def __init__(self, store: Store, clock: Clock, beat: timedelta = BEAT) -> None:
        self._store = store
        self._clock = clock
        self._beat = beat

    @contextmanager
    def hold(self, name: str) -> Iterator[None]:
        """Hold ``name`` while inside; BusyError where another live holder has it."""
        holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(8)}"
        self._take(name, holder)
        done = threading.Event()
        beating = threading.Thread(
            target=self._keep_young, args=(name, holder, done), daemon=True
        )
        beating.start()
        try:
            yield
        finally:
            done.set()
            beating.join()
            self._give_back(name, holder)

    def is_held(self, name: str) -> bool:
        """Whether anybody alive holds ``name``, also this process."""
        with Transaction(self._store.engine) as transaction:
            this = select(table).where(table.c.name == name)
            row = transaction.read().execute(this).first()
        return row is not None and _is_alive(row.holder, row.beat, self._clock())

    def _take(self, name: str, holder: str) -> None:
        with Transaction(self._store.engine) as transaction:
            writing = transaction.write()
            now = self._clock()
            row = writing.execute(select(table).where(table.c.name == name)).first()
            if row is not None and _is_alive(row.holder, row.beat, now):
                raise BusyError(_cause(name), retry_after=self._beat.total_seconds())
            put(writing, table, {"name": name}, holder=holder, beat=now)
            transaction.commit()

    def _keep_young(self, name: str, holder: str, done: threading.Event) -> None:
        while not done.wait(self._beat.total_seconds()):
            try:
                if not self._beaten(name, holder):
                    logger.warning("the lease on %s was taken over", name)
                    return
            except StoreError as error:
                logger.warning("the lease on %s was not renewed: %s", name, error)

    def _beaten(self, name: str, holder: str) -> bool:
        mine = (table.c.name == name) & (table.c.holder == holder)
        with Transaction(self._store.engine) as transaction:
            beat = table.update().where(mine).values(beat=self._clock())
            found = transaction.write().execute(beat).rowcount
            transaction.commit()
        return bool(found)

    def _give_back(self, name: str, holder: str) -> None:
        mine = (table.c.name == name) & (table.c.holder == holder)
        try:
            with Transaction(self._store.engine) as transaction:
                transaction.write().execute(table.delete().where(mine))
                transaction.commit()
        except StoreError as error:  # what was done under it is done
            logger.warning("the lease on %s was left to go stale: %s", name, error)


def _cause(name: str) -> str:
    if name.startswith("schedule/"):
        return "Another Vouch is running this connection."
    if name.startswith("post/"):
        return "Another Vouch is posting into this organisation."
    return "Another Vouch is at the same thing."


def _is_alive(holder: str, beat: datetime, now: datetime) -> bool:
    """Whether the holder of a lease still works on it.

    A beat far in the future comes from a clock that was set back since.
    """
    if abs(now - beat) > STALE:
        return False
    host, process, _ = holder.rsplit(":", 2)
    return host != socket.gethostname() or is_running(int(process))
