"""One store, many users: threads of one process, and processes that may be killed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from app.domain.listing import PostingQuery
from app.domain.postings import State
from app.errors import BusyError, ConflictError
from app.store.checking import journal_of
from app.store.leases import SqlLeases
from app.store.opening import Store, open_store
from app.store.settings import SettingRows
from app.store.vault import SqlVault
from tests.fakes.stored import event, keep, posting

CHECKOUT = Path(__file__).parents[3]
Process = subprocess.Popen[str]


def _now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def other(store: Store) -> Callable[[str], Process]:
    """Starts a second process on the store."""

    def start(verb: str) -> Process:
        return subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-m", "tests.app.store.other", str(store.path), verb],
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    return start


@contextmanager
def _ended(process: Process) -> Iterator[Process]:
    with process:
        try:
            yield process
        finally:
            process.kill()


def _line(process: Process) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_threads_write_one_after_the_other_without_losing_anything(
    store: Store,
) -> None:
    together = Barrier(4)

    def write(who: str) -> None:
        together.wait()
        for number in range(25):
            with store.work() as work:
                assert work.postings.page(PostingQuery()).matching >= 0
                work.history.add([event(who=who, detail=f"{number}")])
                work.commit()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, "abcd"))

    with store.work() as work:
        kept = list(work.history.walk())
    assert [x.number for x in kept] == list(range(1, 102))
    for who in "abcd":
        told = [x.event.detail for x in kept if x.event.who == who]
        assert told == [str(number) for number in range(25)]


def test_of_two_threads_that_change_one_posting_one_is_told(store: Store) -> None:
    with store.work() as work:
        keep(work, posting())
    together = Barrier(2)

    def send(why: str) -> str:
        with store.work() as work:
            mine = work.postings.get(posting().id)
            together.wait()
            try:
                moved = mine.moved(State.SENDING, why=why)
                work.postings.save([moved], [event()])
            except ConflictError:
                return "told"
            work.commit()
            return "sent"

    with ThreadPoolExecutor(2) as threads:
        came_of_it = sorted(threads.map(send, ["a", "b"]))

    assert came_of_it == ["sent", "told"]


def test_reading_goes_on_while_somebody_writes(store: Store) -> None:
    with store.work() as work:
        keep(work, posting("R1"))

    with store.work() as writing:
        writing.postings.add([(posting("R2"), event())])
        with store.work() as reading:
            assert reading.postings.page(PostingQuery()).matching == 1
        writing.commit()


def test_a_second_process_writes_between(
    store: Store, other: Callable[[str], Process]
) -> None:
    with _ended(other("add_events")) as process:
        for number in range(50):
            with store.work() as work:
                work.history.add([event(who="mine", detail=f"{number}")])
                work.commit()
        assert process.wait(60) == 0

    with store.work() as work:
        kept = list(work.history.walk())
    assert [x.number for x in kept] == list(range(1, 102))
    assert sum(x.event.who == "other" for x in kept) == 50


def test_what_a_killed_process_had_not_committed_is_gone(
    store: Store, other: Callable[[str], Process]
) -> None:
    with _ended(other("write_and_wait")) as process:
        assert _line(process) == "written"
        process.kill()
        process.wait()

        with store.work() as work:
            work.history.add([event(detail="mine")])
            work.commit()
            kept = [x.event.detail for x in work.history.walk()]

    store.close()
    again = open_store(store.path)
    assert (kept, again.faults()) == (["", "mine"], ())
    again.close()


def test_only_one_process_at_a_time_is_inside_a_lock(
    store: Store, other: Callable[[str], Process]
) -> None:
    vault, rows = SqlVault(store, lambda: bytes(32)), SettingRows(store)

    def count_up() -> None:
        for _ in range(50):
            with vault.locked("number"):
                rows.put("number", str(int(rows.get("number") or 0) + 1))

    with _ended(other("count_up")) as process, ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(count_up) for _ in range(2)]:
            done.result()
        assert process.wait(60) == 0

    assert rows.get("number") == "150"


def test_a_lease_is_held_by_one_process(
    store: Store, other: Callable[[str], Process]
) -> None:
    leases = SqlLeases(store, _now)
    with _ended(other("hold")) as process:
        assert _line(process) == "held"

        with pytest.raises(BusyError), leases.hold("org-1"):
            pass
        with leases.hold("org-2"):
            pass

        process.communicate("")
        with leases.hold("org-1"), _ended(other("hold")) as second:
            assert _line(second) == "busy"


def test_the_lease_of_a_killed_process_is_free_at_once(
    store: Store, other: Callable[[str], Process]
) -> None:
    with _ended(other("hold")) as process:
        assert _line(process) == "held"
        process.kill()
        process.wait()

        with SqlLeases(store, _now).hold("org-1"):
            pass


def test_a_lease_is_held_by_one_thread(store: Store) -> None:
    leases = SqlLeases(store, _now)

    with (
        leases.hold("org-1"),
        pytest.raises(BusyError) as refused,
        leases.hold("org-1"),
    ):
        pass

    assert refused.value.retry_after is not None
    with leases.hold("org-1"):
        pass


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_lease_that_no_longer_beats_is_taken_over(
    store: Store, hours: int, expected_logs: list[object]
) -> None:
    at = _now()
    beat = timedelta(milliseconds=5)
    with SqlLeases(store, lambda: at).hold("org-1"):
        later = SqlLeases(store, lambda: at + timedelta(hours=hours), beat)
        with later.hold("org-1"), pytest.raises(BusyError), later.hold("org-1"):
            pass

    with SqlLeases(store, lambda: at).hold("org-1"):
        assert not expected_logs


def test_a_lease_stays_young_while_it_is_held(store: Store) -> None:
    told = iter(range(1000))
    seen = Barrier(2, timeout=30)

    def clock() -> datetime:
        number = next(told)
        if number == 3:
            seen.wait()
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=20 * number)

    with SqlLeases(store, clock, timedelta(milliseconds=1)).hold("org-1"):
        seen.wait()


def test_a_store_opened_twice_here_is_not_taken_for_free_elsewhere(
    store: Store,
) -> None:
    """Whoever closes a store last clears its journal away: not while we write to it."""
    with store.work() as begun:
        begun.connections.all()  # and the connection stays open
    with closing(open_store(store.path)):
        pass
    visit = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); {}; c.close()"
    look = "c.execute('SELECT count(*) FROM audit').fetchone()"

    subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", visit.format(look), str(store.path)], check=True
    )

    assert journal_of(store.path).exists()
