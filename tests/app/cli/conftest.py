"""Offices where verbs are tried: one to look at, one to change, one without servers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Place
from app.paths import Home
from app.settings import Addresses
from tests.flows.office import Office, Unhurried
from tests.flows.opening import copied, no_certificates, prepared_once

NOBODY = "http://127.0.0.1:9"


@pytest.fixture(scope="session", autouse=True)
def _no_certificates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with no_certificates(tmp_path_factory.mktemp("certificates")):
        yield


@pytest.fixture(scope="session")
def left_behind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Connect an office and sync once, for copies to begin with."""
    return prepared_once(tmp_path_factory)


@pytest.fixture(scope="module")
def reading(
    left_behind: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """Work in an office that is only looked at."""
    with copied(left_behind, tmp_path_factory.mktemp("reading")) as office:
        yield office


@pytest.fixture
def office(left_behind: Path, tmp_path: Path) -> Iterator[Office]:
    """Work in an office that a test may change."""
    with copied(left_behind, tmp_path) as office:
        yield office


@pytest.fixture
def alone(tmp_path: Path) -> Office:
    """Work in a new office; nobody answers at the services' addresses."""
    home = Home.of({"VOUCH_HOME": str(tmp_path / "home")})
    addresses = Addresses(NOBODY, NOBODY, NOBODY, NOBODY)
    return Office(Place(home, addresses, practice=True), Unhurried())
