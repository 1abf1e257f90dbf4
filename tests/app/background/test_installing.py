"""Putting the files in place, and taking them away again."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.background import launchd, systemd
from app.background.installing import Background, SystemRefusedError, background, run
from app.background.plan import Command, Job

JOB = Job(("/usr/bin/true",), Path("/logs"))


def test_what_is_installed_is_in_force_until_it_is_removed(tmp_path: Path) -> None:
    there = Background(systemd.plan(JOB, tmp_path), lambda _: (0, ""))
    assert not there.standing().written

    there.install()
    there.install()

    standing = there.standing()
    assert standing.written
    assert standing.words.startswith("Runs in the background, whether")
    there.remove()
    assert not any(tmp_path.rglob("vouch*"))


def test_a_file_that_somebody_changed_is_noticed(tmp_path: Path) -> None:
    there = Background(systemd.plan(JOB, tmp_path), lambda _: (0, ""))
    there.install()
    there.plan.files[0].path.write_text("[Service]\n")

    assert there.standing().words.endswith("but not as this Vouch would have it.")


def test_a_system_that_refuses_is_heard(tmp_path: Path) -> None:
    there = Background(systemd.plan(JOB, tmp_path), lambda _: (1, "Failed to connect."))

    with pytest.raises(SystemRefusedError, match="daemon-reload: Failed to connect"):
        there.install()

    assert there.standing().words.startswith("The files are there, but the system")


def test_launchd_forgets_the_old_agent_before_it_takes_the_new(tmp_path: Path) -> None:
    told: list[Command] = []

    def take(command: Command) -> tuple[int, str]:
        told.append(command)
        return 0, ""

    Background(launchd.plan(JOB, tmp_path, 501), take).install()

    assert [x[1] for x in told] == ["bootout", "bootstrap"]


@pytest.mark.parametrize(
    ("platform", "system"),
    [("linux", "systemd"), ("darwin", "launchd"), ("win32", "Windows")],
)
def test_each_system_has_its_own(platform: str, system: str, tmp_path: Path) -> None:
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}

    there = background(tmp_path, tmp_path, environment, platform)

    assert there.plan.system == system


def test_a_program_that_is_not_there_is_an_answer_too() -> None:
    status, said = run(("/nowhere/at/all",))

    assert status == 127
    assert "No such file" in said
