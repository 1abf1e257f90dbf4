"""What the window may ask about the digest, and who answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from app.domain.digests import Mail
from app.domain.schedules import Rhythm


@dataclass(frozen=True, slots=True)
class ShowDigest:
    """By which server it is sent, and how often; answered by a DigestSetting."""


@dataclass(frozen=True, slots=True)
class DigestSetting:
    """None where no server was named, or it is never sent."""

    mail: Mail | None
    rhythm: Rhythm | None


@dataclass(frozen=True, slots=True)
class IsDigestDue:
    """Whether one is to be sent now; answered by a bool."""


@dataclass(frozen=True, slots=True)
class SetDigest:
    """Send it so from now on; no password keeps the old one. Answered by nothing."""

    mail: Mail
    rhythm: Rhythm | None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class WriteDigest:
    """Write it as a page; answered by the file."""

    file: Path


@dataclass(frozen=True, slots=True)
class SendDigest:
    """Send it, ``due`` ones only or now; answered by those it went to."""

    due: bool = False


DigestQuestion = ShowDigest | IsDigestDue
DigestEdit = SetDigest | WriteDigest


class Digests(Protocol):
    """Writes and sends digests."""

    def write(self, file: Path) -> None:
        """Write today's as a page."""
        ...

    def mail(self) -> Mail | None:
        """Tell by which server it is sent."""
        ...

    def rhythm(self) -> Rhythm | None:
        """Tell how often."""
        ...

    def send_by(self, mail: Mail, password: str | None) -> None:
        """Send it by this server."""
        ...

    def send_every(self, rhythm: Rhythm | None) -> None:
        """Send it so often."""
        ...

    def is_due(self) -> bool:
        """Tell whether one is to be sent now."""
        ...

    def send(self) -> tuple[str, ...]:
        """Send it now."""
        ...

    def send_due(self) -> tuple[str, ...]:
        """Send what is due."""
        ...


def digest_answer(digests: Digests, asked: DigestQuestion | DigestEdit) -> object:
    """Ask the use case."""
    match asked:
        case ShowDigest():
            return DigestSetting(digests.mail(), digests.rhythm())
        case IsDigestDue():
            return digests.is_due()
        case SetDigest(mail, rhythm, password):
            digests.send_by(mail, password)
            digests.send_every(rhythm)
            return None
        case WriteDigest(file):
            digests.write(file)
            return file


def sent(digests: Digests, errand: SendDigest) -> tuple[str, ...]:
    """Have it sent."""
    return digests.send_due() if errand.due else digests.send()
