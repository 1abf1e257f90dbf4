"""Opens offices: new ones, used ones, and ones that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from app.practice.addresses import PracticeAddresses
from app.practice.process import PracticeProcess
from tests.flows.office import PASSPHRASE, SHIPPED, Office, PassingTime, place_in

QUILLMERE = SHIPPED / "quillmere"


@contextmanager
def at_work(
    folder: Path, company: Path, *, practice: bool = True
) -> Iterator[tuple[Office, PracticeAddresses]]:
    """Serve a company, and open an office; what is in ``folder`` already stays."""
    with PracticeProcess(folder / "servers", company) as servers:
        place = place_in(folder / "home", servers.addresses, practice=practice)
        with PassingTime(place) as stop:
            yield Office(place, stop), servers.addresses


def prepared(folder: Path) -> Path:
    """Leave an office behind that has synced one of the shipped companies."""
    with at_work(folder, QUILLMERE) as (office, known):
        office.expensify("/limits", {"ten_seconds": None, "minute": None})
        office.connect(known, QUILLMERE)
        office.done("sync", status=1)
    return folder


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
