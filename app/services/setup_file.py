"""Reads and writes the portable set-up of connections."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from app.domain.books import AccountCode, OrganisationId
from app.domain.expenses import WorkspaceId
from app.domain.mapping import key
from app.domain.narration import NarrationError, check
from app.domain.setup import (
    DEFAULT_NARRATION,
    CategoryRule,
    Connection,
    ConnectionId,
    DateRule,
    JournalStatus,
    LockRule,
    OptionRule,
    PostingRules,
    Setup,
    TagRule,
    TaxMapping,
    TaxRule,
)
from app.domain.upkeep import STATES
from app.errors import InputError

VERSION = 1
_TRACKED = 2
_DEFAULT_STATES = STATES[:2]
E_ = TypeVar("E_", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Portable:
    """One connection of a set-up file, without the id it has in a store."""

    name: str
    workspace_id: WorkspaceId
    organisation_id: OrganisationId
    setup: Setup
    states: tuple[str, ...] = _DEFAULT_STATES
    start_on: date | None = None

    def connection(self, connection_id: ConnectionId) -> Connection:
        """The connection it stands for."""
        return Connection(
            connection_id,
            self.name,
            self.workspace_id,
            self.organisation_id,
            self.states,
            self.start_on,
        )


def parse(text: str) -> tuple[Portable, ...]:
    """The connections of a set-up file; InputError says what is wrong, and where."""
    try:
        raw = json.loads(text)
        json.dumps(raw, ensure_ascii=False).encode()  # an escape may be half a letter
    except (ValueError, RecursionError) as error:
        raise InputError(f"The file is not JSON: {error}.") from error
    top = _Place(raw, "the file")
    version = top.get("version", int)
    if version != VERSION:
        raise InputError(
            f"The file is of version {version}; this Vouch reads version {VERSION}."
        )
    found = tuple(_connection(place) for place in top.each("connections"))
    names = [x.name for x in found]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"Two connections are called “{name}”.")
    return found


def render(items: list[tuple[Connection, Setup]]) -> str:
    """The set-up file of these connections; ``parse`` reads it back unchanged."""
    connections = [_rendered(connection, setup) for connection, setup in items]
    return json.dumps(
        {"version": VERSION, "connections": connections}, ensure_ascii=False, indent=2
    )


def _connection(place: _Place) -> Portable:
    posting = place.at("posting")
    required = {int(level) for level in posting.values("required_tags", int)}
    states = (
        place.values("states", str) or posting.values("states", str) or _DEFAULT_STATES
    )
    for state in states:
        if state not in STATES:
            names = ", ".join(STATES)
            raise InputError(f"{place.name}: no state is “{state}”; there are {names}.")
    return Portable(
        name=place.text("name"),
        workspace_id=WorkspaceId(place.text("workspace_id")),
        organisation_id=OrganisationId(place.text("organisation_id")),
        setup=Setup(
            posting=_posting(posting),
            categories=_categories(place),
            tags=_tags(place, required),
            taxes=tuple(
                TaxMapping(tax.text("tax"), tax.text("tax_type"))
                for tax in place.each("tax_rates")
            ),
            options=tuple(
                OptionRule(tag.get("level", int), tag.text("tag"), tag.text("option"))
                for tag in place.each("tag_options")
            ),
        ),
        states=tuple(states),
        start_on=place.day("start_on"),
    )


def _posting(place: _Place) -> PostingRules:
    template = place.get("narration", str, DEFAULT_NARRATION)
    try:
        check(template)
    except NarrationError as error:
        raise InputError(f"{place.name}: {error}.") from error
    clearing = AccountCode(place.text("clearing_account"))
    return PostingRules(
        clearing_account=clearing,
        card_clearing_account=AccountCode(
            place.get("card_clearing_account", str, "") or clearing
        ),
        status=place.choice("status", JournalStatus, JournalStatus.POSTED),
        date_rule=place.choice("date_rule", DateRule, DateRule.APPROVED),
        lock_rule=place.choice("lock_rule", LockRule, LockRule.HOLD),
        tax=place.choice("tax", TaxRule, TaxRule.NONE),
        cash_basis=place.get("cash_basis", bool, True),
        narration=template,
    )


def _categories(place: _Place) -> tuple[CategoryRule, ...]:
    return tuple(
        CategoryRule(
            rule.text("category"),
            AccountCode(rule.text("account")),
            rule.get("tax_type", str, ""),
        )
        for rule in place.each("categories")
    )


def _tags(place: _Place, required: set[int]) -> tuple[TagRule, ...]:
    rules = []
    for tag in place.each("tags"):
        level = tag.get("level", int)
        if level < 1:
            raise InputError(f"{tag.name}: levels are counted from 1.")
        must = tag.get("required", bool, False) or level in required
        rules.append(TagRule(level, tag.text("tracking_category"), must))
    _check_tags(place, rules)
    return tuple(rules)


def _check_tags(place: _Place, rules: list[TagRule]) -> None:
    """Refuse what no line could carry: Xero takes two tracking categories at most."""
    if len(rules) > _TRACKED:
        raise InputError(f"{place.name}: Xero tracks at most {_TRACKED} tag levels.")
    if len({rule.level for rule in rules}) < len(rules):
        raise InputError(f"{place.name}: a tag level is named twice.")
    if len({key(rule.tracking_category) for rule in rules}) < len(rules):
        raise InputError(f"{place.name}: two tag levels fill one tracking category.")


def _rendered(connection: Connection, setup: Setup) -> dict[str, object]:
    rules = setup.posting
    return {
        "name": connection.name,
        "workspace_id": connection.workspace_id,
        "organisation_id": connection.organisation_id,
        "states": list(connection.states),
        **(
            {"start_on": connection.start_on.isoformat()} if connection.start_on else {}
        ),
        "posting": {
            "status": rules.status,
            "date_rule": rules.date_rule,
            "lock_rule": rules.lock_rule,
            "tax": rules.tax,
            "cash_basis": rules.cash_basis,
            "clearing_account": rules.clearing_account,
            "card_clearing_account": rules.card_clearing_account,
            "narration": rules.narration,
        },
        "categories": [
            {"category": r.category, "account": r.account}
            | ({"tax_type": r.tax_type} if r.tax_type else {})
            for r in setup.categories
        ],
        "tags": [
            {"level": r.level, "tracking_category": r.tracking_category}
            | ({"required": True} if r.required else {})
            for r in setup.tags
        ],
        "tax_rates": [{"tax": r.tax, "tax_type": r.tax_type} for r in setup.taxes],
    } | _renamed(setup)


def _renamed(setup: Setup) -> dict[str, object]:
    """The tags whose options have other names; left out where there are none."""
    rules = [
        {"level": r.level, "tag": r.tag, "option": r.option} for r in setup.options
    ]
    return {"tag_options": rules} if rules else {}


V = TypeVar("V")


class _Place:
    """A spot in the file that knows its name, so that errors can say where."""

    def __init__(self, raw: object, name: str) -> None:
        if not isinstance(raw, Mapping):
            raise InputError(f"{name} is not an object.")
        self._raw = raw
        self.name = name

    def get(self, key: str, kind: type[V], default: V | None = None) -> V:
        value = self._raw.get(key, default)
        if value is None:
            value = default
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            wanted = _KINDS[kind]
            raise InputError(f"{self.name}: “{key}” must be {wanted}.")
        return value

    def text(self, key: str) -> str:
        found = self.get(key, str)
        if not found.strip():
            raise InputError(f"{self.name}: “{key}” is empty.")
        return found

    def choice(self, key: str, kind: type[E_], default: E_) -> E_:
        text = self.get(key, str, default.value)
        try:
            return kind(text)
        except ValueError as error:
            names = ", ".join(x.value for x in kind)
            raise InputError(
                f"{self.name}: “{key}” is “{text}”; there are {names}."
            ) from error

    def day(self, key: str) -> date | None:
        text = self.get(key, str, "")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise InputError(f"{self.name}: “{key}” is no day: {text}.") from error

    def at(self, key: str) -> _Place:
        return _Place(self._raw.get(key), f"“{key}” of {self.name}")

    def each(self, key: str) -> Iterator[_Place]:
        for number, item in enumerate(self._list(key), 1):
            yield _Place(item, f"{key}[{number}] of {self.name}")

    def values(self, key: str, kind: type[V]) -> tuple[V, ...]:
        items = self._list(key)
        if not all(isinstance(item, kind) for item in items):
            raise InputError(f"{self.name}: “{key}” must hold {_KINDS[kind]} each.")
        return tuple(items)

    def _list(self, key: str) -> list[Any]:
        items = self._raw.get(key)
        if items is None:
            return []
        if not isinstance(items, list):
            raise InputError(f"{self.name}: “{key}” must be a list.")
        return items


_KINDS: Mapping[type, str] = {int: "a whole number", str: "text", bool: "true or false"}
