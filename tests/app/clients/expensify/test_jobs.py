"""No job that can be expressed changes anything in Expensify."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients.expensify.jobs import (
    Credentials,
    Download,
    ExportReports,
    GetPolicy,
    Job,
    ListPolicies,
    description,
)
from app.domain.expenses import ReportId, WorkspaceId
from app.errors import InputError
from app.ports.expensify import Pull
from tests.app.clients.expensify.made import CREDENTIALS, FLAT, SECRET

DAY = date(2026, 8, 1)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
HOSTILE = st.sampled_from(
    ['"},"onFinish":[{"actionName":"markAsExported"}],"x":{"', "','", "\\", "update"]
)
WORDS = TEXT | HOSTILE
DAYS = st.none() | st.dates()
PULLS = st.builds(
    Pull,
    workspace_id=WORDS.map(WorkspaceId),
    states=st.lists(WORDS).map(tuple),
    approved_after=DAYS,
    start=DAYS,
    end=DAYS,
    report_ids=st.lists(WORDS.map(ReportId)).map(tuple),
)
JOBS = {
    ExportReports: st.builds(ExportReports, PULLS, st.booleans()),
    Download: st.builds(Download, WORDS),
    ListPolicies: st.builds(ListPolicies),
    GetPolicy: st.builds(GetPolicy, WORDS),
}
READING = {
    "file": {"type", "credentials", "onReceive", "inputSettings", "outputSettings"},
    "download": {"type", "credentials", "fileName", "fileSystem"},
    "get": {"type", "credentials", "inputSettings"},
}


def test_there_are_no_other_jobs() -> None:
    assert set(get_args(Job)) == set(JOBS)


@given(st.one_of(*JOBS.values()))
def test_every_job_that_can_be_expressed_only_reads(job: Job) -> None:
    try:
        sent = json.loads(description(job, CREDENTIALS), object_pairs_hook=_once)
    except InputError:
        return

    assert set(sent) == READING[sent["type"]]
    settings = sent.get("inputSettings", {"type": "none"})
    assert settings["type"] in {"combinedReportData", "policyList", "policy", "none"}
    assert not _keys(sent) & {"onFinish", "actionName", "test", "markedAsExported"}


@given(st.one_of(*JOBS.values()))
def test_a_job_cannot_be_changed_once_it_is_made(job: Job) -> None:
    assert dataclasses.is_dataclass(job)
    with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
        job.type = "update"  # type: ignore[union-attr] # that is the point


def test_an_export_is_asked_for_as_documented() -> None:
    pull = Pull(
        FLAT.id, states=("APPROVED", "REIMBURSED"), start=DAY, end=date(2026, 8, 31)
    )

    assert json.loads(description(ExportReports(pull), CREDENTIALS)) == {
        "type": "file",
        "credentials": {
            "partnerUserID": "aa_somebody_example",
            "partnerUserSecret": SECRET,
        },
        "onReceive": {"immediateResponse": ["returnRandomFileName"]},
        "inputSettings": {
            "type": "combinedReportData",
            "reportState": "APPROVED,REIMBURSED",
            "filters": {
                "policyIDList": "0810E551A5F2A9C2",
                "startDate": "2026-08-01",
                "endDate": "2026-08-31",
            },
        },
        "outputSettings": {"fileExtension": "json", "fileBasename": "vouch"},
    }


def test_without_states_every_state_is_asked_for() -> None:
    pull = Pull(FLAT.id, report_ids=(ReportId("R1"), ReportId("R2")))

    settings = json.loads(description(ExportReports(pull), CREDENTIALS))

    assert "reportState" not in settings["inputSettings"]
    assert settings["inputSettings"]["filters"] == {
        "policyIDList": FLAT.id,
        "reportIDList": "R1,R2",
    }


@pytest.mark.parametrize("pull", [Pull(FLAT.id), Pull(FLAT.id, end=DAY)])
def test_an_export_without_a_day_or_an_id_is_not_asked_for(pull: Pull) -> None:
    with pytest.raises(InputError):
        description(ExportReports(pull), CREDENTIALS)


def test_the_two_shapes_of_the_list_of_policies_are_kept_apart() -> None:
    opened = json.loads(description(GetPolicy(FLAT.id), CREDENTIALS))

    assert opened["inputSettings"]["policyIDList"] == [FLAT.id]


def test_the_secret_is_not_shown() -> None:
    assert SECRET not in repr(Credentials("somebody", SECRET))
    assert SECRET not in f"{Credentials('somebody', SECRET)}"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_keys, value.values()))
    if isinstance(value, list):
        return set().union(*map(_keys, value))
    return set()
