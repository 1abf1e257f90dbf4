"""Signing in for real: at an OAuth server nobody here wrote, by either browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from house import node

from app.ports.sign_in import PORTS, redirect_uri
from tests.ui.chromium import Chromium
from tests.ui.display import display, needed
from tests.ui.signing_in import CLIENT
from ui.pages.sign_in_start import Way

ROOT = Path(__file__).parents[2]
SERVER = ROOT / "tests" / "oidc"
LONG = 60
ANSWER = {
    "organisations": ["Harbour Lane Ltd"],
    "who": "Robin Vale",
}
RENEWED = {
    "organisations": ["Harbour Lane Ltd"],
    "rotated": True,
    "old_one": "invalid_grant",
    "left_after_that": 0,
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The server, while it is needed."""
    if reason := node.lacking():
        pytest.skip(reason)
    if not (SERVER / "node_modules" / "oidc-provider").is_dir():
        pytest.skip("the packages of tests/oidc are not installed (npm ci)")
    ports = (redirect_uri(port) for port in PORTS)
    with subprocess.Popen(  # noqa: S603 - a fixed command
        ["node", "server.mjs", CLIENT, *ports],  # noqa: S607
        cwd=SERVER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        assert running.stdout is not None
        yield running.stdout.readline().strip()
        running.terminate()


@contextmanager
def signing_in(
    way: Way, folder: Path, server: str, screen: str, **more: str
) -> Iterator[subprocess.Popen[str]]:
    """The panel, in a process and on a display of its own."""
    log = folder / "panel.log"
    with (
        log.open("w") as wrong,
        subprocess.Popen(  # noqa: S603 - a fixed command
            [sys.executable, "-m", "tests.ui.signing_in", way, str(folder), server],
            cwd=ROOT,
            env={
                **os.environ,
                "DISPLAY": screen,
                "QT_QPA_PLATFORM": "xcb",
                "PYTHONPATH": str(ROOT),
                **more,
            },
            stdout=subprocess.PIPE,
            stderr=wrong,
            text=True,
        ) as panel,
    ):
        try:
            yield panel
        finally:
            panel.kill()


def said(panel: subprocess.Popen[str]) -> object:
    """What came of it, once the process has ended well."""
    assert panel.stdout is not None
    answer = panel.stdout.readline()  # a browser it opened may hold the rest open
    assert panel.wait(LONG) == 0
    return json.loads(answer)


def test_typed_and_clicked_in_the_window(server: str, tmp_path: Path) -> None:
    needed("Xvfb", "xdotool")

    with display() as screen, signing_in(Way.HERE, tmp_path, server, screen) as panel:
        assert said(panel) == {**ANSWER, "renewed": RENEWED}


def test_in_the_browser_that_the_system_opens(server: str, tmp_path: Path) -> None:
    needed("Xvfb", "chromium", "chromedriver")

    with display() as screen, Chromium(tmp_path) as chromium:
        more = chromium.surroundings
        with signing_in(Way.AWAY, tmp_path, server, screen, **more) as panel:
            chromium.attach()
            chromium.type_into("input[name=login]", "robin")
            chromium.type_into("input[name=password]", "a good password")
            chromium.click("button[type=submit]")
            chromium.click("input[value=consent] ~ button")
            assert "Thank you" in chromium.text("h1", until="Thank you")
            assert said(panel) == ANSWER
