"""The vault: nothing readable in the file, each secret bound to its name."""

from __future__ import annotations

import pytest

from app.errors import KeyLockedError
from app.store.checking import bare
from app.store.opening import Store
from app.store.vault import SqlVault

KEY = b"k" * 32
SECRET = "refresh-token-ü-1234567890"


@pytest.fixture
def vault(store: Store) -> SqlVault:
    return SqlVault(store, lambda: KEY)


def test_a_secret_comes_back(vault: SqlVault) -> None:
    vault.put("xero/1", SECRET)

    assert vault.get("xero/1") == SECRET


def test_a_secret_is_replaced(vault: SqlVault) -> None:
    vault.put("xero/1", "old")
    vault.put("xero/1", SECRET)

    assert vault.get("xero/1") == SECRET


def test_a_secret_that_was_never_put_is_none(vault: SqlVault) -> None:
    assert vault.get("xero/1") is None


def test_a_secret_is_forgotten(vault: SqlVault) -> None:
    vault.put("xero/1", SECRET)

    vault.remove("xero/1")
    vault.remove("xero/2")

    assert vault.get("xero/1") is None


def test_it_survives_the_end_of_the_process(store: Store, vault: SqlVault) -> None:
    vault.put("xero/1", SECRET)

    assert SqlVault(store, lambda: KEY).get("xero/1") == SECRET


def test_names_need_no_key(store: Store, vault: SqlVault) -> None:
    vault.put("xero/2", SECRET)
    vault.put("xero/1", SECRET)
    vault.put("expensify", SECRET)

    def locked() -> bytes:
        raise KeyLockedError

    assert SqlVault(store, locked).names("xero/") == ("xero/1", "xero/2")
    assert SqlVault(store, locked).get("nothing there") is None


def test_without_the_key_a_secret_is_locked(store: Store, vault: SqlVault) -> None:
    vault.put("xero/1", SECRET)

    with pytest.raises(KeyLockedError, match="another key"):
        SqlVault(store, lambda: b"j" * 32).get("xero/1")


def test_a_secret_cannot_be_moved_under_another_name(
    store: Store, vault: SqlVault
) -> None:
    vault.put("mine", SECRET)
    with bare(store.path) as connection:
        connection.execute("UPDATE secret SET name = 'yours'")

    with pytest.raises(KeyLockedError):
        vault.get("yours")


def test_a_secret_that_was_meddled_with_is_refused(
    store: Store, vault: SqlVault
) -> None:
    vault.put("mine", SECRET)
    with bare(store.path) as connection:
        connection.execute("UPDATE secret SET ciphertext = zeroblob(40)")

    with pytest.raises(KeyLockedError):
        vault.get("mine")


def test_nothing_of_a_secret_is_in_the_files(store: Store, vault: SqlVault) -> None:
    vault.put("mine", SECRET)

    for file in store.path.parent.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        assert b"refresh-token" not in content
        assert KEY not in content


def test_equal_secrets_look_different(store: Store, vault: SqlVault) -> None:
    vault.put("one", SECRET)
    vault.put("two", SECRET)

    with bare(store.path) as connection:
        rows = connection.execute("SELECT nonce, ciphertext FROM secret").fetchall()
    assert len({nonce for nonce, _ in rows}) == 2
    assert len({ciphertext for _, ciphertext in rows}) == 2


def test_the_key_is_asked_for_when_needed_and_once(store: Store) -> None:
    asked = []

    def key() -> bytes:
        asked.append("now")
        return KEY

    vault = SqlVault(store, key)
    assert not asked
    vault.put("one", SECRET)
    vault.get("one")

    assert asked == ["now"]


def test_all_secrets_can_be_given_up(store: Store, vault: SqlVault) -> None:
    vault.put("one", SECRET)

    SqlVault(store, lambda: b"j" * 32).clear()

    assert vault.names() == ()


def test_a_lock_is_for_one_name(vault: SqlVault) -> None:
    with vault.locked("one"), vault.locked("two / with: odd signs"):
        assert vault.names() == ()
