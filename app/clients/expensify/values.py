"""Reads single values that the service may hold as text, number, truth or nothing."""

from __future__ import annotations

import re
import sys
from datetime import date
from functools import lru_cache

from app.clients.expensify.records import Scalar

LARGEST = 2**53  # beyond it a number may have gone through a float and lost its end
_WHOLE = re.compile(r"\s*(-?[0-9]{1,16})(?:\.0*)?\s*", re.ASCII)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_DAY_LENGTH = 10
_NO_DAY = "0000-00-00"
_ENTITY = re.compile(
    r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6}));", re.ASCII
)
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_YES = frozenset({"true", "1", "yes"})
_NO = frozenset({"false", "0", "no"})
_MARK = re.compile(r"\\([\\:])|:")


class UnreadableError(ValueError):
    """A value that is there and makes no sense."""


def name(typed: str | None) -> str:
    """Return text that people typed; the service may have put in HTML entities.

    They are decoded once, so that a name typed as ``&amp;amp;`` stays ``&amp;``.
    """
    if not typed:
        return ""
    return _ENTITY.sub(_decoded, typed) if "&" in typed else typed


def minor(value: Scalar) -> int | None:
    """Return whole minor units, None where there are none; never a rounded amount."""
    if type(value) is int:
        return _possible(value)
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return _possible(int(value))
    if not isinstance(value, str):
        raise UnreadableError(value)
    if value.isspace():
        return None
    match = _WHOLE.fullmatch(value)
    if not match:
        raise UnreadableError(value)
    return _possible(int(match[1]))


def truth(value: Scalar) -> bool | None:
    """Return yes or no, None where there is neither."""
    if value is True or value is False:
        return value
    if value is None or value == "":
        return None
    word = str(value).strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise UnreadableError(value)


def day(written: str | None) -> date | None:
    """Return the calendar date that is written; no time zone is applied to it."""
    if not written or written.isspace():
        return None
    if len(written) > _DAY_LENGTH and written[_DAY_LENGTH] not in " T":
        raise UnreadableError(written)
    return _day(written[:_DAY_LENGTH])


@lru_cache(maxsize=4096)
def tags(
    whole: str | None, cut: tuple[str | None, ...], *, flat: bool
) -> tuple[str, ...]:
    """Return the levels as Expensify cut them; cut here what it left whole."""
    if flat:
        single = None if any(cut[1:]) else cut[0]
        if text := name(single) or uncut(name(whole)):
            return (text,)
    found = levels(name(whole))
    given = filled([name(x) for x in cut])
    return found if len(found) > len(given) else given


def levels(tag: str) -> tuple[str, ...]:
    r"""Cut a tag at its colons; ``\:`` is a colon, ``\\`` a backslash of the text."""
    if "\\" not in tag:
        return filled(tag.split(":"))
    parts = [""]
    end = 0
    for match in _MARK.finditer(tag):
        parts[-1] += tag[end : match.start()] + (match[1] or "")
        end = match.end()
        if match[0] == ":":
            parts.append("")
    parts[-1] += tag[end:]
    return filled(parts)


def uncut(tag: str) -> str:
    """Return a tag without levels: a colon is only a colon, marked as one or not."""
    return _MARK.sub(lambda match: match[1] or ":", tag) if "\\" in tag else tag


def filled(parts: list[str]) -> tuple[str, ...]:
    """Drop the empty levels at the end."""
    while parts and not parts[-1]:
        parts = parts[:-1]
    return tuple(parts)


def _possible(number: int) -> int:
    if not -LARGEST < number < LARGEST:
        raise UnreadableError(number)
    return number


@lru_cache(maxsize=4096)
def _day(written: str) -> date | None:
    if written == _NO_DAY:
        return None
    match = _DAY.fullmatch(written)
    if not match:
        raise UnreadableError(written)
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise UnreadableError(written) from error


def _decoded(match: re.Match[str]) -> str:
    if match[1]:
        return _ENTITIES[match[1]]
    code = int(match[2] or match[3], 10 if match[2] else 16)
    possible = 0 < code <= sys.maxunicode and not 0xD800 <= code <= 0xDFFF  # noqa: PLR2004
    return chr(code) if possible else match[0]
