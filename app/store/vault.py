"""Secrets, each encrypted under its name with a key that is kept elsewhere."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select

from app.errors import KeyLockedError
from app.store.locks import file_lock
from app.store.opening import Store
from app.store.rows import put
from app.store.schema import secret as table
from app.store.transaction import Transaction

_NONCE = 12  # bytes, as AES-GCM wants it


class SqlVault:
    """The vault of the port, in the ``secret`` table.

    ``key`` is asked for when a secret is first read or kept, and not again.
    """

    def __init__(self, store: Store, key: Callable[[], bytes]) -> None:
        self._store = store
        self._key = key
        self._cipher: AESGCM | None = None
        self._asking = Lock()
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)

    def get(self, name: str) -> str | None:
        """A secret, or None; KeyLockedError when the key cannot be had."""
        with Transaction(self._store.engine) as transaction:
            this = select(table.c.nonce, table.c.ciphertext).where(table.c.name == name)
            row = transaction.read().execute(this).first()
        if row is None:
            return None
        try:
            plain = self._opened().decrypt(row.nonce, row.ciphertext, name.encode())
        except InvalidTag:
            cause = "They were locked with another key than the one at hand."
            raise KeyLockedError(cause) from None
        return plain.decode()

    def put(self, name: str, secret: str) -> None:
        """Keep a secret, committed when this returns."""
        nonce = secrets.token_bytes(_NONCE)
        ciphertext = self._opened().encrypt(nonce, secret.encode(), name.encode())
        with Transaction(self._store.engine) as transaction:
            writing = transaction.write()
            put(writing, table, {"name": name}, nonce=nonce, ciphertext=ciphertext)
            transaction.commit()

    def remove(self, name: str) -> None:
        """Forget a secret; nothing happens when there is none."""
        with Transaction(self._store.engine) as transaction:
            transaction.write().execute(table.delete().where(table.c.name == name))
            transaction.commit()

    def names(self, prefix: str = "") -> tuple[str, ...]:
        """The names that begin with ``prefix``; needs no key."""
        with Transaction(self._store.engine) as transaction:
            these = select(table.c.name).order_by(table.c.name)
            found = transaction.read().scalars(these)
            return tuple(name for name in found if name.startswith(prefix))

    def clear(self) -> None:
        """Forget every secret, also where their key is lost."""
        with Transaction(self._store.engine) as transaction:
            transaction.write().execute(table.delete())
            transaction.commit()

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Only one at a time is inside, across threads and processes."""
        file = hashlib.sha256(name.encode()).hexdigest()[:16]
        folder = self._store.path.parent / "locks"
        with self._locks[name], file_lock(folder / file):
            yield

    def _opened(self) -> AESGCM:
        with self._asking:
            if self._cipher is None:
                self._cipher = AESGCM(self._key())
            return self._cipher
