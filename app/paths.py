"""Where everything lies that the program keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from platformdirs import PlatformDirs

_APP = "Vouch"


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one user of the program; nothing is made until it is needed."""

    data: Path
    logs: Path
    cache: Path

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self:
        """Under ``VOUCH_HOME`` where it is set, else where the system keeps such."""
        chosen = environment.get("VOUCH_HOME", "")
        if chosen:
            return cls._under(Path(chosen).expanduser().absolute())
        usual = PlatformDirs(_APP, appauthor=False)
        return cls(usual.user_data_path, usual.user_log_path, usual.user_cache_path)

    @property
    def store(self) -> Path:
        """The database."""
        return self.data / "vouch.db"

    @property
    def practice(self) -> Self:
        """The home of the practice company, apart from the real one."""
        return self._under(self.data / "practice")

    @classmethod
    def _under(cls, root: Path) -> Self:
        return cls(root, root / "logs", root / "cache")
