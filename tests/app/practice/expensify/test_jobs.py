"""The practice Expensify does jobs as Expensify is known to."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.practice.expensify import CREDENTIALS
from tests.app.practice.expensify.made import POLICY, Somebody, practice

SINCE = {"startDate": "2026-01-01", "endDate": "2026-12-31"}


def test_workspaces_are_listed(somebody: Somebody) -> None:
    answer = _get(somebody, type="policyList").json()

    assert [x["id"] for x in answer["policyList"]] == ["A1", "B2"]
    assert "categories" not in answer["policyList"][0]
    assert answer["responseCode"] == 200


def test_a_workspace_is_opened(somebody: Somebody) -> None:
    answer = _get(
        somebody,
        type="policy",
        fields=["categories", "tags", "tax"],
        policyIDList=["A1"],
    )

    assert answer.json()["policyInfo"] == {
        "A1": {"categories": POLICY["categories"], "tags": POLICY["tags"], "tax": {}}
    }


@pytest.mark.parametrize(
    "settings",
    [
        {"type": "policy", "fields": ["tags"], "policyIDList": "A1"},
        {"type": "policy", "fields": ["tags"], "policyIDList": ["nobody"]},
        {"type": "policy", "fields": [], "policyIDList": ["A1"]},
        {"type": "policy", "fields": ["secrets"], "policyIDList": ["A1"]},
        {"type": "policy", "policyIDList": ["A1"]},
        {"type": "domainCardList"},
        {},
    ],
)
def test_what_is_wrong_with_a_getter_is_told(
    somebody: Somebody, settings: dict[str, Any]
) -> None:
    answer = _get(somebody, **settings)

    assert (answer.status_code, answer.json()["responseCode"]) == (200, 410)


@pytest.mark.parametrize(
    ("job", "said"),
    [
        ({"type": "create", "inputSettings": {"type": "expenses"}}, "only be read"),
        ({"type": "update"}, "only be read"),
        ({"type": "reconciliation"}, "only be read"),
        (
            {"type": "file", "onFinish": [{"actionName": "markAsExported"}]},
            "only be read",
        ),
        ({}, "Argument 'type'"),
        ({"type": 3}, "Argument 'type'"),
        ({"type": "file"}, "'inputSettings' is missing"),
        ({"type": "download"}, "'fileName' is missing"),
    ],
)
def test_nothing_can_be_written(
    somebody: Somebody, job: dict[str, Any], said: str
) -> None:
    answer = somebody.ask(**job)

    assert answer.json()["responseCode"] == 410
    assert said in answer.json()["responseMessage"]


def test_an_attempt_to_write_is_remembered_and_no_secret_is(
    somebody: Somebody,
) -> None:
    somebody.ask(type="create", inputSettings={"type": "expenses"})
    somebody.export(filters=SINCE)

    jobs = somebody.control("/jobs")

    assert jobs[0] == {
        "type": "create",
        "inputSettings": {"type": "expenses"},
        "template": False,
    }
    assert jobs[1]["template"] is True
    assert CREDENTIALS.partner_user_secret not in json.dumps(jobs)
    assert somebody.control("/calls") == {"write": 1, "file": 1, "refused 410": 1}


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "HTTP Status 500 - requestJobDescription"),
        ({"requestJobDescription": ""}, "HTTP Status 500 - requestJobDescription"),
        ({"requestJobDescription": "{'type':'get'}"}, "HTTP Status 500 - JSONObject"),
        ({"requestJobDescription": "[]"}, "HTTP Status 500 - JSONObject"),
    ],
)
def test_what_is_no_job_gets_a_page_for_people(
    somebody: Somebody, form: dict[str, str], said: str
) -> None:
    answer = somebody.send(form)

    assert answer.status_code == 500
    assert said in answer.text


@pytest.mark.parametrize(
    "given",
    [
        None,
        {},
        {"partnerUserID": CREDENTIALS.partner_user_id, "partnerUserSecret": "guess"},
        {"partnerUserID": "", "partnerUserSecret": CREDENTIALS.partner_user_secret},
    ],
)
def test_wrong_credentials_are_turned_away(
    somebody: Somebody, given: dict[str, str] | None
) -> None:
    under_200 = somebody.ask(type="get", credentials=given)
    somebody.control("/habits", {"refused": "page"})
    page = somebody.ask(type="get", credentials=given)

    assert under_200.json()["responseCode"] == 401
    assert (page.status_code, "Invalid Credentials" in page.text) == (403, True)


@pytest.mark.parametrize(
    ("habit", "code"), [("number", 410), ("float", 410.0), ("text", "410")]
)
def test_a_code_has_had_several_types(
    somebody: Somebody, habit: str, code: object
) -> None:
    somebody.control("/habits", {"code": habit})

    answer = somebody.ask(type="create").json()["responseCode"]

    assert (answer, type(answer)) == (code, type(code))


def test_too_many_calls_are_turned_away() -> None:
    with practice(limited=True) as somebody:
        statuses = [somebody.ask(type="create").status_code for _ in range(6)]
        somebody.wait(10)
        later = somebody.ask(type="create").status_code

        assert statuses == [200] * 5 + [429]
        assert later == 200


def test_twenty_calls_a_minute_are_the_most() -> None:
    with practice(limited=True) as somebody:
        statuses = [_paced(somebody, 2.1) for _ in range(21)]
        somebody.control("/habits", {"busy": "envelope"})
        told = somebody.ask(type="create")

        assert statuses == [200] * 20 + [429]
        assert (told.status_code, told.json()["responseCode"]) == (200, 429)
        somebody.wait(60)
        assert somebody.ask(type="create").status_code == 200


def _paced(somebody: Somebody, seconds: float) -> int:
    somebody.wait(seconds)
    return somebody.ask(type="create").status_code


def _get(somebody: Somebody, **settings: Any) -> Any:  # noqa: ANN401 - any JSON
    return somebody.ask(type="get", inputSettings=settings)
