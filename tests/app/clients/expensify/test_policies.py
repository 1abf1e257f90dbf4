"""Workspaces, read from policy lists and policies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.clients.expensify.policies import with_lists, workspaces
from app.domain.expenses import Category, TagLevel, Workspace, WorkspaceId
from app.errors import BrokenAnswerError

ACME = Workspace(WorkspaceId("A1"), "Acme", "GBP")
LISTED = {
    "id": "A1",
    "name": "Acme",
    "owner": "ann@acme.example",
    "role": "admin",
    "outputCurrency": "gbp",
    "type": "corporate",
}


def test_a_list_gives_every_workspace_by_name() -> None:
    found = _listed(
        {**LISTED, "id": "B2", "name": "bakery &amp; son"},
        {**LISTED, "areConnectionsEnabled": True},
        {"id": 7, "name": ""},
    )

    assert found == (
        Workspace(WorkspaceId("7"), "7", ""),
        Workspace(WorkspaceId("A1"), "Acme", "GBP", native_connection=True),
        Workspace(WorkspaceId("B2"), "bakery & son", "GBP"),
    )


@pytest.mark.parametrize(
    ("sent", "on"),
    [
        *[(True, True), ("1", True), ("true", True), (False, False), ("", False)],
        *[(None, False), ("odd", False), ({}, False)],
    ],
)
def test_the_native_connection_is_noticed_in_every_form(sent: object, on: bool) -> None:  # noqa: FBT001 - what is read
    (found,) = _listed({**LISTED, "areConnectionsEnabled": sent})

    assert found.native_connection is on


def test_nobody_has_to_have_a_workspace() -> None:
    assert _listed() == ()
    assert workspaces(b'{"responseCode":200}') == ()


def test_categories_are_opened_with_their_codes() -> None:
    found = _opened(
        categories=[
            {"name": "R&amp;D", "enabled": True, "glCode": "429"},
            {"name": "Old", "enabled": False},
            {"name": "Numbered", "glCode": 430},
        ]
    )

    assert found.categories == (
        Category("R&D", gl_code="429"),
        Category("Old", enabled=False),
        Category("Numbered", gl_code="430"),
    )


def test_flat_tags_are_one_level_without_a_name() -> None:
    found = _opened(tags=[{"name": "Enterprise:William Riker"}, {"name": "A&amp;B"}])

    assert found.flat_tags
    assert found.tag_levels == (
        TagLevel("", (Category("Enterprise:William Riker"), Category("A&B"))),
    )


def test_tags_in_levels_are_told_by_their_shape() -> None:
    levels = [
        {"name": "Department", "tags": [{"name": "Sales", "enabled": False}]},
        {"name": "Region", "tags": []},
    ]

    found = _opened(tags=levels)

    assert not found.flat_tags
    assert found.tag_levels == (
        TagLevel("Department", (Category("Sales", enabled=False),)),
        TagLevel("Region", ()),
    )


@pytest.mark.parametrize("none", [[], {}, None])
def test_a_workspace_may_have_neither(none: Any) -> None:  # noqa: ANN401 - any JSON
    assert _opened(categories=none, tags=none) == ACME


def test_a_numbered_list_may_come_as_an_object() -> None:
    found = _opened(categories={"0": {"name": "A"}, "2": {"name": "B"}})

    assert [x.name for x in found.categories] == ["A", "B"]


def test_the_id_may_come_back_in_small_letters() -> None:
    assert with_lists(ACME, b'{"policyInfo":{"a1":{}}}') == ACME


def test_a_workspace_that_is_not_in_the_answer_is_none() -> None:
    assert with_lists(ACME, b'{"policyInfo":{"B2":{}}}') is None


@pytest.mark.parametrize(
    "body",
    [
        *[b"", b"[]", b"<html>", b"\xff", b'{"policyList":3}', b'{"policyList":[3]}'],
        b'{"policyList":[{"name":"no id"}]}',
    ],
)
def test_a_list_that_is_none_is_a_broken_answer(body: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        workspaces(body)


@pytest.mark.parametrize(
    "body",
    [
        *[b"{}", b'{"policyInfo":[]}', b'{"policyInfo":{"A1":{"tags":[["A"]]}}}'],
        b'{"policyInfo":{"A1":{"categories":"none"}}}',
    ],
)
def test_a_policy_that_is_none_is_a_broken_answer(body: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        with_lists(ACME, body)


def _listed(*policies: dict[str, Any]) -> tuple[Workspace, ...]:
    body = {"policyList": list(policies), "responseCode": 200}
    return workspaces(json.dumps(body).encode())


def _opened(**lists: Any) -> Workspace:  # noqa: ANN401 - any JSON
    body = {"policyInfo": {"A1": lists}, "responseCode": 200}
    found = with_lists(ACME, json.dumps(body).encode())
    assert found is not None
    return found
