"""The practice Expensify exports as Expensify is known to."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.app.practice.expensify.made import Somebody

SINCE = {"startDate": "2026-01-01", "endDate": "2026-12-31"}


def test_an_export_answers_a_bare_file_name(somebody: Somebody) -> None:
    answer = somebody.export(filters=SINCE)

    assert answer.headers["content-type"].startswith("text/plain")
    assert re.fullmatch(r"pull[0-9a-f-]{36}\.json", answer.text)


def test_the_file_holds_the_reports_between_two_lines_that_count(
    somebody: Somebody,
) -> None:
    name = somebody.export(filters={"reportIDList": "R1,R2"}).text

    first, *reports, last = map(json.loads, somebody.download(name).text.splitlines())

    assert (first["rec"], first["reports"], last) == (
        "begin",
        2,
        {"rec": "end", "reports": 2},
    )
    assert [(x["reportID"], x["total"], x["expenseCount"]) for x in reports] == [
        ("R1", 1250, 1),
        ("R2", 1250, 1),
    ]


@pytest.mark.parametrize(
    ("filters", "settings", "found"),
    [
        ({"startDate": "2026-08-30"}, {}, "R1 R3"),
        ({"startDate": "2026-08-29"}, {}, "R1 R2 R3 R4 R5"),
        ({"startDate": "2026-01-01", "endDate": "2026-08-29"}, {}, "R2 R4 R5"),
        ({"startDate": "2026-01-01"}, {"reportState": "APPROVED"}, "R1 R5"),
        ({"startDate": "2026-01-01"}, {"reportState": "SUBMITTED,ARCHIVED"}, "R3 R4"),
        ({"startDate": "2026-01-01"}, {"reportState": "REIMBURSED"}, "R2"),
        ({"startDate": "2026-01-01"}, {"reportStates": "REIMBURSED"}, "R1 R2 R3 R4 R5"),
        ({"startDate": "2026-01-01"}, {"limit": "2"}, "R1 R2"),
        ({"startDate": "2026-01-01", "policyIDList": "B2"}, {}, "R5"),
        ({"startDate": "2026-01-01", "policyIDList": "B2,A1"}, {}, "R1 R2 R3 R4 R5"),
        ({"approvedAfter": "2026-08-30"}, {}, "R1 R2"),
        ({"approvedAfter": "2026-08-31"}, {}, ""),
        ({"approvedAfter": "2026-07-31", "startDate": "2026-08-30"}, {}, "R1"),
        ({"approvedAfter": "2026-07-31", "endDate": "2026-08-29"}, {}, "R2 R5"),
        ({"reportIDList": "R3,nobody,1R5"}, {}, "R3 R5"),
    ],
)
def test_reports_are_chosen_by_the_filters(
    somebody: Somebody,
    filters: dict[str, str],
    settings: dict[str, str],
    found: str,
) -> None:
    assert somebody.ids(filters, **settings) == found.split()


def test_the_day_of_approval_itself_may_be_in_or_out(somebody: Somebody) -> None:
    somebody.control("/habits", {"approved_after": "inclusive"})

    assert somebody.ids({"approvedAfter": "2026-08-31"}) == ["R1", "R2"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"filters": {}}, "One of the filters"),
        ({"filters": {"endDate": "2026-01-01"}}, "One of the filters"),
        ({"reportState": "APPROVED"}, "One of the filters"),
        ({"filters": SINCE, "type": ""}, "Argument 'type'"),
        ({"filters": {"startDate": "16-01-01"}}, "Malformed date '16-01-01'"),
        ({"filters": {"startDate": "2026-02-30"}}, "Malformed date"),
        ({"filters": {**SINCE, "policyIDList": ["A1"]}}, "Argument 'policyIDList'"),
        ({"filters": SINCE, "reportState": "Approved"}, "Unknown report state"),
        ({"filters": SINCE, "limit": "all"}, "Argument 'limit'"),
        ({"filters": {"startDate": "2025-01-01"}}, "endDate is required"),
        ({"filters": {"approvedAfter": "2025-01-01"}}, "endDate is required"),
        (
            {"filters": {"startDate": "2024-01-01", "endDate": "2026-01-01"}},
            "at most one year apart",
        ),
    ],
)
def test_what_is_wrong_with_an_export_is_told_under_200(
    somebody: Somebody, settings: dict[str, Any], said: str
) -> None:
    answer = somebody.export(**settings)

    assert answer.status_code == 200
    assert answer.json()["responseCode"] == 410
    assert said in answer.json()["responseMessage"]


def test_an_end_of_the_year_need_not_be_asked_for(somebody: Somebody) -> None:
    somebody.control("/habits", {"end_date_needed": False})

    assert len(somebody.ids({"startDate": "2000-01-01"})) == 5


@pytest.mark.parametrize("given", ["", "<#list reports as report></#list>", "default"])
def test_another_template_is_not_rendered(somebody: Somebody, given: str) -> None:
    answer = somebody.export(given, filters=SINCE).json()

    assert answer["responseCode"] == 410
    assert "template" in answer["responseMessage"]


def test_a_file_that_is_not_there_is_not_found(somebody: Somebody) -> None:
    name = somebody.export(filters=SINCE).text

    for answer in (
        somebody.download("pull.json"),
        somebody.download(name, fileSystem="reconciliation"),
    ):
        assert answer.json() == {
            "responseMessage": "File not found",
            "responseCode": 404,
        }


def test_a_file_may_not_be_ready_at_once(somebody: Somebody) -> None:
    somebody.control("/habits", {"ready_after": 2})
    name = somebody.export(filters=SINCE).text

    lengths = [len(somebody.download(name).content) for _ in range(3)]

    assert lengths[:2] == [0, 0]
    assert lengths[2]


@pytest.mark.parametrize(
    ("habit", "asked"), [("file", '{"rec":"begin"'), ("empty", ""), ("error", None)]
)
def test_nothing_found_may_be_told_in_three_ways(
    somebody: Somebody, habit: str, asked: str | None
) -> None:
    somebody.control("/habits", {"nothing_found": habit})

    answer = somebody.export(filters={"reportIDList": "nobody"})

    if asked is None:
        assert "No reports found" in answer.json()["responseMessage"]
    else:
        assert somebody.download(answer.text).text[:14] == asked


def test_a_file_may_be_rendered_in_pieces(somebody: Somebody) -> None:
    somebody.control("/habits", {"pieces": 3})
    name = somebody.export(filters=SINCE).text

    lines = [json.loads(x) for x in somebody.download(name).text.splitlines()]

    assert [x["reports"] for x in lines if x["rec"] == "begin"] == [1, 2, 2]


def test_texts_may_come_with_entities(somebody: Somebody) -> None:
    somebody.control("/habits", {"entities": True})
    name = somebody.export(filters=SINCE).text

    assert "Travel &amp; Co" in somebody.download(name).text
    listed = somebody.ask(type="get", inputSettings={"type": "policyList"})
    assert "R&amp;D" in listed.text
    somebody.control("/habits", {})
    name = somebody.export(filters=SINCE).text
    assert "Travel & Co" in somebody.download(name).text
