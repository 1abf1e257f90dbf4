"""The program's own icon."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from PySide6.QtGui import QIcon


@cache
def app_icon() -> QIcon:
    """Give the program's own icon."""
    folder = Path(str(files("resources"))) / "icons"
    made = QIcon()
    for size in (16, 32, 48, 128, 256):
        made.addFile(str(folder / f"vouch-{size}.png"))
    return made
