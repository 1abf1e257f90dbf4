"""Values to bytes and back, strictly typed in both directions."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import msgspec

from app.errors import DamagedStoreError

T = TypeVar("T")

_encoder = msgspec.json.Encoder()


def dump(value: object) -> bytes:
    """The JSON of a value."""
    return _encoder.encode(value)


def text(value: object) -> str:
    """The JSON of a value, for a column of text."""
    return _encoder.encode(value).decode()


def load(stored: bytes | str, kind: type[T]) -> T:
    """The value that was dumped; DamagedStoreError where it is no longer one."""
    try:
        value: T = _decoder(kind).decode(stored)  # type: ignore[arg-type]
    except msgspec.MsgspecError as error:
        raise DamagedStoreError(
            f"A stored {kind.__name__} cannot be read: {error}."
        ) from error
    return value


@cache
def _decoder(kind: type[Any]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)
