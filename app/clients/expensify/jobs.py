"""The jobs that Expensify can be asked to do: these four, none of which writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, assert_never

import msgspec

from app.errors import InputError
from app.ports.expensify import Pull


@dataclass(frozen=True, slots=True)
class Credentials:
    """What Expensify calls the partner's user id and secret."""

    user_id: str
    secret: str = field(repr=False)

    def hidden_in(self, said: bytes) -> bytes:
        """Return ``said`` without the secret, should the service have repeated it."""
        return said.replace(self.secret.encode(), b"***") if self.secret else said


@dataclass(frozen=True, slots=True)
class ExportReports:
    """Write the reports that are asked for into a file, and name it.

    Not ``whole``: only which they are.
    """

    pull: Pull
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Download:
    """Hand over a file that an export wrote."""

    file_name: str


@dataclass(frozen=True, slots=True)
class ListPolicies:
    """List the workspaces."""


@dataclass(frozen=True, slots=True)
class GetPolicy:
    """Hand over a workspace's categories and tags."""

    policy_id: str


Job = ExportReports | Download | ListPolicies | GetPolicy


def description(job: Job, credentials: Credentials) -> str:
    """Return the request that describes ``job``."""
    signed = {
        "partnerUserID": credentials.user_id,
        "partnerUserSecret": credentials.secret,
    }
    return msgspec.json.encode({**_settings(job), "credentials": signed}).decode()


def _settings(job: Job) -> dict[str, Any]:
    match job:
        case ExportReports(pull, _whole):
            return _export(pull)
        case Download(file_name):
            return {
                "type": "download",
                "fileName": file_name,
                "fileSystem": "integrationServer",
            }
        case ListPolicies():
            return {"type": "get", "inputSettings": {"type": "policyList"}}
        case GetPolicy(policy_id):
            asked = {
                "type": "policy",
                "fields": ["categories", "tags"],
                "policyIDList": [policy_id],
            }
            return {"type": "get", "inputSettings": asked}
        case _:
            assert_never(job)


def _export(pull: Pull) -> dict[str, Any]:
    asked: dict[str, Any] = {"type": "combinedReportData", "filters": _filters(pull)}
    if pull.states:
        asked["reportState"] = ",".join(pull.states)
    return {
        "type": "file",
        "onReceive": {"immediateResponse": ["returnRandomFileName"]},
        "inputSettings": asked,
        "outputSettings": {"fileExtension": "json", "fileBasename": "vouch"},
    }


def _filters(pull: Pull) -> dict[str, str]:
    filters = {
        "policyIDList": pull.workspace_id,
        "reportIDList": ",".join(pull.report_ids),
        "approvedAfter": pull.approved_after and pull.approved_after.isoformat(),
        "startDate": pull.start and pull.start.isoformat(),
        "endDate": pull.end and pull.end.isoformat(),
    }
    given = {name: value for name, value in filters.items() if value}
    if not given.keys() & {"reportIDList", "approvedAfter", "startDate"}:
        raise InputError("Expensify cannot be asked for reports without a day or an id")
    return given
