"""The source of expense reports against answers of every kind."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
import respx

from app.clients.expensify.client import ExpensifySource
from app.clients.expensify.export import template
from app.domain.expenses import ReportId, WorkspaceId
from app.domain.runs import Progress
from app.errors import (
    AppError,
    BrokenAnswerError,
    BusyError,
    CancelledError,
    OfflineError,
    RefusedError,
    SignInNeededError,
    StoreError,
)
from app.ports import Pull, RawReport
from tests.app.clients.expensify.made import FLAT, SECRET, export, reports
from tests.app.clients.xero.made import Time

PULL = Pull(FLAT.id, approved_after=date(2026, 8, 1))
NAME = "export0fd99e06-a636-4974-b6bc-3ceb12163386.json"
NAMED = httpx.Response(200, text=NAME, headers={"content-type": "text/plain"})
FILE = httpx.Response(200, content=export(reports("R1", "R2")))
LIST = httpx.Response(
    200,
    json={
        "policyList": [{"id": FLAT.id, "name": "Acme", "outputCurrency": "GBP"}],
        "responseCode": 200,
    },
)
POLICY = httpx.Response(
    200, json={"policyInfo": {FLAT.id: {"categories": [{"name": "Travel"}]}}}
)


def test_an_export_is_named_downloaded_and_given_out(
    source: ExpensifySource, route: respx.Route
) -> None:
    route.side_effect = [NAMED, FILE]

    assert [x.id for x in _pulled(source)] == ["R1", "R2"]

    asked, fetched = map(_form, route.calls)
    assert asked["template"] == template()
    assert asked["job"]["type"] == "file"
    assert fetched == {
        "job": {
            "type": "download",
            "fileName": NAME,
            "fileSystem": "integrationServer",
            "credentials": asked["job"]["credentials"],
        }
    }


def test_several_files_are_one_export(
    source: ExpensifySource, route: respx.Route
) -> None:
    more = httpx.Response(200, content=export(reports("R2", "R3")).rstrip(b"\n"))
    route.side_effect = [httpx.Response(200, text=f"a.json, {NAME}\n"), more, FILE]

    assert [x.id for x in _pulled(source)] == ["R2", "R3", "R1"]


def test_a_cut_file_among_several_spoils_all(
    source: ExpensifySource, route: respx.Route
) -> None:
    cut = httpx.Response(200, content=export(reports("R1"))[:-30])
    route.side_effect = [httpx.Response(200, text="a.json,b.json"), cut, FILE]

    with pytest.raises(BrokenAnswerError):
        _pulled(source)


def test_a_file_that_is_not_ready_is_asked_for_again_and_not_exported_again(
    source: ExpensifySource, route: respx.Route, time: Time
) -> None:
    empty = httpx.Response(200)
    missing = httpx.Response(200, json={"responseMessage": "File not found"})
    gone = httpx.Response(404, html="<h1>HTTP Status 404</h1>")
    blank = httpx.Response(200, text=" \n")
    route.side_effect = [NAMED, empty, blank, missing, gone, FILE]

    assert len(_pulled(source)) == 2

    kinds = [_form(call)["job"]["type"] for call in route.calls]
    assert kinds == ["file", *["download"] * 5]
    assert sum(time.waited) < 60


def test_a_file_that_never_gets_ready_ends_in_words(
    source: ExpensifySource, route: respx.Route, time: Time
) -> None:
    route.side_effect = lambda request: (
        NAMED if b"combinedReportData" in request.content else httpx.Response(200)
    )

    with pytest.raises(BusyError, match="not written the file yet"):
        _pulled(source)

    assert 60 < sum(time.waited) < 300


@pytest.mark.parametrize(
    "body",
    [
        b'{"responseCode":200}',
        b'{"responseCode":200,"filename":"a.json"}',
        b"",
        b"<html><body>Welcome</body></html>",
        b"no extension",
        b"../../etc/passwd",
        b"a.json,,b.json",
        b"\xff\xfe",
    ],
)
def test_an_export_that_names_no_file_is_a_broken_answer(
    source: ExpensifySource, route: respx.Route, body: bytes
) -> None:
    route.side_effect = [httpx.Response(200, content=body)]

    with pytest.raises(BrokenAnswerError):
        _pulled(source)


@pytest.mark.parametrize("code", [410, 410.0, "410", "410.0"])
def test_a_refusal_under_200_says_what_expensify_says(
    source: ExpensifySource, route: respx.Route, code: object
) -> None:
    said = "Malformed date '16-01-01'. Expected format is yyyy-MM-dd"
    answer = {"responseMessage": said, "responseCode": code}
    route.side_effect = [httpx.Response(200, text=json.dumps(answer))]

    with pytest.raises(RefusedError, match="Malformed date '16-01-01'"):
        _pulled(source)


@pytest.mark.parametrize("code", [403, 404, 410, 500, 666, 207, "odd", "1e999"])
def test_a_refusal_is_not_hammered(
    source: ExpensifySource, route: respx.Route, code: object
) -> None:
    answer = {"responseMessage": "Not for you", "responseCode": code}
    route.side_effect = [httpx.Response(200, text=json.dumps(answer))]

    with pytest.raises(RefusedError, match="Not for you"):
        source.workspaces()

    assert route.call_count == 1


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, json={"responseMessage": "no", "responseCode": 401}),
        httpx.Response(401, html="<h1>401 Unauthorized</h1>"),
        httpx.Response(403, html="<h1>403 - Invalid Credentials</h1>"),
        httpx.Response(
            200, json={"responseMessage": "Invalid Credentials", "responseCode": "403"}
        ),
    ],
)
def test_wrong_credentials_ask_for_a_sign_in(
    source: ExpensifySource, route: respx.Route, answer: httpx.Response
) -> None:
    route.side_effect = [answer]

    with pytest.raises(SignInNeededError, match="does not accept the user id"):
        source.workspaces()

    assert route.call_count == 1


def test_a_page_for_people_is_read_for_its_heading(
    source: ExpensifySource, route: respx.Route
) -> None:
    page = "<html><h1>HTTP Status 500 - requestJobDescription &amp; so on</h1></html>"
    route.side_effect = [httpx.Response(500, html=page)]

    with pytest.raises(RefusedError, match="requestJobDescription & so on"):
        source.workspaces()


def test_no_failure_repeats_the_secret(
    source: ExpensifySource, route: respx.Route, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    told = json.dumps({"responseMessage": f"bad {SECRET}", "responseCode": 410})
    page = f"<h1>HTTP Status 500 - JSONObject[{SECRET}]</h1>"
    route.side_effect = [
        httpx.Response(200, text=told),
        httpx.Response(500, html=page),
        *[httpx.ConnectError("no route")] * 3,
        *[httpx.Response(200, text=f"{SECRET} no file")] * 2,
    ]

    for act in (ExpensifySource.workspaces, ExpensifySource.workspaces):
        with pytest.raises(AppError) as raised:
            act(source)
        assert SECRET not in f"{raised.value} {raised.value.sentence}"
    with pytest.raises(OfflineError):
        source.workspaces()
    with pytest.raises(BrokenAnswerError) as unnamed:
        _pulled(source)

    assert SECRET not in unnamed.value.sentence
    assert SECRET not in caplog.text
    assert SECRET not in repr(vars(source))


@pytest.mark.parametrize(
    "busy",
    [
        httpx.Response(429, json={"responseMessage": "slow", "responseCode": 429}),
        httpx.Response(200, json={"responseMessage": "slow", "responseCode": 429}),
        httpx.Response(503, html="<h1>maintenance</h1>"),
        httpx.Response(502),
    ],
)
def test_a_busy_service_is_asked_again_after_a_while(
    source: ExpensifySource, route: respx.Route, time: Time, busy: httpx.Response
) -> None:
    route.side_effect = [busy, busy, LIST]

    assert [x.name for x in source.workspaces()] == ["Acme"]

    assert time.waited == [15.0, 30.0]


def test_a_busy_service_is_given_the_time_it_asks_for(
    source: ExpensifySource, route: respx.Route, time: Time
) -> None:
    route.side_effect = [httpx.Response(429, headers={"Retry-After": "7"}), LIST]

    source.workspaces()

    assert time.waited == [7.0]


def test_a_broken_line_is_tried_again_and_leaves_nothing_behind(
    source: ExpensifySource, route: respx.Route
) -> None:
    route.side_effect = [NAMED, httpx.ReadError("cut"), FILE]

    assert [x.id for x in _pulled(source)] == ["R1", "R2"]


def test_an_export_that_takes_too_long_is_not_begun_again(
    source: ExpensifySource, route: respx.Route
) -> None:
    route.side_effect = httpx.ReadTimeout("300 s")

    with pytest.raises(BusyError, match="too long"):
        _pulled(source)

    assert route.call_count == 1


def test_a_stop_ends_every_wait(
    source: ExpensifySource, route: respx.Route, time: Time
) -> None:
    time.stop_after = 1
    route.side_effect = [httpx.Response(503)]

    with pytest.raises(CancelledError):
        source.workspaces()


def test_a_stop_ends_a_download(
    source: ExpensifySource, route: respx.Route, time: Time
) -> None:
    route.side_effect = [NAMED, FILE]
    said: list[str] = []

    def stop_while_downloading(progress: Progress) -> None:
        said.append(progress.words)
        time.stopped = progress.words.startswith("Downloading")

    with pytest.raises(CancelledError), source.pull(PULL, stop_while_downloading):
        pytest.fail("there is nothing to give out")

    assert said == [
        "Expensify is writing the reports",
        "Downloading the reports, 0.0 MB",
    ]


def test_the_limits_are_kept(
    source: ExpensifySource, route: respx.Route, time: Time
) -> None:
    route.return_value = LIST

    for _ in range(21):
        source.workspaces()

    assert 60 < sum(time.waited) < 65


def test_no_reports_may_come_as_a_refusal(
    source: ExpensifySource, route: respx.Route
) -> None:
    answer = {"responseMessage": "No reports found for it", "responseCode": 410}
    route.side_effect = [httpx.Response(200, json=answer)] * 2

    assert _pulled(source) == []
    with pytest.raises(RefusedError):
        _pulled(source, Pull(FLAT.id, report_ids=(ReportId("R1"),)))


def test_an_export_of_no_reports_is_one(
    source: ExpensifySource, route: respx.Route
) -> None:
    route.side_effect = [NAMED, httpx.Response(200, content=export([]))]

    assert _pulled(source) == []


def test_nothing_is_given_out_of_a_file_that_is_cut(
    source: ExpensifySource, route: respx.Route
) -> None:
    cut = export(reports("R1", "R2"))[:-1000]
    route.side_effect = [NAMED, httpx.Response(200, content=cut)]

    with pytest.raises(BrokenAnswerError), source.pull(PULL, _nobody):
        pytest.fail("it must not be entered")


def test_a_refusal_in_place_of_the_file_is_one(
    source: ExpensifySource, route: respx.Route
) -> None:
    answer = {"responseMessage": "Not authorized", "responseCode": 500}
    route.side_effect = [NAMED, httpx.Response(200, json=answer)]

    with pytest.raises(RefusedError, match="Not authorized"):
        _pulled(source)


def test_no_file_is_left_behind(
    source: ExpensifySource, route: respx.Route, tmp_path: Path
) -> None:
    route.side_effect = [NAMED, FILE, NAMED, httpx.Response(200, text='{"rec":')]

    _pulled(source)
    with pytest.raises(BrokenAnswerError):
        _pulled(source)

    assert [x for x in tmp_path.rglob("*") if x.is_file()] == []


def test_a_folder_that_cannot_be_used_is_told_in_words(
    source: ExpensifySource, route: respx.Route, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file in the way")
    route.side_effect = [NAMED, FILE]

    with pytest.raises(StoreError, match="cannot be kept"):
        _pulled(source)


def test_a_workspace_is_opened_after_one_listing(
    source: ExpensifySource, route: respx.Route, time: Time
) -> None:
    route.side_effect = [LIST, POLICY, POLICY, LIST, POLICY]

    first = source.workspace(FLAT.id)
    again = source.workspace(FLAT.id)
    time.wait(300)
    later = source.workspace(FLAT.id)

    assert first == again == later
    assert [x.name for x in first.categories] == ["Travel"]


def test_a_workspace_that_is_not_there_is_refused(
    source: ExpensifySource, route: respx.Route
) -> None:
    route.side_effect = [LIST, LIST, httpx.Response(200, json={"policyInfo": {}})]

    with pytest.raises(RefusedError, match="shows you no workspace ELSEWHERE"):
        source.workspace(WorkspaceId("ELSEWHERE"))
    source.workspaces()
    with pytest.raises(RefusedError, match="does not open workspace Acme"):
        source.workspace(FLAT.id)


def _pulled(source: ExpensifySource, pull: Pull = PULL) -> list[RawReport]:
    with source.pull(pull, _nobody) as found:
        return list(found)


def _nobody(_progress: Progress) -> None:
    """Nobody is told."""


def _form(call: respx.models.Call) -> dict[str, Any]:
    form = parse_qs(call.request.content.decode(), strict_parsing=True)
    job = json.loads(form.pop("requestJobDescription")[0])
    return {"job": job, **{name: values[0] for name, values in form.items()}}
