"""Offices at work, each between servers of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from app.practice.addresses import PracticeAddresses
from app.practice.process import PracticeProcess
from tests.flows.office import PASSPHRASE, Office, PassingTime, place_in


@contextmanager
def at_work(
    folder: Path, company: Path, *, practice: bool = True
) -> Iterator[tuple[Office, PracticeAddresses]]:
    """Serve a company, and open an office; what is in ``folder`` already stays."""
    with PracticeProcess(folder / "servers", company) as servers:
        place = place_in(folder / "home", servers.addresses, practice=practice)
        with PassingTime(place) as stop:
            yield Office(place, stop), servers.addresses


@contextmanager
def passphrase_only() -> Iterator[None]:
    """Let there be no keyring of the system, and a passphrase."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        environment.setenv("VOUCH_PASSPHRASE", PASSPHRASE)
        before = keyring.get_keyring()
        keyring.set_keyring(fail.Keyring())
        yield
        keyring.set_keyring(before)
