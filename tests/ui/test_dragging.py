"""A real drag, from a real pointer through the window system to a mapping."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.ui.display import display, needed

_ROOT = Path(__file__).parents[2]


def test_a_real_pointer_maps_both_ways(tmp_path: Path) -> None:
    needed("Xvfb", "xdotool")

    with display() as name:
        done = subprocess.run(  # noqa: S603 - a fixed command
            [sys.executable, "-m", "tests.ui.dragging", str(tmp_path)],
            cwd=_ROOT,
            env={
                **os.environ,
                "DISPLAY": name,
                "QT_QPA_PLATFORM": "xcb",
                "PYTHONPATH": str(_ROOT),
            },
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
