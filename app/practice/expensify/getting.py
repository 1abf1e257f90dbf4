"""Answers the getters: the list of workspaces, and what one holds."""

from __future__ import annotations

from typing import Any

from app.practice.company import Record
from app.practice.expensify.answers import RefusedError
from app.practice.expensify.habits import Habits
from app.practice.expensify.held import Held
from app.practice.expensify.rendering import with_entities

_FIELDS = ("categories", "tags", "tax", "reportFields", "employees")
_OF_THE_LIST = (
    *("id", "name", "owner", "role", "outputCurrency", "type"),
    "areConnectionsEnabled",
)
_EMPTY: Record = {"tax": {}}


def got(job: Record, held: Held, habits: Habits) -> Record:
    """Answer one getter."""
    settings = job.get("inputSettings")
    kind = settings.get("type") if isinstance(settings, dict) else None
    if kind == "policyList":
        found: Record = {"policyList": [_listed(x) for x in held.policies()]}
    elif kind == "policy":
        found = {"policyInfo": _opened(settings or {}, held)}
    else:
        raise RefusedError(410, "Argument 'type' is missing or malformed")
    return dict(with_entities(found)) if habits.entities else found


def _listed(policy: Record) -> Record:
    return {key: policy[key] for key in _OF_THE_LIST if key in policy}


def _opened(settings: Record, held: Held) -> Record:
    wanted = _list(settings, "policyIDList")
    fields = _list(settings, "fields")
    if unknown := set(fields) - set(_FIELDS):
        raise RefusedError(410, f"Unknown fields: {sorted(unknown)}")
    try:
        policies = {key: held.policy(key) for key in wanted}
    except LookupError as error:
        raise RefusedError(410, f"Policy {error} was not found") from error
    return {
        key: {field: policy.get(field, _EMPTY.get(field, [])) for field in fields}
        for key, policy in policies.items()
    }


def _list(settings: Record, key: str) -> list[Any]:
    value = settings.get(key)
    if not isinstance(value, list) or not value:
        raise RefusedError(410, f"Required parameter '{key}' is missing")
    return value
