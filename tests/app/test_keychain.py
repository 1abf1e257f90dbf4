"""The key: made once, found again, never in plain text, and never made anew unasked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.errors import KeyringLocked

from app.errors import KeyLockedError, StoreError
from app.keychain import Keychain, Ring, is_fit

CHECKOUT = Path(__file__).parents[2]


class Memory:
    """A keyring in memory; locked when told so."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        del self.kept[service, username]

    def _open(self) -> None:
        if self.locked:
            raise KeyringLocked("Failed to unlock the collection!")


class Forgetful(Memory):
    """A keyring that keeps nothing."""

    def get_password(self, _service: str, _username: str) -> str | None:
        return None


@pytest.fixture
def ring() -> Memory:
    return Memory()


def _nowhere() -> Ring | None:
    return None


def test_the_key_is_random_and_in_the_keyring(tmp_path: Path, ring: Memory) -> None:
    one = Keychain(tmp_path / "1", find=lambda: ring).key()
    other = Keychain(tmp_path / "2", find=lambda: ring).key()

    assert len(one) == len(other) == 32
    assert set(ring.kept.values()) == {one.hex(), other.hex()}
    assert {service for service, _ in ring.kept} == {"vouch"}


def test_the_same_key_comes_at_the_next_start(tmp_path: Path, ring: Memory) -> None:
    made = Keychain(tmp_path, find=lambda: ring).key()

    assert Keychain(tmp_path, find=lambda: ring).key() == made


def test_the_keyring_is_asked_once(tmp_path: Path, ring: Memory) -> None:
    keychain = Keychain(tmp_path, find=lambda: ring)
    made = keychain.key()
    ring.locked = True

    assert keychain.key() == made


def test_nothing_is_made_before_a_key_is_asked_for(tmp_path: Path) -> None:
    Keychain(tmp_path / "home", "passphrase", _nowhere)

    assert not (tmp_path / "home").exists()


def test_nothing_of_the_key_is_beside_the_store(tmp_path: Path, ring: Memory) -> None:
    of_ring = Keychain(tmp_path / "1", find=lambda: ring).key()
    of_words = Keychain(tmp_path / "2", "correct horse", _nowhere).key()

    for key, folder in ((of_ring, "1"), (of_words, "2")):
        written = (tmp_path / folder / "key.json").read_bytes()
        assert key.hex().encode() not in written
        assert key not in written
        assert b"horse" not in written


def test_the_record_is_for_its_owner_alone(tmp_path: Path, ring: Memory) -> None:
    Keychain(tmp_path, find=lambda: ring).key()

    if sys.platform != "win32":
        assert (tmp_path / "key.json").stat().st_mode & 0o077 == 0


def test_without_a_keyring_a_passphrase_makes_the_key(tmp_path: Path) -> None:
    made = Keychain(tmp_path, "correct horse", _nowhere).key()
    again = Keychain(tmp_path, "correct horse", _nowhere).key()
    elsewhere = Keychain(tmp_path / "other", "correct horse", _nowhere).key()

    assert again == made
    assert elsewhere != made


def test_a_wrong_passphrase_is_told(tmp_path: Path) -> None:
    Keychain(tmp_path, "correct horse", _nowhere).key()

    with pytest.raises(KeyLockedError, match="not the passphrase"):
        Keychain(tmp_path, "battery staple", _nowhere).key()


def test_a_missing_passphrase_is_told(tmp_path: Path, ring: Memory) -> None:
    Keychain(tmp_path, "correct horse", _nowhere).key()

    with pytest.raises(KeyLockedError, match="not set") as locked:
        Keychain(tmp_path, "", lambda: ring).key()

    assert "VOUCH_PASSPHRASE" in locked.value.sentence
    assert not ring.kept


def test_with_neither_there_is_advice_and_no_plain_text(tmp_path: Path) -> None:
    with pytest.raises(KeyLockedError) as locked:
        Keychain(tmp_path, "", _nowhere).key()

    assert "no keyring" in locked.value.sentence
    assert "VOUCH_PASSPHRASE" in locked.value.advice
    assert list(tmp_path.iterdir()) == []


def test_a_key_in_the_keyring_is_not_replaced_by_a_passphrase(
    tmp_path: Path, ring: Memory
) -> None:
    Keychain(tmp_path, find=lambda: ring).key()

    with pytest.raises(KeyLockedError, match="in the system's keyring"):
        Keychain(tmp_path, "correct horse", _nowhere).key()


def test_a_locked_keyring_is_told_in_its_words(tmp_path: Path, ring: Memory) -> None:
    Keychain(tmp_path, find=lambda: ring).key()
    ring.locked = True

    with pytest.raises(KeyLockedError, match="Failed to unlock"):
        Keychain(tmp_path, "correct horse", lambda: ring).key()


def test_a_key_that_was_removed_is_not_made_anew(tmp_path: Path, ring: Memory) -> None:
    Keychain(tmp_path, find=lambda: ring).key()
    ring.kept.clear()

    with pytest.raises(KeyLockedError, match="no longer"):
        Keychain(tmp_path, find=lambda: ring).key()

    assert not ring.kept


@pytest.mark.parametrize("other", ["00" * 32, "no hex", ""])
def test_another_key_in_its_place_is_noticed(
    tmp_path: Path, ring: Memory, other: str
) -> None:
    Keychain(tmp_path, find=lambda: ring).key()
    ring.kept = dict.fromkeys(ring.kept, other)

    with pytest.raises(KeyLockedError, match="no longer"):
        Keychain(tmp_path, find=lambda: ring).key()


def test_a_keyring_that_is_locked_at_first_leaves_the_passphrase(
    tmp_path: Path, ring: Memory
) -> None:
    ring.locked = True
    made = Keychain(tmp_path, "correct horse", lambda: ring).key()
    ring.locked = False

    assert Keychain(tmp_path, "correct horse", lambda: ring).key() == made


def test_a_keyring_that_keeps_nothing_is_not_trusted(tmp_path: Path) -> None:
    with pytest.raises(KeyLockedError, match="does not keep"):
        Keychain(tmp_path, find=Forgetful).key()

    assert list(tmp_path.iterdir()) == []


def test_a_given_up_key_is_made_anew_when_asked_for(
    tmp_path: Path, ring: Memory
) -> None:
    keychain = Keychain(tmp_path, find=lambda: ring)
    first = keychain.key()

    keychain.forget()

    assert keychain.key() != first
    assert Keychain(tmp_path, find=lambda: ring).key() == keychain.key()


def test_a_record_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "key.json").write_text('{"type": "kept on paper"}')

    with pytest.raises(KeyLockedError, match="cannot be read"):
        Keychain(tmp_path, "correct horse", _nowhere).key()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, ring: Memory) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="cannot be written"):
        Keychain(tmp_path / "file" / "home", "x", find=lambda: ring).key()


def test_of_many_that_make_a_key_at_once_one_makes_it(
    tmp_path: Path, ring: Memory
) -> None:
    together = Barrier(4, timeout=30)

    def asked(_number: int) -> bytes:
        looked: list[str] = []

        def find() -> Ring | None:
            if not looked:  # nobody has made one when all four have come here
                looked.append("once")
                together.wait()
            return ring

        return Keychain(tmp_path, find=find).key()

    with ThreadPoolExecutor(4) as threads:
        keys = set(threads.map(asked, range(4)))

    assert len(keys) == 1
    assert set(ring.kept.values()) == {key.hex() for key in keys}


@pytest.mark.parametrize(
    ("module", "fit"),
    [
        ("keyring.backends.SecretService", True),
        ("keyring.backends.macOS", True),
        ("keyring.backends.Windows", True),
        ("keyring.backends.kwallet", True),
        ("keyring.backends.fail", False),
        ("keyring.backends.null", False),
        ("keyring.backends.chainer", False),
        ("keyrings.alt.file", False),
        ("keyrings.cryptfile.cryptfile", False),
    ],
)
def test_only_keyrings_that_encrypt_are_fit(module: str, *, fit: bool) -> None:
    made = type("Keyring", (), {"__module__": module})()

    assert is_fit(made) is fit


def test_the_keyrings_that_keep_nothing_are_unfit() -> None:
    for unfit in (keyring.backends.fail.Keyring, keyring.backends.null.Keyring):
        assert not is_fit(unfit())


@pytest.fixture
def session(tmp_path: Path) -> Callable[[str, str], subprocess.CompletedProcess[str]]:
    """Asks for the key in a session with a Secret Service of its own, or with none."""
    for needed in ("dbus-run-session", "gnome-keyring-daemon"):
        if shutil.which(needed) is None:
            pytest.skip(f"{needed} is not installed")
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    asking = (
        "import os, sys; from pathlib import Path\n"
        "from app.errors import KeyLockedError; from app.keychain import Keychain\n"
        "folder, words = Path(sys.argv[1]), os.environ.get('VOUCH_PASSPHRASE', '')\n"
        "try: print(Keychain(folder, words).key().hex())\n"
        "except KeyLockedError as error: print(error.sentence)\n"
    )
    ask = f'"{sys.executable}" -c "$ASKING" "{tmp_path / "vouch"}"'
    unlock = "gnome-keyring-daemon --unlock --components=secrets"

    def run(login: str, passphrase: str = "") -> subprocess.CompletedProcess[str]:
        started = f'printf %s "$LOGIN" | {unlock} >"$HOME/daemon"; {ask}'
        shell = ["sh", "-c", started if login else ask]
        return subprocess.run(  # noqa: S603 - a script of ours
            ["dbus-run-session", "--", *shell] if login else shell,
            cwd=CHECKOUT,
            env={
                "PATH": "/usr/local/bin:/usr/bin:/bin",
                "HOME": str(tmp_path),
                "XDG_RUNTIME_DIR": str(runtime),
                "ASKING": asking,
                "LOGIN": login,
                "VOUCH_PASSPHRASE": passphrase,
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )

    return run


def test_a_real_secret_service_keeps_the_key(
    session: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    made = session("login").stdout.strip()
    again = session("login").stdout.strip()

    assert len(bytes.fromhex(made)) == 32
    assert again == made
    files = [x.read_bytes() for x in tmp_path.rglob("*") if x.is_file()]
    assert any(b"keyring" in content for content in files)
    assert not any(made.encode() in content for content in files)


def test_a_real_secret_service_that_stays_locked_is_told(
    session: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    session("login")

    said = session("another login").stdout

    assert "locked" in said
    assert "Unlock the keyring" in said


def test_a_session_without_any_keyring_says_so(
    session: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    assert "no keyring" in session("").stdout
    made = session("", passphrase="correct horse").stdout.strip()
    assert len(bytes.fromhex(made)) == 32

    (tmp_path / "vouch" / "key.json").unlink()
    session("login")
    assert "there is none here" in session("", passphrase="correct horse").stdout
