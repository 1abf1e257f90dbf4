"""Faults: what they strike, and what is left of the answer."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.practice.faulty_line import LineCutError
from tests.app.practice.xero.harness import ORGANISATION, Practice, journal, line

BATCH = {"ManualJournals": [journal("First"), journal("Second")]}


def switched_on(xero: Practice, *faults: dict[str, Any]) -> None:
    """Switch faults on by the control address."""
    xero.control("POST", "/faults", list(faults))


def put(xero: Practice, **more: Any) -> httpx.Response:  # noqa: ANN401
    """Create two journals in one request."""
    query = {"summarizeErrors": "false"}
    return xero.call("PUT", "/ManualJournals", body=BATCH, query=query, **more)


@pytest.mark.parametrize(("kind", "created"), [("cut_before", 0), ("cut_after", 2)])
def test_a_cut_line_says_nothing_whether_the_work_was_done_or_not(
    xero: Practice, kind: str, created: int
) -> None:
    switched_on(xero, {"kind": kind})

    with pytest.raises(LineCutError):
        put(xero)

    assert len(xero.kept()) == created


def test_the_work_can_be_done_when_nobody_waits_for_it_any_more(
    xero: Practice,
) -> None:
    switched_on(xero, {"kind": "unseen", "seconds": 40})

    with pytest.raises(LineCutError):
        put(xero)

    assert len(xero.kept()) == 2
    assert xero.slept == [40]


def test_what_was_sent_again_under_its_key_meanwhile_is_not_done_again(
    xero: Practice,
) -> None:
    key = {"Idempotency-Key": "same"}
    switched_on(xero, {"kind": "unseen", "seconds": 40, "times": 1})

    with pytest.raises(LineCutError):
        put(xero, headers=key)
    answer = put(xero, headers=key)

    assert answer.status_code == 200
    assert len(xero.kept()) == 2


def test_an_answer_can_break_in_the_middle(xero: Practice) -> None:
    switched_on(xero, {"kind": "cut_midway"})

    with pytest.raises(LineCutError):
        put(xero)

    assert len(xero.kept()) == 2


def test_a_truncated_answer_pretends_to_be_whole(xero: Practice) -> None:
    switched_on(xero, {"kind": "truncated"})

    answer = put(xero)

    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) == len(answer.content)
    with pytest.raises(ValueError, match=r".+"):
        answer.json()


def test_nonsense_is_answered_with_200(xero: Practice) -> None:
    switched_on(xero, {"kind": "nonsense"})

    answer = put(xero)

    assert (answer.status_code, len(xero.kept())) == (200, 2)
    with pytest.raises(ValueError, match=r".+"):
        answer.json()


def test_a_batch_can_come_back_in_another_order(xero: Practice) -> None:
    switched_on(xero, {"kind": "reordered"})

    answer = put(xero)

    shown = [x["Narration"] for x in answer.json()["ManualJournals"]]
    assert shown == ["Second", "First"]
    assert '"LineAmount":120.5' in answer.text


def test_an_answer_that_is_no_json_is_not_reordered(xero: Practice) -> None:
    switched_on(xero, {"kind": "reordered"})

    texts = [
        xero.call("GET", "/Nowhere").text,
        xero.http.get("/connections", headers=xero.bearer).text,
    ]

    assert texts[0].startswith("The resource")
    assert texts[1].startswith("[")


@pytest.mark.parametrize(
    ("fault", "headers"),
    [
        ({"problem": "minute", "retry_after": 7}, {"retry-after": "7"}),
        ({"problem": "day", "retry_after": 66_975}, {"retry-after": "66975"}),
        ({"problem": "concurrent"}, {}),
    ],
)
def test_the_service_can_be_busy_with_and_without_a_time(
    xero: Practice, fault: dict[str, Any], headers: dict[str, str]
) -> None:
    switched_on(xero, {"kind": "busy", **fault})

    answer = put(xero)

    assert answer.status_code == 429
    assert answer.headers["x-rate-limit-problem"] == fault["problem"]
    assert headers.items() <= dict(answer.headers).items()
    assert ("retry-after" in answer.headers) == bool(headers)
    assert xero.kept() == []


@pytest.mark.parametrize(
    ("kind", "status", "media_type"),
    [("down", 503, "text/html"), ("unauthorised", 401, "application/json")],
)
def test_the_service_can_refuse_before_anything_is_done(
    xero: Practice, kind: str, status: int, media_type: str
) -> None:
    switched_on(xero, {"kind": kind})

    answer = put(xero)

    assert answer.status_code == status
    assert answer.headers["content-type"].startswith(media_type)
    assert xero.kept() == []


@pytest.mark.parametrize("kind", ["slow", "late"])
def test_an_answer_can_take_its_time(xero: Practice, kind: str) -> None:
    switched_on(xero, {"kind": kind, "seconds": 45})

    answer = put(xero)

    assert answer.status_code == 200
    assert xero.slept == [45]


def test_faults_of_the_line_add_up(xero: Practice) -> None:
    switched_on(xero, {"kind": "slow", "seconds": 45}, {"kind": "cut_after"})

    with pytest.raises(LineCutError):
        put(xero)

    assert (xero.slept, len(xero.kept())) == ([45], 2)


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        ("drop_account", {"account": None, "tracking": [["Department", "Sales"]]}),
        ("drop_tracking", {"account": "429", "tracking": []}),
    ],
)
def test_a_journal_can_be_saved_with_something_taken_off(
    xero: Practice, kind: str, left: dict[str, object]
) -> None:
    switched_on(xero, {"kind": kind})
    tracked = line(1, Tracking=[{"Name": "Department", "Option": "Sales"}])

    [answer] = xero.put(journal("Taxi", tracked, line(-1, "801")))

    first = xero.kept()[0]["lines"][0]
    assert answer["StatusAttributeString"] == "WARNING"
    assert "has been removed" in answer["Warnings"][0]["Message"]
    assert {name: first[name] for name in left} == left


def test_there_may_be_nothing_to_take_off(xero: Practice) -> None:
    created = xero.create(Status="DRAFT")
    switched_on(xero, {"kind": "drop_tracking"}, {"kind": "drop_account"})

    answer = xero.change(created, JournalLines=[])

    assert "Warnings" not in answer.json()["Elements"][0]


def test_idempotency_keys_can_be_forgotten_at_once(xero: Practice) -> None:
    switched_on(xero, {"kind": "forget_keys"})
    for _ in range(2):
        xero.put(journal("Taxi"), key="k")

    assert len(xero.kept()) == 2


def test_a_fault_strikes_only_what_it_names(xero: Practice) -> None:
    switched_on(
        xero,
        {"kind": "down", "service": "expensify"},
        {"kind": "down", "method": "POST"},
        {"kind": "down", "path": "*/Accounts"},
        {"kind": "down", "contains": '"Narration":"Third"'},
    )

    statuses = [
        put(xero).status_code,
        xero.call("GET", "/Accounts").status_code,
        xero.change(ORGANISATION, Narration="x").status_code,
        xero.call("PUT", "/ManualJournals", body=[{"Narration": "Third"}]).status_code,
    ]

    assert statuses == [200, 503, 503, 503]


def test_a_fault_strikes_every_nth_call_until_it_is_spent(xero: Practice) -> None:
    switched_on(xero, {"kind": "down", "skip": 1, "every": 2, "times": 2})

    statuses = [xero.call("GET", "/Organisation").status_code for _ in range(9)]

    assert statuses == [200, 200, 503, 200, 503, 200, 200, 200, 200]
    [tally] = xero.control("GET", "/faults")
    assert (tally["met"], tally["struck"]) == (9, 2)


def test_chance_is_the_same_in_every_run(xero: Practice) -> None:
    def statuses(seed: int) -> list[int]:
        switched_on(xero, {"kind": "down", "chance": 0.5, "seed": seed})
        return [xero.call("GET", "/Organisation").status_code for _ in range(16)]

    first, again, other = statuses(1), statuses(1), statuses(2)

    assert first == again
    assert first != other
    assert 3 < first.count(503) < 13


def test_faults_can_be_ended(xero: Practice) -> None:
    switched_on(xero, {"kind": "down"})

    xero.control("DELETE", "/faults")

    assert put(xero).status_code == 200


def test_a_fault_that_is_none_is_refused(xero: Practice) -> None:
    wrong: list[object] = [
        [{"kind": "earthquake"}],
        [{"kind": "down", "often": True}],
        {},
    ]

    answers = [xero.http.post("/practice/faults", json=faults) for faults in wrong]

    assert {x.status_code for x in answers} == {400}
