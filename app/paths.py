"""Where Vouch keeps its things."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

from app.errors import InputError


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one Vouch; nothing is made before it is needed.

    ``root`` holds what must be kept together: the store, its back-ups and what the
    key is made from.
    """

    root: Path
    logs: Path
    cache: Path

    @classmethod
    def at(cls, folder: Path) -> Home:
        """A home that is one folder."""
        return cls(folder, folder / "logs", folder / "cache")

    @property
    def store(self) -> Path:
        """The store's file."""
        return self.root / "vouch.db"

    @property
    def backups(self) -> Path:
        """The automatic back-ups."""
        return self.root / "backups"

    @property
    def window(self) -> Path:
        """The file where the window keeps its place and widths."""
        return self.root / "window.ini"

    @property
    def practice(self) -> Home:
        """The home of the practice company, apart from real books."""
        return Home.at(self.root / "practice")


def find_home() -> Home:
    """``VOUCH_HOME``, or the folders that the system has for such things."""
    told = os.environ.get("VOUCH_HOME", "").strip()
    if told:
        folder = Path(told).expanduser()
        if folder.exists() and not folder.is_dir():
            raise InputError(f"VOUCH_HOME is not a folder: {folder}.")
        return Home.at(folder.absolute())
    found = PlatformDirs("Vouch", appauthor=False)
    return Home(
        Path(found.user_data_dir), Path(found.user_log_dir), Path(found.user_cache_dir)
    )
