"""Two real companies, report by report: as prepared, and as they end in Xero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from tests.flows import agreement
from tests.flows.agreement import Document, Outcome
from tests.flows.office import Office
from tests.flows.opening import at_work, passphrase_only

pytestmark = pytest.mark.timeout(600)

COMPANIES = ("birmingham", "senate")
ALL_OF_IT = ("--from", "2010-01-01", "--to", "2020-12-31")


@dataclass(frozen=True)
class Firm:
    """A company that was pulled, and what must have become of its reports."""

    office: Office
    expected: dict[str, Outcome]
    prepared: dict[str, Document]


@pytest.fixture(scope="module", params=COMPANIES)
def firm(
    request: pytest.FixtureRequest,
    shared_data: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Firm]:
    """Connect to one of them and sync."""
    folder = shared_data / request.param
    work = at_work(tmp_path_factory.mktemp(request.param), folder, practice=False)
    with passphrase_only(), work as (office, known):
        office.connect(known, folder)
        office.done("sync", *ALL_OF_IT, status=1)
        yield Firm(office, agreement.expected(folder), office.listed())


@pytest.fixture(scope="module")
def posted(firm: Firm) -> Document:
    """Post everything that is ready."""
    answer: Document = firm.office.done("post", "--all")
    return answer


def test_every_report_is_prepared_as_expected(firm: Firm) -> None:
    said = agreement.listed(firm.prepared)

    assert said.keys() == firm.expected.keys()
    assert [x for x in firm.expected if said[x] != firm.expected[x]] == []


def test_xero_holds_what_was_expected_once_and_nothing_else(
    firm: Firm, posted: Document
) -> None:
    wanted = agreement.ready(firm.expected)
    listed = firm.office.listed()

    held = agreement.in_xero(firm.office.journals(), listed)

    assert held.keys() == wanted.keys()
    assert [x for x in wanted if held[x] != wanted[x]] == []
    assert posted["posted"] == len(wanted)
    assert agreement.listed(listed) == agreement.posted(firm.expected)


@pytest.mark.parametrize("firm", COMPANIES[:1], indirect=True)
def test_the_close_of_the_last_month_adds_up_on_paper_and_in_the_workbook(
    firm: Firm, posted: Document, tmp_path: Path
) -> None:
    days = [x["journal"]["date"] for x in posted["reports"]]
    month = max(days)[:7]

    shown = firm.office.done(
        "close", "show", "--month", month, "--pack", str(tmp_path), status=1
    )

    pdf, book = (Path(file) for file in shown["files"])
    sheets = openpyxl.load_workbook(book, read_only=True)
    *reports, total = list(sheets["Reports"].iter_rows(min_row=2, values_only=True))
    approved = [x for x in firm.prepared.values() if _approved_in(x, month)]
    assert {row[1] for row in reports} >= {x["report_id"] for x in approved}
    assert sum(Decimal(str(row[5])) for row in reports) == Decimal(str(total[5]))
    assert f"Total {total[5]:,.2f}" in _text(pdf)
    [complete] = [x for x in shown["steps"] if x["step"] == "complete"]
    assert complete["standing"] == "done"


def _approved_in(document: Document, month: str) -> bool:
    journal = document["journal"]
    return bool(journal) and str(journal["date"]).startswith(month)


def _text(file: Path) -> str:
    pages = (page.extract_text() for page in PdfReader(file).pages)
    return " ".join(" ".join(pages).split())


def test_expensify_was_only_read(firm: Firm, posted: Document) -> None:
    calls = firm.office.expensify("/calls")

    assert posted
    assert calls.keys() == {"file", "download", "get"}
