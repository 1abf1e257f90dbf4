"""Of the system's libraries only the missing ones are asked for."""

from __future__ import annotations

import shutil

import pytest
from house import system


def test_nothing_is_missing_where_all_is_installed() -> None:
    assert system.missing(["libgl1", "xvfb"], {"libgl1", "xvfb", "bash"}) == ()


def test_either_name_of_a_renamed_library_will_do() -> None:
    names = ["libnew|libold", "libgl1"]

    assert system.missing(names, {"libold"}) == ("libgl1",)
    assert system.missing(names, {"libnew", "libgl1"}) == ()


def test_the_name_that_the_release_knows_is_chosen() -> None:
    names = ["libold|libnew", "libgl1"]

    assert system.chosen(names, {"libnew", "libgl1"}) == ("libnew", "libgl1")
    assert system.chosen(names, {"libold", "libgl1"}) == ("libold", "libgl1")
    assert system.chosen(names, set()) == ("libold", "libgl1")


def test_testing_asks_for_more_than_running() -> None:
    running, testing = (set(system.wanted(testing=x)) for x in (False, True))

    assert running <= testing
    assert "libfreemarker-java" not in running


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="dpkg is Debian's")
def test_dpkg_is_believed_about_what_is_there() -> None:
    assert system.installed(["no-such-package|dpkg", "nor-this-one"]) == {"dpkg"}
