"""What each system's scheduler is given: as that system reads it."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app.background import launchd, systemd, windows
from app.background.installing import Background
from app.background.plan import Command, Job, Plan, own_program
from app.errors import InputError

ODD = '/opt/Bo\'s 100% $5 "books"'
PLAIN = Job(("/usr/bin/true",), Path("/home/bo/logs"))
AT_HOME = Job(("/usr/bin/true", "-x"), Path("/home/bo/logs"), ODD)
XML = {"t": windows.NAMESPACE}


def write(plan: Plan) -> list[Path]:
    for file in plan.files:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        file.path.write_bytes(file.content)
    return [file.path for file in plan.files]


@pytest.mark.parametrize("job", [PLAIN, AT_HOME])
def test_systemd_finds_nothing_wrong_with_its_units(job: Job, tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd-analyze here (Debian: apt-get install systemd)")
    files = write(systemd.plan(job, tmp_path))

    verified = subprocess.run(  # noqa: S603 - systemd's own check
        [analyze, "verify", "--user", *map(str, files)],
        env={"XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert verified.returncode == 0, verified.stderr
    assert str(tmp_path) not in verified.stderr


def test_systemd_is_told_of_an_odd_home_in_its_own_quotes(tmp_path: Path) -> None:
    service, timer = (x.text for x in systemd.plan(AT_HOME, tmp_path).files)

    assert 'ExecStart="/usr/bin/true" "-x" "sync" "--due"' in service
    assert 'Environment="VOUCH_HOME=/opt/Bo\'s 100%% $5 \\"books\\""' in service
    assert "OnCalendar=*:0/15" in timer
    assert "Persistent=true" in timer


def test_launchd_is_given_a_property_list() -> None:
    plan = launchd.plan(AT_HOME, Path("/Users/bo"), 501)
    (file,) = plan.files
    agent = plistlib.loads(file.content)

    assert file.path.parent == Path("/Users/bo/Library/LaunchAgents")
    assert file.path.stem == agent["Label"]
    assert agent["ProgramArguments"] == ["/usr/bin/true", "-x", "sync", "--due"]
    assert agent["StartInterval"] == 900
    assert agent["EnvironmentVariables"] == {"VOUCH_HOME": ODD}
    assert "EnvironmentVariables" not in plistlib.loads(
        launchd.plan(PLAIN, Path("/Users/bo"), 501).files[0].content
    )
    assert plan.status == ("launchctl", "print", f"gui/501/{agent['Label']}")


def test_windows_is_given_a_task_in_the_order_of_its_schema() -> None:
    (file,) = windows.plan(PLAIN, Path("/data")).files
    assert file.content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    task = ET.fromstring(file.content)  # noqa: S314 - our own

    assert [x.tag.rpartition("}")[2] for x in task] == [
        *("RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"),
    ]
    assert task.findtext(".//t:Repetition/t:Interval", namespaces=XML) == "PT15M"
    assert task.findtext(".//t:StartWhenAvailable", namespaces=XML) == "true"
    assert task.findtext(".//t:Exec/t:Command", namespaces=XML) == "/usr/bin/true"
    assert task.findtext(".//t:Exec/t:Arguments", namespaces=XML) == "sync --due"


def test_a_task_for_a_chosen_home_sets_it_first() -> None:
    job = Job(("C:\\Vouch\\vouch.exe",), Path("C:\\logs"), "C:\\Bo & Co")
    (file,) = windows.plan(job, Path("/data")).files
    task = ET.fromstring(file.content)  # noqa: S314 - our own

    assert task.findtext(".//t:Exec/t:Arguments", namespaces=XML) == (
        '/d /v:off /s /c "set "VOUCH_HOME=C:\\Bo & Co"&& '
        'C:\\Vouch\\vouch.exe sync --due"'
    )


def _arguments(job: Job) -> str | None:
    (file,) = windows.plan(job, Path("/data")).files
    task = ET.fromstring(file.content)  # noqa: S314 - our own
    return task.findtext(".//t:Exec/t:Arguments", namespaces=XML)


def test_a_program_that_cmd_would_cut_apart_is_in_quotes() -> None:
    job = Job(("C:\\R&D (new)\\vouch.exe",), Path("C:\\logs"), "C:\\Books!")

    assert _arguments(job) == (
        '/d /v:off /s /c "set "VOUCH_HOME=C:\\Books!"&& '
        '"C:\\R&D (new)\\vouch.exe" sync --due"'
    )


def test_one_percent_sign_names_no_variable_and_is_left_alone() -> None:
    job = Job(("C:\\Vouch\\vouch.exe",), Path("C:\\logs"), "C:\\100% Bo")

    assert windows.plan(job, Path("/data")).why_not == ""
    assert '"VOUCH_HOME=C:\\100% Bo"' in str(_arguments(job))


@pytest.mark.parametrize(
    ("program", "home", "named"),
    [
        ("C:\\vouch.exe", "C:\\%TEMP%\\books", "“C:\\%TEMP%\\books” for"),
        ("C:\\50%\\vouch.exe", "C:\\50%", "“C:\\50%” and “C:\\50%\\vouch.exe” for"),
        ("C:\\%Bo%\\vouch.exe", "", "“C:\\%Bo%\\vouch.exe” for"),
    ],
)
def test_what_windows_would_take_for_a_variable_is_refused_before_it_is_written(
    program: str, home: str, named: str, tmp_path: Path
) -> None:
    plan = windows.plan(Job((program,), Path("C:\\logs"), home), tmp_path)
    told: list[Command] = []

    def take(command: Command) -> tuple[int, str]:
        told.append(command)
        return 0, ""

    with pytest.raises(InputError, match="two % signs") as refused:
        Background(plan, take).install()

    assert named in refused.value.detail
    assert (told, list(tmp_path.iterdir())) == ([], [])


def test_what_was_installed_before_can_still_be_removed(tmp_path: Path) -> None:
    job = Job(("C:\\vouch.exe",), Path("C:\\logs"), "C:\\%TEMP%")
    there = Background(windows.plan(job, tmp_path), lambda _: (0, ""))
    write(there.plan)

    there.remove()

    assert list(tmp_path.iterdir()) == []


def test_two_homes_do_not_share_a_name() -> None:
    assert PLAIN.name == "vouch"
    assert AT_HOME.name != Job(("vouch",), Path("/logs"), "/other").name


def test_this_program_knows_how_it_is_started() -> None:
    program = own_program()

    assert Path(program[0]).is_absolute()
    assert Path(program[0]).exists()
