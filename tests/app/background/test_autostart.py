"""Starting with the computer, as each system would have it."""

from __future__ import annotations

import os
import plistlib
from pathlib import Path

import pytest

from app.background import launchd
from app.background.autostart import (
    autostart,
    desktop_entry,
    login_agent,
)
from app.background.installing import background
from app.background.plan import Job, own_program
from app.background.windows_lines import at_sign_in
from app.errors import InputError

PLAIN = Job(("/opt/vouch/vouch",), Path("/logs"))
PROGRAM = "C:\\Program Files\\Vouch\\vouch.exe"
AT_HOME = Job(("/opt/vouch/vouch",), Path("/logs"), "/srv/Bo's books")


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


def test_windows_reads_a_line_with_the_program_in_quotes() -> None:
    line = at_sign_in(Job((PROGRAM,), Path("/logs")))

    assert line == '"C:\\Program Files\\Vouch\\vouch.exe" --tray'


def test_windows_opens_a_chosen_home_and_leaves_no_console_behind() -> None:
    line = at_sign_in(Job((PROGRAM,), Path("/logs"), "C:\\Bo & Co (new)!"))

    assert line == (
        'cmd.exe /d /v:off /s /c "set "VOUCH_HOME=C:\\Bo & Co (new)!"&& '
        'start "" "C:\\Program Files\\Vouch\\vouch.exe" --tray"'
    )


@pytest.mark.parametrize(
    ("home", "said"),
    [
        ("C:\\%TEMP%\\books", "between two % signs in “C:\\%TEMP%\\books” for"),
        ("C:" + "\\deep" * 50, "longer than 260 signs"),
    ],
)
def test_windows_is_given_no_line_that_it_would_not_read_as_it_is_meant(
    home: str, said: str
) -> None:
    with pytest.raises(InputError) as refused:
        at_sign_in(Job((PROGRAM,), Path("/logs"), home))

    assert said in refused.value.detail


def test_a_home_that_was_named_from_here_is_found_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    environment = {"VOUCH_HOME": "books", "XDG_CONFIG_HOME": str(tmp_path)}

    autostart(tmp_path, environment, "linux").turn(on=True)

    [file] = (tmp_path / "autostart").iterdir()
    assert f"VOUCH_HOME={tmp_path}/books" in file.read_text()
    assert background(tmp_path, tmp_path, environment, "darwin").plan == (
        launchd.plan(
            Job(own_program(), tmp_path, f"{tmp_path}/books"), Path.home(), os.getuid()
        )
    )


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
