"""Back-ups: one sound file, taken at any time, and put back without losing the old."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import DamagedStoreError, InputError, NewerStoreError, StoreError
from app.store.backup import back_up, back_up_daily, restore
from app.store.checking import bare, journal_of
from app.store.opening import Store, open_store
from app.store.vault import SqlVault
from tests.fakes.examples import CONNECTION
from tests.fakes.stored import AT, event, keep, posting


def _reports(path: Path) -> set[str]:
    opened = open_store(path)
    with opened.work() as begun:
        found = set(begun.postings.digests(CONNECTION.id))
    opened.close()
    return {str(x) for x in found}


def test_a_back_up_holds_what_is_committed_and_nothing_else(
    store: Store, tmp_path: Path
) -> None:
    with store.work() as begun:
        keep(begun, posting("R1"))
        begun.postings.add([(posting("R2"), event())])

        back_up(store, tmp_path / "copy.db")

        begun.commit()

    assert _reports(tmp_path / "copy.db") == {"R1"}
    assert _reports(store.path) == {"R1", "R2"}


def test_a_back_up_is_one_file(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "usb"

    back_up(store, folder / "copy.db")

    assert [x.name for x in folder.iterdir()] == ["copy.db"]


def test_secrets_stay_encrypted_in_a_back_up(store: Store, tmp_path: Path) -> None:
    SqlVault(store, lambda: b"k" * 32).put("xero", "a very secret token")

    back_up(store, tmp_path / "copy.db")

    assert b"very secret" not in (tmp_path / "copy.db").read_bytes()


def test_a_back_up_takes_the_place_of_an_older_one(
    store: Store, tmp_path: Path
) -> None:
    target = tmp_path / "copy.db"
    back_up(store, target)
    with store.work() as begun:
        keep(begun, posting("R1"))

    back_up(store, target)

    assert _reports(target) == {"R1"}


def test_the_store_is_not_backed_up_onto_itself(store: Store) -> None:
    with pytest.raises(InputError):
        back_up(store, store.path.parent / ".." / "home" / store.path.name)


def test_a_damaged_store_is_not_backed_up_over_a_sound_copy(
    store: Store, tmp_path: Path
) -> None:
    target = tmp_path / "copy.db"
    back_up(store, target)
    sound = target.read_bytes()
    store.close()
    store.path.write_bytes(sound[:16_384] + b"\xa5" * (len(sound) - 16_384))

    with pytest.raises(DamagedStoreError):
        back_up(store, target)

    assert target.read_bytes() == sound


def test_a_place_that_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="cannot be used"):
        back_up(store, tmp_path / "file" / "copy.db")


def test_a_back_up_is_put_back_and_the_old_store_kept(
    store: Store, tmp_path: Path
) -> None:
    with store.work() as begun:
        keep(begun, posting("R1"))
    back_up(store, tmp_path / "copy.db")
    with store.work() as begun:
        keep(begun, posting("R2"))
    store.close()

    aside = restore(tmp_path / "copy.db", store.path, AT)

    assert _reports(store.path) == {"R1"}
    assert aside is not None
    assert _reports(aside) == {"R1", "R2"}


def test_a_back_up_makes_a_store_where_there_is_none(
    store: Store, tmp_path: Path
) -> None:
    back_up(store, tmp_path / "copy.db")

    aside = restore(tmp_path / "copy.db", tmp_path / "new" / "vouch.db", AT)

    assert aside is None
    assert _reports(tmp_path / "new" / "vouch.db") == set()


def test_a_damaged_store_is_replaced_and_kept_as_it_is(
    store: Store, tmp_path: Path
) -> None:
    back_up(store, tmp_path / "copy.db")
    store.close()
    store.path.write_bytes(b"rubbish")
    journal_of(store.path).write_bytes(b"more rubbish")

    aside = restore(tmp_path / "copy.db", store.path, AT)

    assert aside is not None
    assert aside.read_bytes() == b"rubbish"
    assert journal_of(aside).read_bytes() == b"more rubbish"
    assert _reports(store.path) == set()


def test_a_store_that_is_open_is_not_replaced(store: Store, tmp_path: Path) -> None:
    back_up(store, tmp_path / "copy.db")
    with store.work() as begun:
        keep(begun, posting("R1"))

        with pytest.raises(StoreError, match="has it open"):
            restore(tmp_path / "copy.db", store.path, AT)

    assert _reports(store.path) == {"R1"}


@pytest.mark.parametrize("content", [b"", b"a letter " * 99])
def test_what_is_no_back_up_changes_nothing(
    store: Store, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "copy.db").write_bytes(content)
    store.close()

    with pytest.raises(DamagedStoreError):
        restore(tmp_path / "copy.db", store.path, AT)

    assert _reports(store.path) == set()


def test_a_back_up_of_a_newer_program_changes_nothing(
    store: Store, tmp_path: Path
) -> None:
    back_up(store, tmp_path / "copy.db")
    with bare(tmp_path / "copy.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    store.close()

    with pytest.raises(NewerStoreError):
        restore(tmp_path / "copy.db", store.path, AT)

    assert _reports(store.path) == set()


def test_a_back_up_that_is_not_there_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        restore(tmp_path / "copy.db", store.path, AT)


def test_the_last_ten_daily_copies_are_kept(store: Store) -> None:
    first = datetime(2026, 9, 25, tzinfo=UTC)

    for day in range(13):
        back_up_daily(store, first + timedelta(days=day))
        back_up_daily(store, first + timedelta(days=day, hours=3))

    names = sorted(x.name for x in (store.path.parent / "backups").iterdir())
    assert len(names) == 10
    assert (names[0], names[-1]) == (
        "automatic-20260928.db",
        "automatic-20261007.db",
    )
