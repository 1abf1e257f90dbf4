"""The list of postings: found, sorted, cut into pages and tallied."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.listing import PostingQuery, Sort, Tally
from app.domain.postings import PostingId, State
from app.domain.problems import Code, Problem
from app.domain.setup import ConnectionId
from app.ports.work import Work
from tests.fakes.stored import journal, keep, posting

LOST = Problem(Code.TAG_UNKNOWN, "There is no option “Lost”.", "Lost")
SOME = (
    posting("R1", report_name="b-trip", submitter="Élise Ék", total=300),
    posting(
        "R2",
        report_name="A trip",
        submitter="carl",
        submitter_email="carl@example.org",
        total=100,
        currency="EUR",
        journal=journal(dated=date(2026, 9, 30)),
    ),
    posting(
        "R3",
        report_name="50% off_trip",
        submitter="Bea",
        total=-200,
        state=State.BLOCKED,
        problems=(LOST,),
        journal=None,
        approved=None,
    ),
    posting("R4", report_name="C", submitter="Dan", state=State.POSTED, xero_id="XY-9"),
)


@pytest.fixture
def listed(work: Work) -> Work:
    """The store with SOME in it, and an older revision that must not be listed."""
    with work() as begun:
        keep(begun, posting("R4", state=State.REVERSED, total=1))
        again = replace(SOME[3], id=posting("R4", revision=2).id, revision=2)
        keep(begun, *SOME[:3], again)
    return work


def _reports(work: Work, query: PostingQuery) -> list[str]:
    with work() as begun:
        return [x.report_id for x in begun.postings.page(query).rows]


@pytest.mark.parametrize("text", ["", "r"])
@pytest.mark.parametrize(
    ("sort", "ascending"),
    [
        (Sort.DATE, ["R3", "R2", "R1", "R4"]),
        (Sort.REPORT, ["R3", "R2", "R1", "R4"]),
        (Sort.SUBMITTER, ["R3", "R2", "R4", "R1"]),
        (Sort.TOTAL, ["R3", "R2", "R1", "R4"]),
        (Sort.STATE, ["R3", "R1", "R2", "R4"]),
    ],
)
def test_it_sorts_both_ways(
    listed: Work, sort: Sort, ascending: list[str], text: str
) -> None:
    up = _reports(listed, PostingQuery(sort=sort, descending=False, text=text))
    down = _reports(listed, PostingQuery(sort=sort, descending=True, text=text))

    assert up == ascending
    assert down == ascending[::-1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (PostingQuery(states=frozenset({State.READY})), {"R1", "R2"}),
        (PostingQuery(states=frozenset({State.HELD})), set()),
        (PostingQuery(connection_id=ConnectionId("none")), set()),
        (PostingQuery(ids=frozenset({SOME[0].id, SOME[2].id})), {"R1", "R3"}),
        (PostingQuery(ids=frozenset({SOME[3].id})), {"R4"}),
        (PostingQuery(ids=frozenset({SOME[0].id}), text="carl"), set()),
        (PostingQuery(ids=frozenset()), set()),
        (PostingQuery(text="ÉLISE"), {"R1"}),
        (PostingQuery(text="carl@"), {"R2"}),
        (PostingQuery(text="xy-9"), {"R4"}),
        (PostingQuery(text="r3"), {"R3"}),
        (PostingQuery(text="trip"), {"R1", "R2", "R3"}),
        (PostingQuery(text="50% off_"), {"R3"}),
        (PostingQuery(text="%"), {"R3"}),
        (PostingQuery(text="_"), {"R3"}),
    ],
)
def test_it_finds_what_is_asked_for(
    listed: Work, query: PostingQuery, found: set[str]
) -> None:
    with listed() as begun:
        page = begun.postings.page(query)

    assert {x.report_id for x in page.rows} == found
    assert page.matching == len(found)


def test_as_many_are_listed_as_are_meant(listed: Work) -> None:
    others = (PostingId(f"other-{number}") for number in range(40_000))
    meant = frozenset({SOME[1].id, *others})

    assert _reports(listed, PostingQuery(ids=meant)) == ["R2"]


def test_the_tallies_do_not_depend_on_the_states_asked_for(listed: Work) -> None:
    with listed() as begun:
        page = begun.postings.page(PostingQuery(states=frozenset({State.HELD})))

    assert page.tallies == {
        State.READY: Tally(2, {"GBP": 300, "EUR": 100}),
        State.BLOCKED: Tally(1, {"GBP": -200}),
        State.POSTED: Tally(1, {"GBP": 1250}),
    }


def test_the_tallies_follow_the_rest_of_the_query(listed: Work) -> None:
    with listed() as begun:
        page = begun.postings.page(PostingQuery(text="carl"))

    assert page.tallies == {State.READY: Tally(1, {"EUR": 100})}


@pytest.mark.parametrize("text", ["", "r"])
@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_follow_one_another_without_gap_or_overlap(
    listed: Work, sort: Sort, limit: int, text: str
) -> None:
    query = PostingQuery(sort=sort, text=text)
    whole = _reports(listed, query)

    cut = [
        each
        for offset in range(0, len(whole) + limit, limit)
        for each in _reports(listed, replace(query, offset=offset, limit=limit))
    ]

    assert cut == whole
    assert len(whole) == 4


def test_a_row_says_what_a_list_shows(listed: Work) -> None:
    with listed() as begun:
        (row,) = begun.postings.page(PostingQuery(text="R3")).rows

    assert row.headline == LOST.message
    assert row.codes == (Code.TAG_UNKNOWN,)
    assert row.dated is None
    assert (row.total, row.currency, row.revision) == (-200, "GBP", 1)


def test_the_day_of_a_row_is_the_journals(listed: Work) -> None:
    with listed() as begun:
        (row,) = begun.postings.page(PostingQuery(text="R2")).rows

    assert row.dated == date(2026, 9, 30)
