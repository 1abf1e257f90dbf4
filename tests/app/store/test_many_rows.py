"""Many rows at once: all of them or none, and no more than any SQLite takes."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import event as happening
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from app.errors import ConflictError
from app.ports.work import Work
from app.store.opening import Store
from tests.fakes.stored import keep, posting

_TAKEN_BY_OLD_ONES = 999


def test_one_of_many_that_is_there_already_keeps_all_out(work: Work) -> None:
    with work() as begun:
        keep(begun, posting("R150"))

    with work() as later:
        with pytest.raises(ConflictError):
            keep(later, *(posting(f"R{n}") for n in range(450)))
        later.commit()

    with work() as last:
        assert len(list(last.history.walk())) == 2
        assert [x.report_id for x in last.postings.select([posting().state])] == [
            "R150"
        ]


def test_an_sqlite_that_takes_few_values_keeps_as_many_rows(store: Store) -> None:
    happening.listen(store.engine, "connect", _take_few)
    store.engine.dispose()

    with store.work() as begun:
        keep(begun, *(posting(f"R{n}") for n in range(450)))

    with store.work() as later:
        kept = list(later.postings.select([posting().state]))
        events = [x.event.report_id for x in later.history.walk()]

    assert [x.report_id for x in kept] == [f"R{n}" for n in range(450)]
    assert events[1:] == [f"R{n}" for n in range(450)]


def _take_few(opened: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    assert isinstance(opened, sqlite3.Connection)
    opened.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, _TAKEN_BY_OLD_ONES)
