"""Reads the ``where`` and ``order`` of a list, as much of them as Xero documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Generic, TypeVar

from app.practice.xero.answers import RefusalError, query_unreadable

R = TypeVar("R")

Getter = Callable[[R], Any]
Fields = Mapping[str, Getter[R]]
Predicate = Callable[[R], bool]

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<string>"[^"\\]*")
    | (?P<operator>==|!=|>=|<=|>|<|&&|\|\||[().,])
    | (?P<number>-?\d+(?:\.\d+)?)
    | (?P<word>[A-Za-z_]\w*)
    )""",
    re.VERBOSE,
)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": eq,
    "!=": ne,
    ">=": ge,
    "<=": le,
    ">": gt,
    "<": lt,
}
_METHODS: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda text, part: part in text,
    "startswith": lambda text, part: text.startswith(part),
    "endswith": lambda text, part: text.endswith(part),
}
_CONSTANTS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True)
class Where(Generic[R]):
    """A filter; ``exactly`` tells when it asks for nothing but one value of a field."""

    matches: Predicate[R]
    exactly: tuple[str, Any] | None = None


def where(text: str, fields: Fields[R]) -> Where[R]:
    """Read a filter over records that have ``fields``."""
    return _Reader(text, fields).whole()


def order(text: str, fields: Fields[R]) -> list[tuple[Getter[R], bool]]:
    """Read ``Date DESC, Narration`` into getters, each True where descending."""
    keys = []
    for part in text.split(","):
        name, _, direction = part.strip().partition(" ")
        if direction.strip().upper() not in {"", "ASC", "DESC"}:
            raise RefusalError(query_unreadable(f"Syntax error in order '{part}'"))
        keys.append((_getter(name, fields), direction.strip().upper() == "DESC"))
    return keys


def _getter(name: str, fields: Fields[R]) -> Getter[R]:
    if name not in fields:
        message = f"No property or field '{name}' exists"
        raise RefusalError(query_unreadable(message))
    return fields[name]


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            raise RefusalError(query_unreadable(f"Syntax error at character {at}"))
        kind = found.lastgroup or ""
        yield kind, found[kind]
        at = found.end()


class _Reader(Generic[R]):
    """Reads one filter by recursive descent; ``or`` binds less than ``and``."""

    def __init__(self, text: str, fields: Fields[R]) -> None:
        self._fields = fields
        self._tokens = [*_tokens(text), ("end", "")]
        self._at = 0

    def whole(self) -> Where[R]:
        found = self._any_of()
        if self._kind != "end":
            raise self._unexpected()
        return found

    def _any_of(self) -> Where[R]:
        parts = [self._all_of()]
        while self._take("||", "or"):
            parts.append(self._all_of())
        if len(parts) == 1:
            return parts[0]
        return Where(lambda record: any(x.matches(record) for x in parts))

    def _all_of(self) -> Where[R]:
        parts = [self._one()]
        while self._take("&&", "and"):
            parts.append(self._one())
        if len(parts) == 1:
            return parts[0]
        return Where(lambda record: all(x.matches(record) for x in parts))

    def _one(self) -> Where[R]:
        if self._take("("):
            inside = self._any_of()
            self._expect(")")
            return inside
        if self._kind != "word":
            raise self._unexpected()
        name = self._next()
        get = _getter(name, self._fields)
        if self._take("."):
            return self._method(get)
        if self._token not in _COMPARE:
            raise self._unexpected()
        sign = self._next()
        compare, wanted = _COMPARE[sign], self._value()
        exactly = (name, wanted) if sign == "==" else None
        return Where(lambda record: _safely(compare, get(record), wanted), exactly)

    def _method(self, get: Getter[R]) -> Where[R]:
        word = self._next()
        test = _METHODS.get(word.lower())
        if test is None:
            message = f"No applicable method '{word}' exists"
            raise RefusalError(query_unreadable(message))
        self._expect("(")
        part = self._value()
        self._expect(")")
        return Where(lambda record: test(str(get(record) or ""), str(part)))

    def _value(self) -> object:
        kind, token = self._kind, self._next()
        if kind == "string":
            return token[1:-1]
        if kind == "number":
            return float(token)
        if kind == "word" and token.lower() in _CONSTANTS:
            return _CONSTANTS[token.lower()]
        if kind == "word" and token.lower() in {"datetime", "guid"}:
            if self._take("."):
                self._expect("Parse")
            return self._constructed(token.lower())
        self._at -= 1
        raise self._unexpected()

    def _constructed(self, kind: str) -> object:
        self._expect("(")
        values = [self._value()]
        while self._take(","):
            values.append(self._value())
        self._expect(")")
        match values:
            case [str(text)] if kind == "guid":
                return text.lower()
            case [str(text)]:
                return _moment(text)
            case _:
                return _built_moment(values)

    @property
    def _kind(self) -> str:
        return self._tokens[self._at][0]

    @property
    def _token(self) -> str:
        return self._tokens[self._at][1]

    def _next(self) -> str:
        token = self._token
        self._at += 1
        return token

    def _take(self, *wanted: str) -> bool:
        taken = self._kind != "string" and self._token.lower() in wanted
        self._at += taken
        return taken

    def _expect(self, wanted: str) -> None:
        if self._kind == "string" or self._next() != wanted:
            raise self._unexpected()

    def _unexpected(self) -> RefusalError:
        return RefusalError(query_unreadable("Expression expected"))


def _safely(compare: Callable[[Any, Any], bool], value: object, wanted: object) -> bool:
    """Compare; values that cannot be compared do not match."""
    try:
        return compare(value, wanted)
    except TypeError:
        return False


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise RefusalError(query_unreadable(f"'{text}' is not a date")) from error
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def _built_moment(values: list[object]) -> datetime:
    try:
        year, month, day, *clock = (int(str(x).removesuffix(".0")) for x in values)
        hour, minute, second = [*clock, 0, 0, 0][:3]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError as error:
        raise RefusalError(query_unreadable("No such date")) from error
