"""The locks pin everything, with hashes, and do not tell where they were made."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from house import locks
from house.environment import CHECKOUT, Environment

PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))


def _pins(file: Path) -> dict[str, str]:
    text = file.read_text(encoding="utf-8").replace("\\\n", " ")
    rows = [row for row in text.splitlines() if row and row.lstrip()[0] != "#"]
    assert all("--hash=sha256:" in row for row in rows)
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", "\n".join(rows), re.MULTILINE))


@pytest.fixture(params=sorted(locks.GROUPS))
def lock(request: pytest.FixtureRequest) -> Path:
    return Environment().locks / str(request.param)


def test_every_declared_package_is_pinned(lock: Path) -> None:
    groups = [PROJECT["dependency-groups"][x] for x in locks.GROUPS[lock.name]]
    declared = [x for group in groups for x in group]
    declared += PROJECT["project"]["dependencies"]
    names = {re.split(r"[=<>]", x)[0].lower() for x in declared}

    assert names <= set(_pins(lock))


def test_no_address_and_no_path_is_in_a_lock(lock: Path) -> None:
    assert not re.search(r"https?:|file:|^--|index", lock.read_text(), re.MULTILINE)


def test_what_runs_is_what_is_tested() -> None:
    run, test = (_pins(Environment().locks / x) for x in ("run.txt", "test.txt"))

    assert run.items() <= test.items()
