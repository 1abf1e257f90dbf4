"""Starting with the computer, as each system would have it."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest

from app.background.autostart import (
    autostart,
    desktop_entry,
    login_agent,
    run_value,
)
from app.background.plan import Job
from app.errors import InputError

PLAIN = Job(("/opt/vouch/vouch",), Path("/logs"))
AT_HOME = Job(
    ("C:\\Program Files\\Vouch\\vouch.exe",), Path("/logs"), "/srv/Bo's books"
)


def entry(job: Job) -> dict[str, str]:
    first, *lines = desktop_entry(job, Path("/config")).text.splitlines()
    assert first == "[Desktop Entry]"
    return dict(line.split("=", 1) for line in lines)


def test_a_desktop_reads_an_entry_that_starts_in_the_tray() -> None:
    assert desktop_entry(PLAIN, Path("/c")).path == Path("/c/autostart/vouch.desktop")
    assert entry(PLAIN)["Exec"] == "/opt/vouch/vouch --tray"
    assert entry(PLAIN)["Type"] == "Application"


def test_a_chosen_home_and_blanks_are_kept() -> None:
    assert entry(AT_HOME)["Exec"].startswith('env "VOUCH_HOME=/srv/Bo\'s books" ')


def test_macos_reads_an_agent() -> None:
    file = login_agent(AT_HOME, Path("/Users/bo"))
    agent = plistlib.loads(file.content)

    assert agent["Label"] == file.path.stem
    assert agent["ProgramArguments"][-1] == "--tray"
    assert agent["RunAtLoad"] is True
    assert agent["EnvironmentVariables"] == {"VOUCH_HOME": "/srv/Bo's books"}


def test_windows_reads_a_value_with_the_program_in_quotes() -> None:
    name, value = run_value(AT_HOME)

    assert name.startswith("vouch-")
    assert value == '"C:\\Program Files\\Vouch\\vouch.exe" --tray'


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_it_is_turned_on_and_off(
    platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    there = autostart(tmp_path, {}, platform)
    assert not there.is_on()

    there.turn(on=True)
    there.turn(on=True)
    assert there.is_on()
    there.turn(on=False)
    there.turn(on=False)

    assert not there.is_on()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("a file where a folder belongs")
    starting = autostart(tmp_path, {"XDG_CONFIG_HOME": str(tmp_path)}, "linux")

    with pytest.raises(InputError, match="cannot be written"):
        starting.turn(on=True)
    starting.turn(on=False)

    assert not starting.is_on()
