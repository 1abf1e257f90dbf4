"""Two journals side by side, line by line."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.domain.books import AccountCode
from app.domain.differences import pairs, words
from app.domain.journals import Journal, JournalLine

DAY = date(2026, 10, 12)


def journal(*lines: tuple[str, int], dated: date = DAY) -> Journal:
    """Make a journal of accounts and amounts."""
    made = [JournalLine(AccountCode(x), "", "NONE", (), minor) for x, minor in lines]
    return Journal(dated, "Expensify R1", "GBP", tuple(made))


lines = st.lists(
    st.tuples(st.sampled_from(["420", "493", "801"]), st.integers(-9, 9)), max_size=6
)


def test_equal_journals_have_nothing_to_say() -> None:
    then = journal(("493", 1250), ("801", -1250))

    assert list(words(then, then)) == []
    assert not any(pair.differs for pair in pairs(then, then))


def test_what_moved_is_said_of_both_accounts() -> None:
    then, now = journal(("493", 5), ("801", -5)), journal(("420", 5), ("801", -5))

    assert list(words(then, now)) == [
        "Account 420: nothing then, 0.05 now.",
        "Account 493: 0.05 then, nothing now.",
    ]


def test_another_day_is_said() -> None:
    then = journal(("493", 5), ("801", -5))

    [said] = words(then, replace(then, dated=date(2026, 11, 1)))

    assert said == "Dated 12 Oct 2026 then, 01 Nov 2026 now."


def test_the_tracking_of_a_line_is_named() -> None:
    tracked = JournalLine(AccountCode("493"), "", "NONE", (("Department", "Sales"),), 5)
    then = replace(journal(), lines=(tracked,))

    [said] = words(then, replace(then, lines=(replace(tracked, minor=7),)))

    assert said == "Account 493, Department Sales: 0.05 then, 0.07 now."


def test_nothing_beside_nothing_is_nothing() -> None:
    assert pairs(None, None) == ()
    assert list(words(None, None)) == []


@given(lines, lines)
def test_every_line_is_in_one_pair(
    olds: list[tuple[str, int]], news: list[tuple[str, int]]
) -> None:
    then, now = journal(*olds), journal(*news)

    found = pairs(then, now)

    assert Counter(x.then for x in found if x.then) == Counter(then.lines)
    assert [x.now for x in found if x.now] == list(now.lines)
    assert all(x.then.account == x.now.account for x in found if x.then and x.now)


@given(lines)
def test_a_journal_is_as_it_is(same: list[tuple[str, int]]) -> None:
    assert list(words(journal(*same), journal(*same))) == []
