"""The key to the stored secrets: in the system's keyring, or made from a passphrase."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Protocol

import msgspec

from app.errors import KeyLockedError, StoreError

_SERVICE = "vouch"
_SIZE = 32  # bytes: AES-256
_UNFIT = ("keyring.backends.fail", "keyring.backends.null", "keyring.backends.chainer")
_WAY_OUT = "Unlock the keyring of the account that they were kept with."
_FILES = "keyrings."  # keyrings.alt and its like: plain text, or a prompt on a terminal


class Ring(Protocol):
    """A keyring of the system."""

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept under these names, None where nothing is."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        ...


class _InKeyring(msgspec.Struct, frozen=True, tag="keyring"):
    """The key is in the keyring, under the name ``user``."""

    user: str
    verifier: str


class _FromPassphrase(msgspec.Struct, frozen=True, tag="passphrase"):
    """The key is made from a passphrase with scrypt and these parameters."""

    salt: str
    verifier: str
    n: int = 2**15
    r: int = 8
    p: int = 3

    def key(self, passphrase: str) -> bytes:
        """The key that ``passphrase`` makes, right or wrong."""
        return hashlib.scrypt(
            passphrase.encode(),
            salt=bytes.fromhex(self.salt),
            n=self.n,
            r=self.r,
            p=self.p,
            maxmem=256 * self.n * self.r,
            dklen=_SIZE,
        )


_Record = _InKeyring | _FromPassphrase


def system_ring() -> Ring | None:
    """The system's keyring; None where there is none that encrypts what it keeps."""
    import keyring  # noqa: PLC0415 - costs a start that needs no secret
    from keyring.backends.chainer import ChainerBackend  # noqa: PLC0415

    found = keyring.get_keyring()
    candidates = found.backends if isinstance(found, ChainerBackend) else [found]
    return next((ring for ring in candidates if is_fit(ring)), None)


def is_fit(ring: object) -> bool:
    """Whether a keyring keeps what it is given, and encrypted."""
    module = type(ring).__module__
    return not module.startswith((*_UNFIT, _FILES))


class Keychain:
    """Gives out the key to one store; makes it when it is first asked for.

    ``key.json`` beside the store says which of the two ways protects it and how a wrong
    key is told from the right one; it holds nothing secret. Asking may open a prompt of
    the system, so it is never done in the thread of the window.
    """

    def __init__(
        self,
        folder: Path,
        passphrase: str = "",
        find: Callable[[], Ring | None] = system_ring,
    ) -> None:
        self._file = folder / "key.json"
        self._passphrase = passphrase
        self._find = find
        self._asking = Lock()
        self._key: bytes | None = None

    def key(self) -> bytes:
        """The key, of 32 bytes; KeyLockedError where it cannot be had."""
        with self._asking:
            if self._key is None:
                self._key = self._asked() or self._made() or self._asked()
            if self._key is None:
                raise _locked(f"{self._file} comes and goes.", "Try again.")
            return self._key

    def forget(self) -> None:
        """Give the key up: the secrets it protects cannot be read any more."""
        with self._asking:
            self._key = None
            self._file.unlink(missing_ok=True)

    def _asked(self) -> bytes | None:
        """The key that is there already; None where none was ever made."""
        record = self._record()
        if record is None:
            return None
        if isinstance(record, _InKeyring):
            return self._from_ring(record)
        if not self._passphrase:
            raise _locked(
                "They are protected by a passphrase, and VOUCH_PASSPHRASE is not set.",
                "Set VOUCH_PASSPHRASE to the passphrase that they were kept with.",
            )
        key = record.key(self._passphrase)
        if not _is_right(key, record.verifier):
            raise _locked(
                "VOUCH_PASSPHRASE is not the passphrase that they were kept with.",
                "Set it to the right one.",
            )
        return key

    def _from_ring(self, record: _InKeyring) -> bytes:
        cause = "Their key is in the system's keyring, and there is none here."
        ring = self._find()
        if ring is not None:
            cause = "Their key is no longer in the system's keyring."
            try:
                kept = ring.get_password(_SERVICE, record.user)
            except _troubles() as error:
                raise _locked(f"The keyring says: {error}", _WAY_OUT) from error
            with suppress(ValueError):
                key = bytes.fromhex(kept or "")
                if _is_right(key, record.verifier):
                    return key
        raise _locked(cause, _WAY_OUT)

    def _made(self) -> bytes | None:
        """A new key, kept; None where another process made one just now."""
        trouble = "This system has no keyring that keeps secrets encrypted."
        ring = self._find()
        if ring is not None:
            try:
                return self._made_in(ring)
            except _troubles() as error:
                trouble = f"The keyring says: {error}"
        if self._passphrase:
            return self._made_from_passphrase()
        raise _locked(
            f"{trouble} VOUCH_PASSPHRASE is not set.",
            "Unlock the system's keyring, or set VOUCH_PASSPHRASE.",
        )

    def _made_in(self, ring: Ring) -> bytes | None:
        user, key = secrets.token_hex(8), secrets.token_bytes(_SIZE)
        ring.set_password(_SERVICE, user, key.hex())
        if ring.get_password(_SERVICE, user) != key.hex():
            raise KeyLockedError("The system's keyring does not keep what it is given.")
        if self._recorded(_InKeyring(user, _verifier(key))):
            return key
        ring.delete_password(_SERVICE, user)
        return None

    def _made_from_passphrase(self) -> bytes | None:
        draft = _FromPassphrase(salt=secrets.token_hex(16), verifier="")
        key = draft.key(self._passphrase)
        record = msgspec.structs.replace(draft, verifier=_verifier(key))
        return key if self._recorded(record) else None

    def _record(self) -> _Record | None:
        try:
            record: _Record = msgspec.json.decode(self._file.read_bytes(), type=_Record)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, msgspec.MsgspecError) as error:
            cause = f"{self._file} cannot be read: {error}."
            raise _locked(cause, "Put it back from a back-up of the folder.") from error
        return record

    def _recorded(self, record: _Record) -> bool:
        """Keep the record; false where another process was first."""
        scratch = self._file.with_name(f"{self._file.name}.{secrets.token_hex(4)}")
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            with os.fdopen(os.open(scratch, flags, 0o600), "wb") as file:
                file.write(msgspec.json.encode(record))
            try:
                return _named_first(scratch, self._file)
            finally:
                scratch.unlink(missing_ok=True)
        except OSError as error:
            cause = f"{self._file} cannot be written: {error.strerror}."
            raise StoreError(cause) from error


def _named_first(scratch: Path, file: Path) -> bool:
    """Give a whole file its name; false where something has that name already."""
    try:
        os.link(scratch, file)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        if file.exists():
            return False
        scratch.replace(file)
    return True


def _verifier(key: bytes) -> str:
    return hmac.new(key, b"the key of a Vouch store", hashlib.sha256).hexdigest()


def _is_right(key: bytes, verifier: str) -> bool:
    return hmac.compare_digest(_verifier(key), verifier)


def _locked(detail: str, advice: str) -> KeyLockedError:
    error = KeyLockedError(detail)
    error.advice = advice
    return error


def _troubles() -> tuple[type[Exception], ...]:
    """The failures of keyring and, where they are in use, of what it stands on."""
    from keyring.errors import KeyringError  # noqa: PLC0415 - as above

    beneath = (
        ("secretstorage.exceptions", "SecretStorageException"),
        ("jeepney.wrappers", "DBusErrorResponse"),
        ("win32ctypes.pywin32.pywintypes", "error"),
    )
    used = [
        getattr(sys.modules[module], name)
        for module, name in beneath
        if module in sys.modules
    ]
    return (KeyringError, OSError, *used)
