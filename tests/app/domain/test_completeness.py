"""What Expensify has, less every part, is what the differences say, always."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.domain.completeness import (
    PARTS,
    Here,
    Lack,
    Part,
    Told,
    accounted,
)
from app.domain.expenses import ReportId
from app.domain.listing import Tally
from app.domain.postings import State

amounts = st.integers(-(10**12), 10**12)
names = st.sampled_from([ReportId(f"R{n}") for n in range(8)])
currencies = st.sampled_from(["GBP", "EUR", "JPY"])
told = st.builds(Told, names, st.just("Trip"), currencies, amounts)
here = st.builds(
    Here,
    names,
    st.just("Trip"),
    st.sampled_from(State),
    currencies,
    amounts,
    st.booleans(),
    st.sampled_from(["", "Beta"]),
)


def test_every_state_is_in_a_part() -> None:
    assert set(PARTS) == set(State)
    assert set(PARTS.values()) == set(Part) - {Part.OTHER}


def test_every_part_has_words() -> None:
    assert Part.NOTHING.words == "Nothing to post"
    assert Part.ELSEWHERE.words == "Posted elsewhere"


def test_what_agrees_has_no_differences() -> None:
    there = [Told(ReportId("R1"), "Trip", "GBP", 5)]
    known = [Here(ReportId("R1"), "Trip", State.READY, "GBP", 5)]

    source, parts, differences = accounted(there, known)

    assert source == Tally(1, {"GBP": 5})
    assert parts == {Part.READY: Tally(1, {"GBP": 5})}
    assert differences == ()


@given(st.lists(told, max_size=8), st.lists(here, max_size=8))
def test_it_adds_up_to_the_minor_unit_in_every_currency(
    some_told: list[Told], some_here: list[Here]
) -> None:
    there = {x.report_id: x for x in some_told}
    known = {x.report_id: x for x in some_here}

    source, parts, differences = accounted(there.values(), known.values())

    money = Counter(source.totals)
    for tally in parts.values():
        money.subtract(tally.totals)
    for difference in differences:
        money[difference.currency] -= difference.minor
    count = source.count - sum(tally.count for tally in parts.values())
    assert not any(money.values())
    assert count == sum(difference.count for difference in differences)


@given(st.lists(told, max_size=8))
def test_what_was_never_pulled_is_named_each(some_told: list[Told]) -> None:
    there = {x.report_id: x for x in some_told}

    _, parts, differences = accounted(there.values(), [])

    assert parts == {}
    assert {x.report_id for x in differences} == there.keys()
    assert {x.lack for x in differences} <= {Lack.NOT_PULLED}
