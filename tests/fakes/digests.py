"""Digests in memory, for the window's tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from app.domain.digests import Mail, faults
from app.domain.schedules import Rhythm
from app.errors import InputError


@dataclass
class FakeDigests:
    """Remembers what was set, and counts what left; ``dues`` are sent in turn."""

    server: Mail | None = None
    often: Rhythm | None = None
    password: str | None = None
    dues: int = 0
    letters: int = 0
    files: list[Path] = field(default_factory=list)

    def write(self, file: Path) -> None:
        """Remember the file."""
        self.files.append(file)

    def mail(self) -> Mail | None:
        """The server."""
        return self.server

    def rhythm(self) -> Rhythm | None:
        """How often."""
        return self.often

    def send_by(self, mail: Mail, password: str | None) -> None:
        """Keep the server."""
        if found := faults(mail):
            raise InputError(" ".join(found))
        self.server, self.password = mail, password or self.password

    def send_every(self, rhythm: Rhythm | None) -> None:
        """Keep how often."""
        self.often = rhythm

    def is_due(self) -> bool:
        """Whether one is due."""
        return self.dues > 0

    def send(self) -> tuple[str, ...]:
        """Send one."""
        self.letters += 1
        return self.server.to if self.server else ()

    def send_due(self) -> tuple[str, ...]:
        """Send one that is due."""
        self.dues -= 1
        return self.send()
