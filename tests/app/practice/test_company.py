"""Company folders: what is read and refused, and that the shipped one is right."""

from __future__ import annotations

import gzip
import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import practice_company
import pytest

from app.practice.company import CompanyError, company_folders, load_companies
from tests import oracle

SHIPPED = Path(__file__).resolve().parents[3] / "resources" / "practice"
FOLDERS = ("farravale", "quillmere")
CODES = {
    "account-archived",
    "account-not-allowed",
    "account-unknown",
    "category-missing",
    "category-unmapped",
    "conversion-missing",
    "currency-mismatch",
    "date-missing",
    "not-an-expense-report",
    "period-locked",
    "report-unreadable",
    "tag-archived",
    "tag-missing",
    "tag-unknown",
    "tax-invalid",
    "total-mismatch",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the shipped company, to be broken."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "practice"))


def rewrite(path: Path, change: Callable[[list[Any]], object]) -> None:
    """Change the records of a compressed file."""
    records = list(oracle.lines(path))
    change(records)
    said = "".join(json.dumps(x) + "\n" for x in records)
    path.write_bytes(gzip.compress(said.encode()))


def test_a_set_of_companies_is_read_in_order() -> None:
    companies = load_companies(SHIPPED)

    assert [x.folder.name for x in companies] == list(FOLDERS)
    assert [len(x.expensify.policies) for x in companies] == [1, 1]
    assert sum(len(x.expensify.reports) for x in companies) == 300
    assert all(x.setup.is_file() for x in companies)


def test_one_company_of_a_set_can_be_read_alone() -> None:
    (company,) = load_companies(SHIPPED / "quillmere")

    assert company.folder == SHIPPED / "quillmere"
    assert len(company.expensify.reports) == 180


@pytest.mark.parametrize("name", FOLDERS)
def test_the_shipped_reports_are_what_the_generator_makes(name: str) -> None:
    made, _intended = practice_company.made(SHIPPED / name)

    assert made == list(oracle.lines(SHIPPED / name / "reports.jsonl.gz"))


@pytest.mark.parametrize("name", FOLDERS)
def test_the_shipped_results_are_what_the_oracle_says(name: str) -> None:
    said = list(oracle.expected(SHIPPED / name))

    assert said == list(oracle.lines(SHIPPED / name / "expected.jsonl.gz"))


def test_the_shipped_company_shows_every_problem_and_is_mostly_ready() -> None:
    results = [x for name in FOLDERS for x in oracle.expected(SHIPPED / name)]

    states = Counter(x["state"] for x in results)
    assert {code for x in results for code in x["problems"]} == CODES
    assert states.keys() == {"ready", "blocked", "nothing_to_post"}
    assert 0.65 < states["ready"] / len(results) < 0.8


def test_the_shipped_company_has_reports_of_every_kind() -> None:
    reports = [x for c in load_companies(SHIPPED) for x in c.expensify.reports]
    expenses = [x for report in reports for x in report["transactionList"]]

    assert {x["status"] for x in reports} == {
        "Open",
        "Processing",
        "Approved",
        "Reimbursed",
        "Closed",
    }
    assert {x["approved"][:7] for x in reports if x["approved"]} == {
        f"2026-{month:02}" for month in range(5, 12)
    }
    assert {x["reimbursable"] for x in expenses} == {True, False}
    assert any(x["modifiedAmount"] for x in expenses)
    assert any(x["amount"] < 0 for x in expenses)
    assert any("&amp;" in x["category"] for x in expenses)
    assert max(len(x["reportName"]) for x in reports) > 200


def test_what_was_approved_at_the_end_of_the_locked_month_is_locked() -> None:
    reports = load_companies(SHIPPED / "quillmere")[0].expensify.reports
    ids = {x["approved"]: x["reportID"] for x in reports}
    problems = {
        x["report_id"]: x["problems"] for x in oracle.expected(SHIPPED / "quillmere")
    }

    assert problems[ids["2026-05-31 23:59:59"]] == ["period-locked"]
    assert problems[ids["2026-06-01 00:00:00"]] == []


@pytest.mark.parametrize("name", ["birmingham", "senate"])
def test_the_oracle_agrees_with_the_real_companies(
    name: str, shared_data: Path
) -> None:
    said = list(oracle.expected(shared_data / name))

    assert said == list(oracle.lines(shared_data / name / "expected.jsonl.gz"))


@pytest.mark.parametrize("name", ["birmingham", "senate"])
def test_the_real_companies_can_be_served(name: str, shared_data: Path) -> None:
    (company,) = load_companies(shared_data / name)

    results = oracle.lines(shared_data / name / "expected.jsonl.gz")
    assert [x["reportID"] for x in company.expensify.reports] == [
        x["report_id"] for x in results
    ]


def test_a_folder_without_a_company_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CompanyError, match="holds no company"):
        company_folders(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CompanyError, match="is not a folder"):
        company_folders(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["expensify.json", "reports.jsonl.gz"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / "quillmere" / name).unlink()

    with pytest.raises(CompanyError, match=rf"{name} is missing"):
        load_companies(folder)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("{", "not JSON"),
        ("[]", "names no workspace"),
        ('{"policies":[]}', "names no workspace"),
        ('{"policies":[{"name":"x"}]}', "a workspace without an id"),
    ],
)
def test_unusable_workspaces_are_refused(
    folder: Path, content: str, complaint: str
) -> None:
    (folder / "quillmere" / "expensify.json").write_text(content)

    with pytest.raises(CompanyError, match=complaint):
        load_companies(folder)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda x: x[1].pop("reportID"), "line 2: not a report with an id"),
        (lambda x: x.insert(0, "report"), "line 1: not a report with an id"),
        (lambda x: x[0].update(policyID="?"), "line 1: of an unknown workspace"),
        (lambda x: x[2].pop("transactionList"), "line 3: without a list of expenses"),
        (lambda x: x[2].update(transactionList=[1]), "line 3: without a list"),
        (lambda x: x.append(x[4]), "twice"),
    ],
)
def test_unusable_reports_are_refused(
    folder: Path, change: Callable[[list[Any]], object], complaint: str
) -> None:
    rewrite(folder / "quillmere" / "reports.jsonl.gz", change)

    with pytest.raises(CompanyError, match=complaint):
        load_companies(folder)


@pytest.mark.parametrize("keep", [0, 20, 5000])
def test_a_cut_file_is_refused(folder: Path, keep: int) -> None:
    path = folder / "quillmere" / "reports.jsonl.gz"
    path.write_bytes(path.read_bytes()[:keep] or b"not compressed")

    with pytest.raises(CompanyError, match="cannot be read"):
        load_companies(folder)


def test_one_workspace_in_two_companies_is_refused(folder: Path) -> None:
    shutil.copytree(folder / "quillmere", folder / "quillmere again")

    with pytest.raises(CompanyError, match="workspace 7C41D09AE25B3F68 twice"):
        load_companies(folder)
