"""Gives each of several its turn, whatever becomes of the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import TypeVar

from app.errors import AppError, gravest
from app.ports.running import Stop

Key = TypeVar("Key", bound=Hashable)

Failed = Callable[[AppError], None]
"""Is told of what kept one of several from being done."""


def in_turn(
    keys: Collection[Key],
    do: Callable[[Key], None],
    *,
    stop: Stop,
    failed: Failed | None = None,
) -> Mapping[Key, AppError]:
    """Do it for each; returns what kept which from being done.

    The gravest failure is raised after all had their turn: where they all failed, where
    it was stopped, or where nobody is to be told. Else ``failed`` is told of each.
    """
    failures: dict[Key, AppError] = {}
    for key in keys:
        try:
            do(key)
        except AppError as error:
            failures[key] = error
            if stop.is_set():
                break
    none_done = stop.is_set() or len(failures) == len(keys)
    for failure in failures.values():
        if failed is None or none_done:
            raise gravest([*failures.values()])
        failed(failure)
    return failures
