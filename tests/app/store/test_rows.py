"""Settings and the call log: small rows, committed at once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.setup import Setup
from app.errors import BusyError, DamagedStoreError
from app.store import codec
from app.store.calls import StoreCallLog
from app.store.locks import file_lock
from app.store.opening import Store
from app.store.processes import is_running
from app.store.settings import SettingRows
from tests.fakes.stored import AT


def test_a_setting_is_kept_and_replaced(store: Store) -> None:
    rows = SettingRows(store)
    assert rows.get("theme") is None

    rows.put("theme", "light")
    rows.put("theme", "dark")

    assert SettingRows(store).get("theme") == "dark"


def test_calls_are_remembered_by_service(store: Store) -> None:
    log = StoreCallLog(store)
    for minutes in (3, 1, 2):
        log.note("xero", AT + timedelta(minutes=minutes))
    log.note("expensify", AT)

    found = StoreCallLog(store).recent("xero", AT + timedelta(minutes=2))

    assert found == (AT + timedelta(minutes=2), AT + timedelta(minutes=3))


def test_old_calls_are_forgotten(store: Store) -> None:
    log = StoreCallLog(store)
    log.note("xero", AT)
    log.note("expensify", AT)

    log.note("xero", AT + timedelta(days=3))

    assert log.recent("xero", AT) == (AT + timedelta(days=3),)
    assert log.recent("expensify", AT) == (AT,)


def test_a_lock_that_stays_taken_is_told(tmp_path: Path) -> None:
    path = tmp_path / "lock"

    with file_lock(path), pytest.raises(BusyError), file_lock(path, patience=0.01):
        pass

    with file_lock(path, patience=0):
        assert path.exists()


def test_a_process_is_known_to_run_or_not() -> None:
    assert is_running(1)
    assert not is_running(2**22 + 1)


def test_a_value_that_is_no_longer_one_is_damage() -> None:
    with pytest.raises(DamagedStoreError, match="Setup"):
        codec.load(b'{"posting": 3}', Setup)
