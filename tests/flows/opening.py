"""Opens offices: new ones, used ones, and ones that a test may spoil."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from app.practice.addresses import PracticeAddresses
from app.practice.process import PracticeProcess
from app.store.locks import file_lock
from tests.flows.office import PASSPHRASE, SHIPPED, Office, PassingTime, place_in

QUILLMERE = SHIPPED / "quillmere"


@contextmanager
def at_work(
    folder: Path, company: Path, *, practice: bool = True, ends_within: float = 0.0
) -> Iterator[tuple[Office, PracticeAddresses]]:
    """Serve a company, and open an office; what is in ``folder`` already stays.

    Nobody waits for the servers to end well, unless their folder is still needed.
    """
    process = PracticeProcess(folder / "servers", company, ends_within=ends_within)
    with process as servers:
        place = place_in(folder / "home", servers.addresses, practice=practice)
        with PassingTime(place) as stop:
            yield Office(place, stop), servers.addresses


def prepared(folder: Path) -> Path:
    """Leave an office behind that has synced one of the shipped companies."""
    with at_work(folder, QUILLMERE, ends_within=60.0) as (office, known):
        office.expensify("/limits", {"ten_seconds": None, "minute": None})
        office.connect(known, QUILLMERE)
        office.done("sync", status=1)
    return folder


def prepared_once(folders: pytest.TempPathFactory) -> Path:
    """The same, once for all processes that run tests at the same time."""
    common = folders.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        common = common.parent
    found = common / "prepared"
    with file_lock(common / "prepared.lock"):
        if not found.exists():
            prepared(folders.mktemp("prepared")).rename(found)
    return found


@contextmanager
def copied(prepared: Path, folder: Path) -> Iterator[Office]:
    """Go on in a copy of an office that was left behind."""
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    with at_work(folder, QUILLMERE) as (office, _known):
        yield office


@contextmanager
def no_certificates(folder: Path) -> Iterator[None]:
    """Spare every client the reading of authorities: nobody here speaks TLS."""
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("SSL_CERT_FILE", raising=False)
        environment.setenv("SSL_CERT_DIR", str(folder))
        yield


@contextmanager
def passphrase_only() -> Iterator[None]:
    """Let there be no keyring of the system, and a passphrase."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        environment.setenv("VOUCH_PASSPHRASE", PASSPHRASE)
        before = keyring.get_keyring()
        keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
        yield
        keyring.set_keyring(before)
