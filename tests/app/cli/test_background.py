"""The system's scheduler, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.office import Office


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder of settings, on a computer where nothing answers."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sys.platform", "linux")
    return tmp_path / "config"


def test_the_files_are_shown_and_nothing_is_written(
    alone: Office, config: Path
) -> None:
    shown = alone.done("background", "install", "--show")
    said = alone.vouch("background", "install", "--show").out.decode()

    assert [Path(x["path"]).name for x in shown["files"]] == [
        *("vouch.service", "vouch.timer"),
    ]
    assert "OnCalendar=*:0/15" in said
    assert "systemctl --user enable --now vouch.timer" in said
    assert not any(config.rglob("vouch.*"))


def test_without_a_yes_nothing_is_written(alone: Office, config: Path) -> None:
    said = alone.vouch("background", "install", typed="n\n")

    assert said.status == 1
    assert "[Timer]" in said.err
    assert not any(config.rglob("vouch.*"))
    assert alone.vouch("background", "install", "--json").status == 2


def test_where_no_scheduler_answers_it_is_said(alone: Office, config: Path) -> None:
    said = alone.vouch("background", "install", "--yes")
    standing = alone.done("background", "status")

    assert said.status == 1
    assert "The system's scheduler did not do it" in said.err
    assert standing["written"] is True
    assert standing["active"] is False
    assert standing["log"].endswith("schedule.log")
    alone.done("background", "remove", "--yes")
    assert not any(config.rglob("vouch.*"))


def test_a_folder_that_cannot_be_written_is_said(alone: Office, config: Path) -> None:
    config.write_text("a file where the folder should be")

    installed = alone.vouch("background", "install", "--yes")
    removed = alone.vouch("background", "remove", "--yes")
    standing = alone.done("background", "status")

    assert installed.status == 2
    assert "cannot be written" in installed.err
    assert removed.status in {0, 2}
    assert standing["written"] is False
