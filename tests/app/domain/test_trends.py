"""Months: which they are, and what counts in them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.domain.postings import State
from app.domain.trends import SPENT, Standing, month_end, month_of, months


@given(st.dates(date(1970, 1, 1), date(2200, 1, 1)), st.integers(1, 30))
def test_months_follow_one_another_without_a_gap(last: date, count: int) -> None:
    found = months(last, count)

    assert len(found) == count
    assert found[-1] <= last <= month_end(found[-1])
    for before, after in pairwise(found):
        assert (after - month_end(before)).days == 1
        assert month_of(month_end(before)) == before


def test_a_journal_is_in_xero_or_waits_or_neither() -> None:
    assert not Standing.POSTED.states & Standing.WAITING.states
    neither = set(State) - Standing.POSTED.states - Standing.WAITING.states
    assert neither == {State.REVERSED, State.ELSEWHERE, State.NOTHING_TO_POST}


def test_what_was_reversed_is_not_spent() -> None:
    assert State.REVERSED not in SPENT
    assert State.ELSEWHERE in SPENT
