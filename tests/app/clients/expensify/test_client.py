"""The source of expense reports against answers of every kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
import respx

from app.clients.expensify.client import ExpensifySource
from app.clients.expensify.export import template
from app.domain.expenses import ReportId, WorkspaceId
from app.errors import (
    BrokenAnswerError,
    BusyError,
    RefusedError,
)
from app.ports.expensify import Pull
from tests.app.clients.expensify.answering import (
    FILE,
    LIST,
    NAME,
    NAMED,
    POLICY,
    PULL,
    nobody,
    pulled,
)
from tests.app.clients.expensify.made import FLAT, entry, export, reports
from tests.app.clients.xero.made import Time


def test_an_export_is_named_downloaded_and_given_out(
    source: ExpensifySource, route: respx.Route
) -> None:
    route.side_effect = [NAMED, FILE]

    assert [x.id for x in pulled(source)] == ["R1", "R2"]

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


def test_a_list_is_asked_for_with_a_template_of_its_own(
    source: ExpensifySource, route: respx.Route
) -> None:
    short = httpx.Response(200, content=export([entry("R1"), entry("R2")]))
    route.side_effect = [NAMED, short]

    assert source.listed(PULL, nobody) == {"R1", "R2"}

    asked = _form(route.calls[0])
    assert asked["template"] == template(whole=False) != template()
    assert asked["job"]["type"] == "file"


def test_a_list_of_nothing_is_empty_however_expensify_says_so(
    source: ExpensifySource, route: respx.Route
) -> None:
    refusal = {"responseMessage": "No reports found for it", "responseCode": 410}
    none = httpx.Response(200, json=refusal)
    route.side_effect = [none, NAMED, httpx.Response(200, content=export([]))]

    assert source.listed(PULL, nobody) == frozenset()
    assert source.listed(PULL, nobody) == frozenset()


@pytest.mark.parametrize(
    "content", [export([entry("R1")])[:-30], export(reports("R1"))]
)
def test_a_list_that_is_cut_or_something_else_is_refused(
    source: ExpensifySource, route: respx.Route, content: bytes
) -> None:
    route.side_effect = [NAMED, httpx.Response(200, content=content)]

    with pytest.raises(BrokenAnswerError):
        source.listed(PULL, nobody)


def test_several_files_are_one_export(
    source: ExpensifySource, route: respx.Route
) -> None:
    more = httpx.Response(200, content=export(reports("R2", "R3")).rstrip(b"\n"))
    route.side_effect = [httpx.Response(200, text=f"a.json, {NAME}\n"), more, FILE]

    assert [x.id for x in pulled(source)] == ["R1", "R2", "R3"]


def test_a_cut_file_among_several_spoils_all(
    source: ExpensifySource, route: respx.Route
) -> None:
    cut = httpx.Response(200, content=export(reports("R1"))[:-30])
    route.side_effect = [httpx.Response(200, text="a.json,b.json"), cut, FILE]

    with pytest.raises(BrokenAnswerError):
        pulled(source)


def test_a_file_that_is_not_ready_is_asked_for_again_and_not_exported_again(
    source: ExpensifySource, route: respx.Route, time: Time
) -> None:
    empty = httpx.Response(200)
    missing = httpx.Response(200, json={"responseMessage": "File not found"})
    gone = httpx.Response(404, html="<h1>HTTP Status 404</h1>")
    blank = httpx.Response(200, text=" \n")
    route.side_effect = [NAMED, empty, blank, missing, gone, FILE]

    assert len(pulled(source)) == 2

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
        pulled(source)

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
        pulled(source)


def test_no_reports_may_come_as_a_refusal(
    source: ExpensifySource, route: respx.Route
) -> None:
    answer = {"responseMessage": "No reports found for it", "responseCode": 410}
    route.side_effect = [httpx.Response(200, json=answer)] * 2

    assert pulled(source) == []
    with pytest.raises(RefusedError):
        pulled(source, Pull(FLAT.id, report_ids=(ReportId("R1"),)))


def test_an_export_of_no_reports_is_one(
    source: ExpensifySource, route: respx.Route
) -> None:
    route.side_effect = [NAMED, httpx.Response(200, content=export([]))]

    assert pulled(source) == []


def test_nothing_is_given_out_of_a_file_that_is_cut(
    source: ExpensifySource, route: respx.Route
) -> None:
    cut = export(reports("R1", "R2"))[:-1000]
    route.side_effect = [NAMED, httpx.Response(200, content=cut)]

    with pytest.raises(BrokenAnswerError), source.pull(PULL, nobody):
        pytest.fail("it must not be entered")


def test_no_file_is_left_behind(
    source: ExpensifySource, route: respx.Route, tmp_path: Path
) -> None:
    route.side_effect = [NAMED, FILE, NAMED, httpx.Response(200, text='{"rec":')]

    pulled(source)
    with pytest.raises(BrokenAnswerError):
        pulled(source)

    assert [x for x in tmp_path.rglob("*") if x.is_file()] == []


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


def _form(call: respx.models.Call) -> dict[str, Any]:
    form = parse_qs(call.request.content.decode(), strict_parsing=True)
    job = json.loads(form.pop("requestJobDescription")[0])
    return {"job": job, **{name: values[0] for name, values in form.items()}}
