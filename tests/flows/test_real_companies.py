"""Two real companies, report by report: as prepared, and as they end in Xero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.flows import agreement
from tests.flows.agreement import Document, Outcome
from tests.flows.office import Office
from tests.flows.opening import at_work, passphrase_only

pytestmark = pytest.mark.timeout(600)

COMPANIES = [
    pytest.param(name, marks=pytest.mark.xdist_group(name))
    for name in ("birmingham", "senate")
]
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


def test_expensify_was_only_read(firm: Firm, posted: Document) -> None:
    calls = firm.office.expensify("/calls")

    assert posted
    assert calls.keys() == {"file", "download", "get"}
