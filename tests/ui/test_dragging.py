"""A real drag, from a real pointer through the window system to a mapping."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_NEEDED = ("Xvfb", "xdotool")


@pytest.fixture
def display() -> Iterator[str]:
    """A display that nobody sees."""
    missing = [tool for tool in _NEEDED if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} needed for a real pointer")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24"]
    with subprocess.Popen(  # noqa: S603 - a fixed command
        [*command, "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writing)
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


def test_a_real_pointer_maps_both_ways(display: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(_ROOT),
    }

    done = subprocess.run(  # noqa: S603 - a fixed command
        [sys.executable, "-m", "tests.ui.dragging", str(tmp_path)],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout.splitlines()[-1])
    assert answer["accounts"] == {"Gifts": "420", "Train": "493", "Meals": ""}
    assert "Gifts → 420 Entertainment" in answer["notes"]
    assert "Train → 493 Travel" in answer["notes"]
