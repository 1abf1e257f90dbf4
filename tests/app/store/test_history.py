"""The history: chained, numbered without gaps, found again, never changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError

from app.domain.history import FIRST_LINK, What, link
from app.domain.listing import HistoryQuery
from app.errors import DamagedStoreError
from app.ports.work import Work
from app.store.checking import bare
from app.store.history_search import STRETCH
from app.store.opening import Store
from tests.fakes.stored import AT, event


@pytest.fixture
def told(work: Work) -> Work:
    """A history of one connection and three more events."""
    with work() as begun:
        begun.history.add(
            [
                event(What.PREPARED, report_id="R1", detail="Prepared for Zoë"),
                event(
                    What.HELD,
                    at=AT + timedelta(hours=1),
                    report_id="R2",
                    before={"state": "ready"},
                    after={"state": "held", "why": "50% sure"},
                ),
            ]
        )
        begun.commit()
        begun.history.add(
            [event(What.POSTED, at=AT + timedelta(hours=2), connection_id="c1")]
        )
        begun.commit()
    return work


def test_the_events_are_chained_in_order_across_transactions(told: Work) -> None:
    with told() as begun:
        kept = list(begun.history.walk())

    assert [x.number for x in kept] == [1, 2, 3, 4]
    previous = FIRST_LINK
    for x in kept:
        assert x.link == link(previous, x.number, x.event)
        previous = x.link


def test_an_event_comes_back_as_it_was_told(told: Work) -> None:
    with told() as begun:
        held = list(begun.history.walk())[2].event

    assert held == event(
        What.HELD,
        at=AT + timedelta(hours=1),
        report_id="R2",
        before={"state": "ready"},
        after={"state": "held", "why": "50% sure"},
    )


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2))),
        datetime(2026, 7, 1, 12, 0, 0, 5, UTC),
        datetime(2026, 7, 1, tzinfo=UTC),
    ],
)
def test_the_chain_does_not_hang_on_how_a_moment_was_written(
    work: Work, at: datetime
) -> None:
    with work() as begun:
        begun.history.add([event(at=at)])
        begun.commit()

    with work() as later:
        first, second = later.history.walk()

    assert second.event.at == at
    assert second.link == link(first.link, 2, second.event)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (HistoryQuery(), [4, 3, 2, 1]),
        (HistoryQuery(limit=2), [4, 3]),
        (HistoryQuery(offset=3), [1]),
        (HistoryQuery(report_id="R1"), [2]),
        (HistoryQuery(connection_id="c1"), [4]),
        (HistoryQuery(what=frozenset({"held", "posted"})), [4, 3]),
        (HistoryQuery(text="ZOË"), [2]),
        (HistoryQuery(text="bo"), [4, 3, 2, 1]),
        (HistoryQuery(text="held"), [3]),
        (HistoryQuery(text="_"), []),
        (HistoryQuery(since=AT + timedelta(hours=1)), [4, 3]),
        (HistoryQuery(until=AT + timedelta(hours=1)), [2, 1]),
    ],
)
def test_it_finds_what_is_asked_for(
    told: Work, query: HistoryQuery, numbers: list[int]
) -> None:
    with told() as begun:
        page = begun.history.page(query)

    assert [x.number for x in page.events] == numbers


def test_matching_counts_what_is_not_on_the_page(told: Work) -> None:
    with told() as begun:
        everything = begun.history.page(HistoryQuery(limit=1))
        some = begun.history.page(HistoryQuery(text="bo", limit=1, offset=1))

    assert (everything.matching, some.matching) == (4, 4)


def test_an_empty_history_has_pages_too(store: Store) -> None:
    with store.work() as begun:
        page = begun.history.page(HistoryQuery(report_id="R9"))

    assert (page.events, page.matching) == ((), 0)


def test_a_long_history_is_walked_to_its_end(work: Work) -> None:
    with work() as begun:
        begun.history.add([event() for _ in range(1100)])
        begun.commit()

        assert [x.number for x in begun.history.walk()] == list(range(1, 1102))


@pytest.mark.parametrize(
    "change",
    ["UPDATE audit SET detail = 'nothing happened'", "DELETE FROM audit"],
)
def test_the_database_refuses_to_change_history(store: Store, change: str) -> None:
    with (
        store.engine.connect() as connection,
        pytest.raises(IntegrityError, match="history is never changed"),
    ):
        connection.exec_driver_sql(change)


@pytest.fixture
def tampered(store: Store) -> Store:
    """A store in whose file somebody has changed an event by force."""
    with bare(store.path) as connection:
        connection.execute("DROP TRIGGER audit_no_update")
        connection.execute("UPDATE audit SET what = 'unheard of'")
    return store


def test_an_event_that_makes_no_sense_is_named(tampered: Store) -> None:
    with (
        tampered.work() as begun,
        pytest.raises(DamagedStoreError, match="Event 1 of the history"),
    ):
        list(begun.history.walk())


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (HistoryQuery(), [4, 3, 2, 1]),
        (HistoryQuery(who="B"), [4, 3, 2, 1]),
        (HistoryQuery(who="zed"), []),
        (HistoryQuery(state="held"), [3]),
        (HistoryQuery(state="hel"), []),
        (HistoryQuery(report_id="R2", text="50%"), []),
        (HistoryQuery(since=AT + timedelta(hours=1)), [4, 3]),
    ],
)
def test_numbers_are_found_without_reading_the_events(
    told: Work, query: HistoryQuery, numbers: list[int]
) -> None:
    with told() as begun:
        found = begun.history.find(query)
        read = begun.history.read(found.numbers)

    assert list(found.numbers) == numbers
    assert (found.below, found.newest) == (0, 4)
    assert [x.number for x in read] == numbers


def test_only_what_came_since_is_found(told: Work) -> None:
    with told() as begun:
        everything = begun.history.find(HistoryQuery(), above=2)
        some = begun.history.find(HistoryQuery(text="bo"), below=4, above=1)

    assert list(everything.numbers) == [4, 3]
    assert list(some.numbers) == [3, 2]


def test_a_long_history_is_looked_through_a_stretch_at_a_time(store: Store) -> None:
    with store.work() as begun:
        begun.history.add([event(What.HELD, detail="the first")])
        begun.history.add([event() for _ in range(STRETCH)])
        first = begun.history.find(HistoryQuery(text="the first"))
        second = begun.history.find(HistoryQuery(text="the first"), first.below)
        whole = begun.history.find(HistoryQuery())

    assert list(first.numbers) == []
    assert first.below == whole.newest - STRETCH + 1
    assert list(second.numbers) == [2]
    assert second.below == 0
    assert whole.numbers == range(STRETCH + 2, 0, -1)


def test_unknown_numbers_are_left_out(told: Work) -> None:
    with told() as begun:
        assert begun.history.read([9, 1])[0].number == 1
