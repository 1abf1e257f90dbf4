"""The JSON that every verb answers with."""

from __future__ import annotations

import json
import re

from tests.flows.agreement import Document
from tests.flows.office import Office

REPORT = {
    "report_id",
    "connection",
    "report_name",
    "submitter",
    "state",
    "revision",
    "currency",
    "source_total",
    "problems",
    "journal",
    "why",
    "xero_id",
    "xero_url",
}
LINE = {"account", "description", "tax_type", "tracking", "debit", "credit"}
RUN = {"connection", "kind", "begun", "ended", "counts", "error"}
EVENT = {
    "number",
    "at",
    "who",
    "what",
    "detail",
    "connection_id",
    "report_id",
    "posting_id",
    "run_id",
    "before",
    "after",
    "link",
}
AMOUNT = re.compile(r"-?\d+\.\d\d")


def ready(office: Office, count: int) -> list[str]:
    """Choose some reports that are ready."""
    return list(office.listed("--state", "ready"))[:count]


def test_a_report_is_shown_as_agreed(reading: Office) -> None:
    (name,) = ready(reading, 1)

    shown = reading.done("show", name)

    assert shown == reading.listed()[name]
    assert shown.keys() == REPORT
    assert AMOUNT.fullmatch(shown["source_total"])
    assert (shown["report_id"], shown["state"], shown["revision"]) == (name, "ready", 1)
    assert (shown["xero_id"], shown["xero_url"]) == (None, None)
    assert shown["journal"].keys() == {"date", "narration", "status", "lines"}
    assert shown["journal"]["status"] == "POSTED"
    assert name in shown["journal"]["narration"]


def test_every_line_has_a_debit_or_a_credit(reading: Office) -> None:
    journals = [x["journal"] for x in reading.listed().values() if x["journal"]]

    lines: list[Document] = [line for journal in journals for line in journal["lines"]]

    assert {frozenset(line) for line in lines} == {frozenset(LINE)}
    assert all((x["debit"] is None) != (x["credit"] is None) for x in lines)
    assert all(AMOUNT.fullmatch(x["debit"] or x["credit"]) for x in lines)
    assert all(len(pair) == 2 for x in lines for pair in x["tracking"])


def test_a_problem_has_code_severity_and_message(reading: Office) -> None:
    blocked = reading.listed("--state", "blocked")

    problems: list[Document] = [p for x in blocked.values() for p in x["problems"]]

    assert {frozenset(x) for x in problems} == {
        frozenset({"code", "severity", "message"})
    }
    assert {x["state"] for x in blocked.values()} == {"blocked"}
    assert all(x["problems"] for x in blocked.values())


def test_a_list_is_one_document_even_when_it_is_empty(alone: Office) -> None:
    said = alone.vouch("list", "--json")

    assert (said.status, said.document) == (0, [])


def test_sync_tells_of_each_connection(office: Office) -> None:
    answer = office.done("sync", status=1)

    assert answer.keys() == {"runs"}
    (run,) = answer["runs"]
    assert run.keys() == RUN
    assert (run["connection"], run["kind"], run["error"]) == ("Quillmere", "sync", None)
    assert run["counts"]["unchanged"] > 0


def test_sync_can_post_in_the_same_go(office: Office) -> None:
    waiting = ready(office, 1000)

    answer = office.done("sync", "--post", status=1)

    assert answer.keys() == {"runs", "posted"}
    assert [x["report_id"] for x in answer["posted"]] == waiting
    assert {x["state"] for x in answer["posted"]} == {"posted"}


def test_posting_gives_the_reports_with_their_ids(office: Office) -> None:
    names = ready(office, 2)

    answer = office.done("post", *names)

    assert answer.keys() == {"posted", "reports"}
    assert answer["posted"] == 2
    assert [x["report_id"] for x in answer["reports"]] == names
    for report in answer["reports"]:
        assert report.keys() == REPORT
        assert report["state"] == "posted"
        assert report["xero_id"] in {x["id"] for x in office.journals()}
        assert report["xero_id"] in report["xero_url"]


def test_setting_aside_gives_the_reports(office: Office) -> None:
    one, other = ready(office, 2)

    held = office.done("hold", one, other, "--why", "On leave")
    released = office.done("release", one)
    elsewhere = office.done("elsewhere", other, "--why", "Paid in cash")

    assert [(x["report_id"], x["state"], x["why"]) for x in held] == [
        (one, "held", "On leave"),
        (other, "held", "On leave"),
    ]
    assert [(x["state"], x["why"]) for x in released] == [("ready", "")]
    assert [(x["state"], x["why"]) for x in elsewhere] == [
        ("elsewhere", "Paid in cash")
    ]


def test_history_gives_every_event_newest_first(reading: Office) -> None:
    events = reading.done("history")

    assert {frozenset(x) for x in events} == {frozenset(EVENT)}
    numbers = [x["number"] for x in events]
    assert numbers == list(range(len(events), 0, -1))
    assert len(events) > 170


def test_an_error_is_a_document_too(alone: Office) -> None:
    said = alone.vouch("show", "R00Nothing", "--json")

    assert said.document == {
        "error": {
            "kind": "Input",
            "title": "That cannot be used",
            "detail": "There is no report R00Nothing here.",
            "advice": "",
        }
    }
    assert said.err == "That cannot be used. There is no report R00Nothing here.\n"


def test_wrong_usage_is_a_document_too(alone: Office) -> None:
    said = alone.vouch("list", "--state", "lost", "--json")

    assert said.status == 2
    assert said.document["error"]["kind"] == "Usage"
    assert "'lost' is not one of" in said.document["error"]["detail"]


def test_nothing_but_the_document_is_on_standard_output(office: Office) -> None:
    for said in office.said:
        json.loads(said.out)

    synced = office.vouch("sync", "--json")

    assert json.loads(synced.out)
    assert "Asking Expensify for reports" in synced.err
