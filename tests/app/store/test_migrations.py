"""Migrations: what they leave is what the tables say, and there is a way back."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory

from app.errors import DamagedStoreError, StoreError
from app.store import engine as sqlite
from app.store import migrate
from app.store.checking import bare, revision
from app.store.opening import Store, open_store
from app.store.schema import HEAD
from tests.fakes.stored import keep, posting

NEXT = f'''
"""Renames a column, which on SQLite makes the table anew."""

from alembic import op

revision = "9999"
down_revision = "{HEAD}"


def upgrade() -> None:
    with op.batch_alter_table("connection") as batch:
        batch.alter_column("name", new_column_name="title")
'''


@pytest.fixture
def before_the_first(tmp_path: Path) -> Path:
    """A store that no migration has been run on."""
    path = tmp_path / "old" / "vouch.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    return path


@pytest.fixture
def newer_scripts(tmp_path: Path) -> Path:
    """The migrations, and one more that changes a table with rows in it."""
    scripts = tmp_path / "scripts"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__py*"))
    (scripts / "versions" / "r9999_next.py").write_text(NEXT)
    return scripts


def test_the_newest_revision_is_known_without_alembic(store: Store) -> None:
    with store.engine.connect() as connection:
        scripts = ScriptDirectory.from_config(migrate.config(connection))

    assert scripts.get_heads() == [HEAD]
    assert all(re.fullmatch(r"\d{4}", x.revision) for x in scripts.walk_revisions())


def test_all_migrations_make_the_tables_of_a_fresh_store(
    store: Store, before_the_first: Path
) -> None:
    open_store(before_the_first).close()

    assert _tables(before_the_first) == _tables(store.path)


def test_the_tables_are_what_the_code_says(store: Store) -> None:
    with store.engine.connect() as connection:
        command.check(migrate.config(connection))


def test_a_migrated_store_is_at_the_newest_revision(before_the_first: Path) -> None:
    open_store(before_the_first).close()

    assert revision(before_the_first) == HEAD


def test_before_a_migration_a_verified_copy_is_made(before_the_first: Path) -> None:
    open_store(before_the_first).close()

    (copy,) = (before_the_first.parent / "backups").iterdir()
    assert re.fullmatch(r"base-\d{8}T\d{12}Z\.db", copy.name)
    assert revision(copy) == ""


def test_a_migration_keeps_the_rows(store: Store, newer_scripts: Path) -> None:
    with store.work() as begun:
        keep(begun, posting("R1"), posting("R2"))
    store.close()

    migrate.upgrade(store.path, HEAD, newer_scripts)

    with bare(store.path) as connection:
        names = connection.execute("SELECT title FROM connection").fetchall()
        kept = connection.execute("SELECT id FROM posting ORDER BY id").fetchall()
    (copy,) = (store.path.parent / "backups").glob(f"{HEAD}-*.db")
    assert names == [("Acme",)]
    assert [x for (x,) in kept] == ["c1/R1/1", "c1/R2/1"]
    assert (revision(store.path), revision(copy)) == ("9999", HEAD)


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    store: Store, newer_scripts: Path
) -> None:
    file = newer_scripts / "versions" / "r9999_next.py"
    file.write_text(NEXT + '    op.execute("SELECT nonsense")\n')
    store.close()
    before = _tables(store.path)

    with pytest.raises(Exception, match="nonsense"):
        migrate.upgrade(store.path, HEAD, newer_scripts)

    assert (_tables(store.path), revision(store.path)) == (before, HEAD)


def test_a_damaged_store_is_not_migrated(store: Store, newer_scripts: Path) -> None:
    store.close()
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[:16_384] + b"\xa5" * (len(whole) - 16_384))

    with pytest.raises(DamagedStoreError):
        migrate.upgrade(store.path, HEAD, newer_scripts)

    assert not list((store.path.parent / "backups").glob("*"))


def test_without_room_for_the_copy_nothing_is_migrated(
    store: Store, newer_scripts: Path
) -> None:
    store.close()
    (store.path.parent / "backups").write_text("in the way")

    with pytest.raises(StoreError, match="cannot be used"):
        migrate.upgrade(store.path, HEAD, newer_scripts)

    assert revision(store.path) == HEAD


def test_a_folder_with_odd_signs_in_its_name_is_no_trouble(tmp_path: Path) -> None:
    engine = sqlite.connect(tmp_path / "100% ünïcode #1?.db")

    with engine.connect() as connection:
        scripts = migrate.config(connection, tmp_path / "100% & more")

    assert scripts.get_main_option("script_location") == str(tmp_path / "100% & more")
    engine.dispose()


def _tables(path: Path) -> set[tuple[str, str, str]]:
    with bare(path) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master")
        return {(kind, name, re.sub(r"\s+", "", sql or "")) for kind, name, sql in rows}
