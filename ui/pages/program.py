"""Which program this is: its versions, and where it keeps its things."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import qVersion

from app.version import VERSION


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where this window keeps its things."""

    data: Path
    logs: Path


def versions() -> str:
    """Say what runs here, for those who ask for help."""
    system = f"{platform.system()} {platform.release()}"
    lines = ("Vouch " + VERSION, "Python " + platform.python_version())
    return "\n".join((*lines, f"Qt {qVersion()}", system))
