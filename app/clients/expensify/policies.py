"""Makes workspaces of the policy lists and policies that Expensify answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from app.clients.expensify.records import NOT_JSON
from app.clients.expensify.values import UnreadableError, name, truth
from app.domain.expenses import Category, TagLevel, Workspace, WorkspaceId
from app.errors import BrokenAnswerError

_Object = dict[str, Any]


def workspaces(body: bytes) -> tuple[Workspace, ...]:
    """Return the workspaces of a policy list, by name."""
    listed = _records(_object(body).get("policyList"), "policyList")
    found = [_workspace(policy) for policy in listed]
    return tuple(sorted(found, key=lambda x: (x.name.casefold(), x.id)))


def with_lists(workspace: Workspace, body: bytes) -> Workspace | None:
    """Return the workspace with categories and tags; None where the answer has none."""
    policies = _object(body).get("policyInfo")
    if not isinstance(policies, dict):
        raise _unusable("policyInfo")
    wanted = workspace.id.casefold()
    policy = next((policies[x] for x in policies if x.casefold() == wanted), None)
    if not isinstance(policy, dict):
        return None
    return replace(
        workspace,
        categories=_categories(policy.get("categories"), "categories"),
        tag_levels=_levels(policy.get("tags")),
    )


def _workspace(policy: _Object) -> Workspace:
    workspace_id = _text(policy.get("id"))
    if not workspace_id:
        raise _unusable("policyList")
    return Workspace(
        id=WorkspaceId(workspace_id),
        name=name(_text(policy.get("name"))) or workspace_id,
        currency=_text(policy.get("outputCurrency")).strip().upper(),
        native_connection=_flag(policy.get("areConnectionsEnabled"), absent=False),
    )


def _levels(tags: object) -> tuple[TagLevel, ...]:
    """Tell levels from flat tags, which nothing but the elements' shape declares."""
    records = _records(tags, "tags")
    if not any("tags" in record for record in records):
        flat = _categories(records, "tags")
        return (TagLevel("", flat),) if flat else ()
    return tuple(
        TagLevel(
            name(_text(record.get("name"))), _categories(record.get("tags"), "tags")
        )
        for record in records
    )


def _categories(value: object, what: str) -> tuple[Category, ...]:
    return tuple(
        Category(
            name(_text(record.get("name"))),
            enabled=_flag(record.get("enabled"), absent=True),
            gl_code=_text(record.get("glCode")),
        )
        for record in _records(value, what)
    )


def _records(value: object, what: str) -> list[_Object]:
    """Return a list's elements; a service that has numbered them sends an object."""
    if isinstance(value, dict):
        value = list(value.values())
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(x, dict) for x in value):
        raise _unusable(what)
    return value


def _object(body: bytes) -> _Object:
    try:
        answer = msgspec.json.decode(body)
    except NOT_JSON as error:
        raise BrokenAnswerError(f"Expensify's answer is not JSON: {error}") from error
    if not isinstance(answer, dict):
        raise _unusable("object")
    return answer


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _flag(value: object, *, absent: bool) -> bool:
    if value is not None and not isinstance(value, (str, int, float)):
        return absent
    try:
        found = truth(value)
    except UnreadableError:
        return absent
    return absent if found is None else found


def _unusable(what: str) -> BrokenAnswerError:
    return BrokenAnswerError(f"Expensify's answer has no usable {what}")
