"""Reads company folders: the data that the practice servers answer from."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from app.errors import AppError

Record = dict[str, Any]


class CompanyError(AppError):
    """A company folder that cannot be served."""

    title = "The practice company cannot be read"
    advice = "Check the folder, or leave --company out to use the one supplied."


@dataclass(frozen=True, slots=True)
class ExpensifyCompany:
    """What Expensify knows of a company: its workspaces and their reports.

    The records are Expensify's own, as the files hold them; whoever changes one
    changes a copy.
    """

    policies: tuple[Record, ...]
    reports: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """One company folder: where it is, and its Expensify side."""

    folder: Path
    expensify: ExpensifyCompany

    @property
    def setup(self) -> Path:
        """The portable set-up that connects its workspaces to its organisation."""
        return self.folder / "setup.json"


def company_folders(folder: Path) -> tuple[Path, ...]:
    """Name the folder itself, or its sub-folders when it holds a set."""
    if (folder / "xero.json").is_file():
        return (folder,)
    if not folder.is_dir():
        raise CompanyError(f"{folder} is not a folder")
    found = sorted(path.parent for path in folder.glob("*/xero.json"))
    if not found:
        raise CompanyError(f"{folder} holds no company: there is no xero.json in it")
    return tuple(found)


def name_of(folder: Path | None) -> str:
    """A name to keep a company's things under, so that no two ever share any.

    None is the company supplied.
    """
    if folder is None:
        return "company"
    mark = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:8]
    return f"{folder.name}-{mark}"


def load_companies(folder: Path) -> tuple[Company, ...]:
    """Read every company in ``folder``, by name; no id may occur twice."""
    companies = tuple(map(load_company, company_folders(folder)))
    _refuse_twice(
        folder,
        "workspace",
        (p["id"] for company in companies for p in company.expensify.policies),
    )
    _refuse_twice(
        folder,
        "report",
        (r["reportID"] for company in companies for r in company.expensify.reports),
    )
    return companies


def load_company(folder: Path) -> Company:
    """Read one company folder, checked as far as the servers depend on it.

    What a report says is not checked: broken ones belong to the practice.
    """
    policies = _policies(folder / "expensify.json")
    known = {policy["id"] for policy in policies}
    reports = tuple(_reports(folder / "reports.jsonl.gz", known))
    return Company(folder, ExpensifyCompany(policies, reports))


def _policies(path: Path) -> tuple[Record, ...]:
    raw = _decoded(path, _content(path), 0)
    policies = raw.get("policies") if isinstance(raw, dict) else None
    if not isinstance(policies, list) or not policies:
        raise CompanyError(f"{path} names no workspace")
    for policy in policies:
        if not isinstance(policy, dict) or not _is_id(policy.get("id")):
            raise CompanyError(f"{path} has a workspace without an id")
    return tuple(policies)


def _reports(path: Path, policies: set[str]) -> Iterator[Record]:
    for number, line in enumerate(_content(path).split(b"\n"), start=1):
        if not line:
            continue
        report = _decoded(path, line, number)
        if not isinstance(report, dict) or not _is_id(report.get("reportID")):
            raise CompanyError(f"{path}, line {number}: not a report with an id")
        if report.get("policyID") not in policies:
            raise CompanyError(f"{path}, line {number}: of an unknown workspace")
        if not _is_records(report.get("transactionList")):
            raise CompanyError(f"{path}, line {number}: without a list of expenses")
        yield report


def _is_id(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_records(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if path.suffix == ".gz" else content
    except FileNotFoundError as error:
        raise CompanyError(f"{path} is missing") from error
    except (OSError, EOFError, zlib.error) as error:
        raise CompanyError(f"{path} cannot be read: {error}") from error


def _decoded(path: Path, content: bytes, line: int) -> object:
    try:
        return msgspec.json.decode(content)
    except msgspec.DecodeError as error:
        where = f"{path}, line {line}" if line else str(path)
        raise CompanyError(f"{where}: not JSON: {error}") from error


def _refuse_twice(folder: Path, what: str, ids: Iterator[str]) -> None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise CompanyError(f"{folder} has the {what} {each} twice")
        seen.add(each)
