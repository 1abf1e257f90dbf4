"""The virtual environment is made when it must be, and never left half made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from house.console import SetUpError
from house.environment import ATTEMPTS, Environment

BOTH = ("run.txt", "test.txt")


class FakeWatch:
    """Does what the programs would do to the folder, and remembers being asked."""

    def __init__(self, checkout: Path) -> None:
        self.environment = Environment(checkout)
        self.titles: list[str] = []
        self.stamped: list[bool] = []
        self.broken: set[str] = set()

    def __call__(self, title: str, command: Sequence[str]) -> bool:
        """Pretend to run the command."""
        self.titles.append(title)
        self.stamped.append(self.environment.stamp.exists())
        if "venv" in command:
            self.environment.stamp.unlink(missing_ok=True)
            self.environment.python.parent.mkdir(parents=True, exist_ok=True)
            self.environment.python.touch()
        return title not in self.broken


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    locks = Environment(tmp_path).locks
    locks.mkdir(parents=True)
    for name in BOTH:
        (locks / name).write_text(name)
    (tmp_path / "pyproject.toml").touch()
    return tmp_path


@pytest.fixture
def watch(checkout: Path) -> FakeWatch:
    return FakeWatch(checkout)


@pytest.fixture
def environment(checkout: Path, watch: FakeWatch) -> Environment:
    return Environment(checkout, watch)


def test_a_new_checkout_gets_everything_in_order(
    environment: Environment, watch: FakeWatch
) -> None:
    environment.prepare(BOTH)

    assert watch.titles == [
        "virtual environment",
        "packages of run.txt",
        "packages of test.txt",
        "vouch itself",
    ]


def test_a_second_start_does_nothing(
    environment: Environment, watch: FakeWatch
) -> None:
    environment.prepare(BOTH)
    watch.titles.clear()

    environment.prepare(BOTH)
    environment.prepare(["run.txt"])

    assert watch.titles == []


def test_only_the_lock_that_changed_is_installed(
    environment: Environment, watch: FakeWatch
) -> None:
    environment.prepare(BOTH)
    watch.titles.clear()
    (environment.locks / "test.txt").write_text("newer")

    environment.prepare(BOTH)

    assert watch.titles == ["packages of test.txt"]


def test_testing_adds_to_what_running_had_installed(
    environment: Environment, watch: FakeWatch
) -> None:
    environment.prepare(["run.txt"])
    watch.titles.clear()

    environment.prepare(BOTH)

    assert watch.titles == ["packages of test.txt"]


def test_there_is_no_stamp_while_anything_is_installed(
    environment: Environment, watch: FakeWatch
) -> None:
    environment.prepare(["run.txt"])
    environment.prepare(BOTH)

    assert not any(watch.stamped)
    assert environment.stamp.exists()


def test_what_was_interrupted_is_made_anew(
    environment: Environment, watch: FakeWatch
) -> None:
    environment.prepare(BOTH)
    environment.stamp.unlink()
    watch.titles.clear()

    environment.prepare(BOTH)

    assert watch.titles[0] == "virtual environment"


def test_a_damaged_stamp_counts_as_none(
    environment: Environment, watch: FakeWatch
) -> None:
    environment.prepare(BOTH)
    environment.stamp.write_text('{"python": "3.')
    watch.titles.clear()

    environment.prepare(BOTH)

    assert watch.titles[0] == "virtual environment"


@pytest.mark.parametrize("fact", ["python", "checkout"])
def test_another_python_or_place_starts_over(
    environment: Environment, watch: FakeWatch, fact: str
) -> None:
    environment.prepare(BOTH)
    held = json.loads(environment.stamp.read_text())
    environment.stamp.write_text(json.dumps(held | {fact: "another"}))
    watch.titles.clear()

    environment.prepare(BOTH)

    assert watch.titles[0] == "virtual environment"


def test_a_download_that_fails_is_tried_again_then_said(
    environment: Environment, watch: FakeWatch
) -> None:
    watch.broken = {"packages of run.txt"}

    with pytest.raises(SetUpError, match="network"):
        environment.prepare(BOTH)

    assert watch.titles.count("packages of run.txt") == ATTEMPTS
    assert not environment.stamp.exists()
