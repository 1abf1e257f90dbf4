"""Causes: what is gathered is what is stuck, no more and no less."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.domain.postings import PostingId, State
from app.domain.problems import Code, Problem, Severity
from app.domain.setup import ConnectionId
from app.domain.troubles import STUCK, Troubled, stuck

PROBLEMS = st.builds(
    Problem,
    st.sampled_from([Code.CATEGORY_UNMAPPED, Code.TAG_UNKNOWN, Code.CHANGED_IN_XERO]),
    st.sampled_from(["one", "other"]),
    st.sampled_from(["", "Meals", "461"]),
    st.sampled_from(Severity),
)


@st.composite
def waiting(draw: st.DrawFn) -> list[Troubled]:
    """Some postings, each with an id of its own."""
    return [
        Troubled(
            PostingId(f"p{number}"),
            ConnectionId(draw(st.sampled_from(["a", "b"]))),
            draw(st.sampled_from(sorted(STUCK))),
            draw(st.sampled_from(["GBP", "EUR"])),
            draw(st.integers(-(10**6), 10**6)),
            draw(st.sampled_from(["", "No such account."])),
            tuple(draw(st.lists(PROBLEMS, max_size=4))),
        )
        for number in range(draw(st.integers(0, 8)))
    ]


@given(waiting())
def test_every_report_is_counted_once_under_each_of_its_causes(
    postings: list[Troubled],
) -> None:
    found = stuck(postings)

    worth = {x.id: x for x in postings}
    for group in found:
        assert len(set(group.ids)) == group.count > 0
        totals: Counter[str] = Counter()
        for which in group.ids:
            posting = worth[which]
            totals[posting.currency] += posting.total
            assert posting.connection_id == group.connection_id
            assert (group.code is None) == (posting.state is State.FAILED)
        assert dict(totals) == dict(group.totals)
    keys = [(x.code, x.about, x.connection_id) for x in found]
    assert len(keys) == len(set(keys))
    shown = {which for group in found for which in group.ids}
    assert shown == {x.id for x in postings if x.problems or x.state is State.FAILED}


def test_a_warning_is_no_cause_where_something_stops_it() -> None:
    warning = Problem(Code.NATIVE_CONNECTION_ON, "It is on.", "", Severity.WARNING)
    blocking = Problem(Code.CATEGORY_UNMAPPED, "Not mapped.", "Meals")
    both = Troubled(
        PostingId("p"),
        ConnectionId("a"),
        State.BLOCKED,
        "GBP",
        5,
        "",
        (warning, blocking),
    )

    assert [x.code for x in stuck([both])] == [Code.CATEGORY_UNMAPPED]


def test_words_are_told_where_all_say_the_same() -> None:
    def one(name: str, words: str) -> Troubled:
        problem = Problem(Code.ACCOUNT_ARCHIVED, words, "461")
        return Troubled(
            PostingId(name), ConnectionId("a"), State.BLOCKED, "GBP", 1, "", (problem,)
        )

    (same,) = stuck([one("p", "Archived."), one("q", "Archived.")])
    (other,) = stuck([one("p", "Archived."), one("q", "Gone.")])

    assert (same.words, same.about, same.count) == ("Archived.", "461", 2)
    assert other.words == ""
