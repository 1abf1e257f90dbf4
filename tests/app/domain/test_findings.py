"""The chain of events shows what was done to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.findings import Audit, Drift, Findings, audited
from app.domain.history import FIRST_LINK, Event, Kept, What, link
from app.domain.setup import ConnectionId
from app.domain.twins import Double

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def chain(length: int) -> list[Kept]:
    """Make a sound history."""
    kept: list[Kept] = []
    for number in range(1, length + 1):
        event = Event(NOON + timedelta(seconds=number), "Bo", What.POSTED, f"{number}")
        last = kept[-1].link if kept else FIRST_LINK
        kept.append(Kept(number, event, link(last, number, event)))
    return kept


numbers = st.integers(1, 12)
EDITS: tuple[Callable[[Event], Event], ...] = (
    lambda event: replace(event, who="Mallory"),
    lambda event: replace(event, detail="Nothing happened."),
    lambda event: replace(event, at=NOON - timedelta(days=1)),
    lambda event: replace(event, after={"state": "ready"}),
)
FINE = Findings(Audit(1, "x"), (), 0, (), (), (), (), ())


@given(st.integers(0, 12))
def test_a_sound_history_gives_its_head(length: int) -> None:
    kept = chain(length)

    assert audited(kept) == Audit(length, kept[-1].link if kept else FIRST_LINK)


@given(numbers, st.sampled_from(EDITS))
def test_an_edit_is_found_where_it_was_made(
    number: int, edit: Callable[[Event], Event]
) -> None:
    kept = chain(12)
    old = kept[number - 1]
    kept[number - 1] = replace(old, event=edit(old.event))

    found = audited(kept)

    assert (found.bad, found.events) == (number, number - 1)


@given(st.integers(1, 11))
def test_a_removal_is_found_where_it_was_made(number: int) -> None:
    kept = chain(12)
    del kept[number - 1]

    assert audited(kept).bad == number


@given(st.integers(1, 11))
def test_a_removal_that_was_numbered_over_is_found(number: int) -> None:
    kept = chain(12)
    del kept[number - 1]
    kept = [replace(x, number=n) for n, x in enumerate(kept, 1)]

    assert audited(kept).bad == number


@given(st.integers(1, 11))
def test_two_events_that_changed_places_are_found(number: int) -> None:
    kept = chain(12)
    first, second = kept[number - 1], kept[number]
    kept[number - 1] = replace(second, number=number)
    kept[number] = replace(first, number=number + 1)

    assert audited(kept).bad == number


def test_what_needs_a_person_is_not_ok() -> None:
    double = Double("Expensify R1", ("x-1", "x-2"))

    assert FINE.ok
    assert not replace(FINE, audit=Audit(3, "x", 4, "Event 4 is missing.")).ok
    assert not replace(FINE, faults=("a page is lost",)).ok
    assert not replace(FINE, failures=("No connection.",)).ok
    drift = Drift(ConnectionId("c1"), doubles=(double,))
    assert not replace(FINE, drift=(drift,)).ok
