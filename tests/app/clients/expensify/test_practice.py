"""The source of expense reports against the practice Expensify, over a real line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.clients.expensify.client import ExpensifySource
from app.clients.expensify.jobs import Credentials
from app.clients.expensify.line import ExpensifyLine, expensify_pacer
from app.clients.expensify.wire import read_report
from app.domain.expenses import Category, Report, ReportId, TagLevel, WorkspaceId
from app.domain.runs import Progress
from app.errors import (
    AppError,
    BrokenAnswerError,
    BusyError,
    OfflineError,
    SignInNeededError,
)
from app.ports.expensify import Pull
from app.practice.expensify import CREDENTIALS, expensify_app
from app.practice.faults import Fault, Faults, Kind
from tests.app.clients.xero.made import Time
from tests.app.practice.expensify.made import COMPANY, NOW, report
from tests.app.practice.xero.serving import serving

A1 = WorkspaceId("A1")
RECENT = Pull(A1, approved_after=date(2026, 7, 1))


@dataclass
class Office:
    """A source, the practice Expensify it speaks to, and one time for both."""

    source: ExpensifySource
    http: httpx.Client
    faults: Faults
    time: Time

    def pulled(self, pull: Pull = RECENT) -> list[Report]:
        workspace = self.source.workspace(pull.workspace_id)
        with self.source.pull(pull, _nobody) as found:
            return [read_report(x.raw, workspace) for x in found]

    def control(self, path: str, body: object = None) -> Any:  # noqa: ANN401 - any JSON
        method = "GET" if body is None else "POST"
        answer = self.http.request(method, f"/practice{path}", json=body)
        return answer.raise_for_status().json()


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, Faults, Time]]:
    """The practice Expensify, on a port."""
    faults, time = Faults(), Time(NOW)
    app = expensify_app([COMPANY], None, faults, time)
    with serving(app) as served:
        yield served, faults, time


@pytest.fixture
def office(address: tuple[str, Faults, Time], tmp_path: Path) -> Iterator[Office]:
    """An office with the right credentials."""
    known = Credentials(CREDENTIALS.partner_user_id, CREDENTIALS.partner_user_secret)
    with _office(address, tmp_path, known) as made:
        yield made


@pytest.mark.parametrize(
    "pull", [RECENT, Pull(A1, states=("ARCHIVED",), start=date(2026, 7, 1))]
)
def test_a_list_names_what_a_pull_brings(office: Office, pull: Pull) -> None:
    assert office.source.listed(pull, _nobody) == {x.id for x in office.pulled(pull)}


def test_everything_comes_as_the_company_holds_it(office: Office) -> None:
    first, second = office.source.workspaces()
    opened = office.source.workspace(A1)
    reports = office.pulled()

    assert (first.name, second.name) == ("Acme R&D", "Bakery")
    assert opened.categories == (Category("Travel & Co", gl_code="493"),)
    assert opened.tag_levels == (TagLevel("", (Category("Sales"),)),)
    assert [(x.id, x.status, x.total) for x in reports] == [
        ("R1", "Approved", 1250),
        ("R2", "Reimbursed", 1250),
    ]
    assert reports[0].expenses[0].tags == ("Sales",)
    assert not reports[0].unreadable


def test_only_jobs_that_read_arrive(office: Office) -> None:
    office.source.workspaces()
    office.pulled()
    office.pulled(Pull(A1, report_ids=(ReportId("R4"),)))

    received = office.control("/jobs")

    assert {x["type"] for x in received} == {"file", "download", "get"}
    assert "write" not in office.control("/calls")


@pytest.mark.parametrize(
    "habits",
    [
        {"approved_after": "inclusive"},
        {"pieces": 2},
        {"entities": True},
        {"ready_after": 3},
        {"code": "text"},
        {"code": "float"},
    ],
    ids=str,
)
def test_whatever_the_habit_the_reports_are_the_same(
    office: Office, habits: dict[str, object]
) -> None:
    usual = office.pulled()
    office.control("/habits", habits)

    assert office.pulled() == usual


@pytest.mark.parametrize("habit", ["file", "error"])
def test_nothing_found_is_no_reports(office: Office, habit: str) -> None:
    office.control("/habits", {"nothing_found": habit})

    assert office.pulled(Pull(A1, start=date(2026, 9, 1))) == []


def test_an_empty_file_is_never_taken_for_no_reports(office: Office) -> None:
    office.control("/habits", {"nothing_found": "empty"})

    with pytest.raises(BusyError):
        office.pulled(Pull(A1, start=date(2026, 9, 1)))


@pytest.mark.parametrize("busy", ["status", "envelope"])
def test_limits_that_others_use_up_are_waited_out(office: Office, busy: str) -> None:
    office.control("/habits", {"busy": busy})
    office.control("/limits", {"ten_seconds": 1, "minute": 3})

    assert len(office.pulled()) == 2


def test_our_own_pace_never_meets_a_limit(office: Office) -> None:
    for _ in range(30):
        office.source.workspaces()

    assert "busy" not in office.control("/calls")


@pytest.mark.parametrize("refused", ["envelope", "page"])
def test_wrong_credentials_need_a_sign_in(
    address: tuple[str, Faults, Time], tmp_path: Path, refused: str
) -> None:
    wrong = Credentials(CREDENTIALS.partner_user_id, "guessed")

    with _office(address, tmp_path, wrong) as office:
        office.control("/habits", {"refused": refused})
        with pytest.raises(SignInNeededError):
            office.source.workspaces()


@pytest.mark.parametrize(
    "kind", [Kind.CUT_BEFORE, Kind.CUT_AFTER, Kind.CUT_MIDWAY, Kind.BUSY, Kind.DOWN]
)
def test_trouble_that_passes_is_sat_out(office: Office, kind: Kind) -> None:
    office.faults.set([Fault(kind=kind, service="expensify", every=2, times=3)])

    assert [x.id for x in office.pulled()] == ["R1", "R2"]
    assert office.faults.tallies()[0].struck == 3


@pytest.mark.parametrize(
    ("kind", "failure"),
    [
        (Kind.CUT_MIDWAY, OfflineError),
        (Kind.TRUNCATED, BrokenAnswerError),
        (Kind.NONSENSE, BrokenAnswerError),
        (Kind.DOWN, BusyError),
        (Kind.UNAUTHORISED, SignInNeededError),
    ],
)
def test_a_download_that_stays_broken_is_refused_whole(
    office: Office, kind: Kind, failure: type[AppError]
) -> None:
    office.faults.set([Fault(kind=kind, contains="%22download%22")])

    with pytest.raises(failure), office.source.pull(RECENT, _nobody):
        pytest.fail("nothing may be given out")


def test_a_report_that_changed_has_another_digest_and_the_rest_have_not(
    office: Office,
) -> None:
    before = _digests(office)
    office.control("/reports/R1", {"fields": {"total": 1}})

    after = _digests(office)
    office.control("/reports/R1", {"fields": {"total": 1250}})

    assert before["R1"] != after["R1"]
    assert before["R2"] == after["R2"]
    assert before == _digests(office)


def test_a_report_that_is_no_longer_approved_is_seen_when_asked_for_by_id(
    office: Office,
) -> None:
    office.control("/reports", report("R7"))
    office.control("/reports/R7/unapprove", {})

    (found,) = office.pulled(Pull(A1, report_ids=(ReportId("R7"), ReportId("gone"))))

    assert (found.status, found.approved) == ("Processing", None)


def _digests(office: Office) -> dict[str, str]:
    with office.source.pull(RECENT, _nobody) as found:
        return {x.id: x.digest for x in found}


@contextmanager
def _office(
    address: tuple[str, Faults, Time], folder: Path, credentials: Credentials
) -> Iterator[Office]:
    served, faults, time = address
    with httpx.Client(base_url=served) as http:
        pacer = expensify_pacer(time, time)
        line = ExpensifyLine(http, lambda: credentials, pacer=pacer, stop=time)
        source = ExpensifySource(line, folder=folder, clock=time, stop=time)
        office = Office(source, http, faults, time)
        faults.set([])
        office.control("/habits", {})
        office.control("/limits", {})
        http.delete("/practice/jobs")
        yield office


def _nobody(_progress: Progress) -> None:
    """Nobody is told."""
