"""What SQLite's failures mean: a sentence for the world's, nothing for a bug."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy.exc import DBAPIError

from app.errors import ConflictError, DamagedStoreError, StoreError
from app.store.failures import translated
from app.store.opening import Store
from tests.fakes.stored import event, posting


def _error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_BUSY, StoreError, "half a minute"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreError, "half a minute"),
        (sqlite3.SQLITE_FULL, StoreError, "disk is full"),
        (sqlite3.SQLITE_READONLY, StoreError, "may only be read"),
        (sqlite3.SQLITE_READONLY_DBMOVED, StoreError, "may only be read"),
        (sqlite3.SQLITE_CANTOPEN, StoreError, "cannot be opened"),
        (sqlite3.SQLITE_IOERR_FSYNC, StoreError, "disk failed"),
        (sqlite3.SQLITE_CORRUPT, DamagedStoreError, "as SQLite says it"),
        (sqlite3.SQLITE_NOTADB, DamagedStoreError, "as SQLite says it"),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, ConflictError, "the same thing"),
        (sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, ConflictError, "the same thing"),
        (sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY, LookupError, ""),
    ],
)
def test_every_failure_of_the_world_has_its_words(
    code: int, kind: type[Exception], words: str
) -> None:
    ours = translated(_error(code))

    assert type(ours) is kind
    assert words in str(ours)


@pytest.mark.parametrize(
    "code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_CONSTRAINT]
)
def test_a_bug_stays_a_bug(code: int) -> None:
    assert translated(_error(code)) is None


def test_wrong_sql_is_a_bug(store: Store) -> None:
    with store.engine.connect() as connection, pytest.raises(DBAPIError):
        connection.exec_driver_sql("SELECT nonsense FROM nowhere")


def test_a_full_disk_is_told_and_leaves_the_store_whole(store: Store) -> None:
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with store.work() as begun, pytest.raises(StoreError, match="disk is full"):
        begun.history.add([event(detail="x" * 5000) for _ in range(20)])

    with store.work() as later:
        assert len(list(later.history.walk())) == 1
    assert store.faults() == ()


def test_a_store_that_may_only_be_read_is_told(store: Store) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")

    with store.work() as begun, pytest.raises(StoreError, match="may only be read"):
        begun.postings.add([(posting(), event())])


def test_a_writer_that_never_ends_is_told(store: Store) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 1")

        with store.work() as begun, pytest.raises(StoreError, match="half a minute"):
            begun.postings.add([(posting(), event())])
