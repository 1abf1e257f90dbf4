"""Offices for tests to work in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.office import Office
from tests.flows.opening import copied, no_certificates, prepared_once


@pytest.fixture(scope="session", autouse=True)
def _no_certificates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with no_certificates(tmp_path_factory.mktemp("certificates")):
        yield


@pytest.fixture(scope="session")
def left_behind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Connect an office and sync once, for copies to begin with."""
    return prepared_once(tmp_path_factory)


@pytest.fixture
def office(left_behind: Path, tmp_path: Path) -> Iterator[Office]:
    """Work in an office with reports waiting, between servers of its own."""
    with copied(left_behind, tmp_path) as office:
        yield office
