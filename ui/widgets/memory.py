"""What the window remembers between two starts: places and widths, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


class Memory:
    """A small file beside the store, with one section for each part of the window."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    def text(self, key: str, otherwise: str = "") -> str:
        """Recall a text."""
        found = self._settings.value(key)
        return found if isinstance(found, str) else otherwise

    def number(self, key: str, otherwise: int = 0) -> int:
        """Recall a number."""
        found = self.text(key)
        return int(found) if found.lstrip("-").isdigit() else otherwise

    def flag(self, key: str, *, otherwise: bool = False) -> bool:
        """Recall a yes or no."""
        return self.text(key, "yes" if otherwise else "no") == "yes"

    def names(self, key: str) -> tuple[str, ...]:
        """Recall several names."""
        return tuple(name for name in self.text(key).split(" ") if name)

    def state(self, key: str) -> QByteArray | None:
        """Recall what one of Qt's own parts asked to be kept."""
        found = self._settings.value(key)
        return found if isinstance(found, QByteArray) else None

    def keep(self, key: str, value: str | int | QByteArray) -> None:
        """Remember a value."""
        self._settings.setValue(
            key, value if isinstance(value, QByteArray) else str(value)
        )

    def keep_flag(self, key: str, *, value: bool) -> None:
        """Remember a yes or no."""
        self.keep(key, "yes" if value else "no")

    def keep_names(self, key: str, names: Sequence[str]) -> None:
        """Remember several names; none of them holds a blank."""
        self.keep(key, " ".join(names))

    def write(self) -> None:
        """Have it on disk now."""
        self._settings.sync()
