"""The source of expense reports when the service or the line is in trouble."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
import respx

from app.clients.expensify.client import ExpensifySource
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
from tests.app.clients.expensify.answering import (
    FILE,
    LIST,
    NAMED,
    PULL,
    pulled,
)
from tests.app.clients.expensify.made import SECRET
from tests.app.clients.xero.made import Time


@pytest.mark.parametrize("code", [410, 410.0, "410", "410.0"])
def test_a_refusal_under_200_says_what_expensify_says(
    source: ExpensifySource, route: respx.Route, code: object
) -> None:
    said = "Malformed date '16-01-01'. Expected format is yyyy-MM-dd"
    answer = {"responseMessage": said, "responseCode": code}
    route.side_effect = [httpx.Response(200, text=json.dumps(answer))]

    with pytest.raises(RefusedError, match="Malformed date '16-01-01'"):
        pulled(source)


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
        pulled(source)

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

    assert [x.id for x in pulled(source)] == ["R1", "R2"]


def test_an_export_that_takes_too_long_is_not_begun_again(
    source: ExpensifySource, route: respx.Route
) -> None:
    route.side_effect = httpx.ReadTimeout("300 s")

    with pytest.raises(BusyError, match="too long"):
        pulled(source)

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


def test_a_refusal_in_place_of_the_file_is_one(
    source: ExpensifySource, route: respx.Route
) -> None:
    answer = {"responseMessage": "Not authorized", "responseCode": 500}
    route.side_effect = [NAMED, httpx.Response(200, json=answer)]

    with pytest.raises(RefusedError, match="Not authorized"):
        pulled(source)


def test_a_folder_that_cannot_be_used_is_told_in_words(
    source: ExpensifySource, route: respx.Route, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file in the way")
    route.side_effect = [NAMED, FILE]

    with pytest.raises(StoreError, match="cannot be kept"):
        pulled(source)
