"""The packages of the OAuth server come from their lock file, once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from house import node
from house.environment import CHECKOUT
from house.node import NodePackages

LOCK = CHECKOUT / "tests" / "oidc" / "package-lock.json"


class FakeWatch:
    """Installs nothing, and says what it was asked."""

    def __init__(self, *, works: bool = True) -> None:
        self.commands: list[Sequence[str]] = []
        self.works = works

    def __call__(self, _title: str, command: Sequence[str]) -> bool:
        self.commands.append(command)
        if self.works:
            (Path(command[-1]) / "node_modules").mkdir(exist_ok=True)
        return self.works


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    if node.lacking():
        pytest.skip(node.lacking())
    shutil.copy(LOCK, tmp_path)
    return tmp_path


def test_packages_are_installed_once(folder: Path) -> None:
    watch = FakeWatch()

    assert NodePackages(folder, watch).prepare()
    assert NodePackages(folder, watch).prepare()

    ((command),) = watch.commands
    assert command[:2] == ("npm", "ci")


def test_a_changed_lock_file_installs_anew(folder: Path) -> None:
    watch = FakeWatch()
    NodePackages(folder, watch).prepare()

    (folder / LOCK.name).write_text("{}", encoding="utf-8")
    NodePackages(folder, watch).prepare()

    assert len(watch.commands) == 2


def test_without_a_network_the_tests_go_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = FakeWatch(works=False)

    assert not NodePackages(folder, watch).prepare()
    assert "npm ci failed" in capsys.readouterr().out
    assert not (folder / "node_modules").exists()


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("v20.20.2", ""),
        ("v22.1.0", ""),
        ("v18.19.0", "Node.js 20 or newer is needed, this is v18.19.0"),
        ("", "Node.js 20 or newer is needed, this is none"),
    ],
)
def test_an_old_node_is_not_tried(version: str, words: str) -> None:
    assert node.too_old(version) == words


def test_the_lock_file_pins_everything_and_names_no_registry() -> None:
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    others = {name: x for name, x in packages.items() if name}

    assert others
    assert all(x["integrity"].startswith("sha512-") for x in others.values())
    assert not any("resolved" in x for x in others.values())
