"""Where the program keeps things: one folder when asked for, the system's else."""

from __future__ import annotations

from pathlib import Path

from app.paths import Home


def test_one_folder_holds_everything_when_asked_for(tmp_path: Path) -> None:
    home = Home.of({"VOUCH_HOME": str(tmp_path)})

    assert home.store == tmp_path / "vouch.db"
    assert all(tmp_path in (x, *x.parents) for x in (home.data, home.logs, home.cache))


def test_a_home_is_absolute_and_may_be_the_users(tmp_path: Path) -> None:
    assert Home.of({"VOUCH_HOME": "here"}).data == Path.cwd() / "here"
    assert Home.of({"VOUCH_HOME": "~/v"}).data == Path("~/v").expanduser()
    assert Home.of({"VOUCH_HOME": str(tmp_path)}).data.is_absolute()


def test_else_it_is_where_the_system_keeps_such() -> None:
    for environment in ({}, {"VOUCH_HOME": ""}):
        home = Home.of(environment)

        assert home.data.is_absolute()
        assert "vouch" in str(home.data).casefold()


def test_the_practice_company_lives_apart(tmp_path: Path) -> None:
    home = Home.of({"VOUCH_HOME": str(tmp_path)})

    assert home.practice.data == tmp_path / "practice"
    assert home.practice.store != home.store
    assert home.practice.logs != home.logs


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    home = Home.of({"VOUCH_HOME": str(tmp_path / "new")})

    assert not home.practice.data.exists()
    assert list(tmp_path.iterdir()) == []
