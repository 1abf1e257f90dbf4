"""What holds others off: leases across processes, and the vault of secrets."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

EXPENSIFY_USER = "expensify/user-id"
EXPENSIFY_SECRET = "expensify/secret"  # noqa: S105 - the name it is kept under


class Leases(Protocol):
    """Who may post into an organisation, across processes; alive while it beats."""

    def hold(self, name: str) -> AbstractContextManager[None]:
        """Hold ``name`` while inside; BusyError where another live process holds it.

        A lease whose holder stopped beating half a minute ago is taken over.
        """
        ...

    def is_held(self, name: str) -> bool:
        """Whether anybody alive holds ``name``, also this process."""
        ...


class Vault(Protocol):
    """Secrets, encrypted; a value is bound to its name."""

    def get(self, name: str) -> str | None:
        """A secret, or None; KeyLockedError when the key cannot be had."""
        ...

    def put(self, name: str, secret: str) -> None:
        """Keep a secret, committed when this returns."""
        ...

    def remove(self, name: str) -> None:
        """Forget a secret; nothing happens when there is none."""
        ...

    def names(self, prefix: str = "") -> tuple[str, ...]:
        """The names that begin with ``prefix``; needs no key."""
        ...

    def locked(self, name: str) -> AbstractContextManager[None]:
        """Only one at a time is inside, across threads and processes."""
        ...
