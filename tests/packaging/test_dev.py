"""A checkout sets itself up, once, and says what it does."""

from __future__ import annotations

import sys

import dev
import pytest
from house import console, gates, verbs
from house.environment import Environment


def test_an_old_python_is_told_which_one_to_take() -> None:
    sentence = dev.too_old((3, 9))

    assert sentence is not None
    assert "needs Python 3.11" in sentence
    assert "this is Python 3.9" in sentence


@pytest.mark.parametrize("version", [(3, 11), (3, 14), (4, 0)])
def test_a_python_of_today_is_welcome(version: tuple[int, int]) -> None:
    assert dev.too_old(version) is None


@pytest.mark.parametrize(("arguments", "status"), [([], 2), (["no"], 2), (["-h"], 0)])
def test_the_verbs_are_listed_to_who_does_not_know_them(
    arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(arguments) == status

    said = "".join(capsys.readouterr())
    assert all(f"dev.py {verb} " in said for verb in verbs.VERBS)


def test_run_opens_the_practice_company() -> None:
    module = verbs.module_for("run", ("--scale", "2"), screen=True)

    assert module == ("ui", "--practice", "--scale", "2")


def test_run_does_the_job_without_a_screen() -> None:
    module = verbs.module_for("run", (), screen=False)

    assert module == ("ui", "--practice", "--no-screen")


@pytest.mark.parametrize(
    ("verb", "module"),
    [("bench", "tests.benchmarks"), ("screenshots", "ui.screenshots")],
)
def test_the_other_verbs_hand_their_arguments_on(verb: str, module: str) -> None:
    assert verbs.module_for(verb, ("this",), screen=True) == (module, "this")


@pytest.mark.parametrize(
    ("env", "platform", "seen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_only_a_linux_without_a_display_has_no_screen(
    env: dict[str, str], platform: str, *, seen: bool
) -> None:
    assert verbs.has_screen(env, platform) is seen


def test_without_a_screen_qt_is_told_so_and_the_rest_is_kept() -> None:
    told = verbs.surroundings({"LANG": "C"}, screen=False)

    assert told["QT_QPA_PLATFORM"] == "offscreen"
    assert told["LANG"] == "C"


def test_what_python_has_compiled_is_kept() -> None:
    told = verbs.surroundings({"PYTHONDONTWRITEBYTECODE": "1"}, screen=False)

    assert "PYTHONDONTWRITEBYTECODE" not in told


def test_with_a_screen_qt_chooses_for_itself() -> None:
    assert "QT_QPA_PLATFORM" not in verbs.surroundings({}, screen=True)


def test_arguments_for_the_tests_come_last_so_that_they_win() -> None:
    command = gates.test_gate(("-n0", "-k", "money")).command(Environment())

    assert command[0] == str(Environment().python)
    assert command[-3:] == ("-n0", "-k", "money")


@pytest.mark.parametrize(
    ("elapsed", "words"),
    [
        (0.04, "0.0 s"),
        (9.94, "9.9 s"),
        (9.96, "10 s"),
        (59.4, "59 s"),
        (185, "3 min 05 s"),
    ],
)
def test_a_time_is_rounded_for_reading(elapsed: float, words: str) -> None:
    assert console.seconds(elapsed) == words


def test_a_command_that_fails_shows_what_it_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    command = (sys.executable, "-c", "print('no room left'); raise SystemExit(3)")

    assert not console.watch("packages", command)

    said = capsys.readouterr().out
    assert "packages: failed (3)" in said
    assert "    no room left" in said


def test_a_command_that_works_says_only_that(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert console.watch("packages", (sys.executable, "-c", "print('detail')"))

    said = capsys.readouterr().out
    assert "packages: done in " in said
    assert "detail" not in said
