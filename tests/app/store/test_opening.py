"""Opening: made once, told from what it is not, never made anew in silence."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import DamagedStoreError, NewerStoreError, StoreError
from app.store.backup import back_up
from app.store.checking import bare, journal_of
from app.store.opening import Store, open_store
from tests.fakes.stored import keep, posting


def test_a_store_is_made_where_there_is_none_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "vouch.db"

    open_store(path).close()
    again = open_store(path)

    with again.work() as begun:
        assert begun.connections.all() == ()
    again.close()


def test_what_was_kept_is_there_after_the_next_start(store: Store) -> None:
    with store.work() as begun:
        keep(begun, posting())
    store.close()

    again = open_store(store.path)

    with again.work() as later:
        assert later.postings.get(posting().id) == posting()
    again.close()


def test_a_closed_store_is_one_file(store: Store) -> None:
    store.close()

    assert not journal_of(store.path).exists()


def test_the_store_is_as_durable_as_sqlite_can_be(store: Store) -> None:
    with store.engine.connect() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert said == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
    }


def test_a_start_needs_neither_migrations_nor_the_keyring(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from app.store.opening import open_store\n"
        f"open_store(Path({str(tmp_path / 'vouch.db')!r})).close()\n"
        "print({'alembic', 'keyring', 'sqlalchemy.orm'} & set(sys.modules))"
    )

    said = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == "set()"


def test_a_newer_store_is_left_alone(store: Store) -> None:
    with bare(store.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    before = store.path.read_bytes()

    with pytest.raises(NewerStoreError):
        open_store(store.path)

    assert store.path.read_bytes() == before


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vouch.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE song (title)")

    with pytest.raises(DamagedStoreError, match="something else"):
        open_store(path)


@pytest.mark.parametrize("content", [b"", b"SQLite", b"a letter to the bank " * 99])
def test_a_file_that_is_no_database_is_refused_and_kept(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "vouch.db"
    path.write_bytes(content)

    with pytest.raises(DamagedStoreError):
        open_store(path)

    assert path.read_bytes() == content


def test_a_cut_store_is_refused_and_kept(store: Store) -> None:
    store.close()
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(DamagedStoreError):
        open_store(store.path)

    assert store.path.read_bytes() == whole[: len(whole) // 2]


def test_a_store_whose_file_is_gone_is_not_made_anew(store: Store) -> None:
    with store.work() as begun:
        keep(begun, posting())
    store.path.unlink()

    with pytest.raises(DamagedStoreError, match="is gone"):
        open_store(store.path)


@pytest.fixture
def scratched(store: Store) -> Path:
    """A closed store in which everything but the first page of each table is ruined."""
    store.close()
    kept = store.path.stat().st_size
    again = open_store(store.path)
    with again.work() as begun:
        keep(begun, *(posting(f"R{number:03}") for number in range(600)))
    again.close()
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[:kept] + b"\xa5" * (len(whole) - kept))
    return store.path


def test_damage_is_noticed_when_it_is_met(scratched: Path) -> None:
    opened = open_store(scratched)

    with opened.work() as begun, pytest.raises(DamagedStoreError):
        list(begun.history.walk())
    with opened.work() as begun, pytest.raises(DamagedStoreError):
        list(begun.postings.select([posting().state]))

    assert opened.faults()
    opened.close()


def test_after_an_unclean_end_damage_is_noticed_at_once(scratched: Path) -> None:
    journal_of(scratched).write_bytes(b"")

    with pytest.raises(DamagedStoreError):
        open_store(scratched)


def test_a_sound_store_has_no_faults(store: Store) -> None:
    assert store.faults() == ()


def test_a_row_that_belongs_to_nothing_is_a_fault(store: Store) -> None:
    with store.work() as begun:
        keep(begun, posting())
    with bare(store.path) as connection:
        connection.execute("DELETE FROM connection")

    assert any("belongs to nothing" in fault for fault in store.faults())


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="cannot be used"):
        open_store(tmp_path / "file" / "vouch.db")


def test_a_store_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "vouch.db").mkdir()

    with pytest.raises(StoreError, match="cannot be used"):
        open_store(tmp_path / "vouch.db")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_store_and_its_copies_are_for_their_owner_alone(store: Store) -> None:
    back_up(store, store.path.parent / "backups" / "copy.db")

    files = [x for x in store.path.parent.rglob("*.db*") if x.suffix != ".lock"]
    assert {x.name for x in files} >= {"vouch.db", "vouch.db-wal", "copy.db"}
    assert all(x.stat().st_mode & 0o077 == 0 for x in files)
