"""Writes digests, and sends them when they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from app.domain.digests import Digest, Mail, Security, faults
from app.domain.schedules import Rate, Rhythm, Schedule
from app.domain.setup import ConnectionId
from app.errors import InputError
from app.ports.guarding import Leases, Vault
from app.ports.mailing import Postman
from app.ports.preferences import Choices
from app.ports.running import Clock
from app.services.digest_page import html, text
from app.services.occurrences import due

PASSWORD = "mail/password"  # noqa: S105 - the name it is kept under

_HOST, _PORT, _SECURITY = "digest/host", "digest/port", "digest/security"
_SENDER, _TO, _USER = "digest/sender", "digest/to", "digest/user"
_EVERY, _AT, _ON = "digest/every", "digest/at", "digest/on"
_SINCE, _DONE = "digest/since", "digest/done"


@dataclass(frozen=True, slots=True)
class Digests:
    """One mail server, one rhythm; what is due is sent once among all processes."""

    compose: Callable[[], Digest]
    choices: Choices
    vault: Vault
    post: Postman
    leases: Leases
    clock: Clock
    zone: Callable[[], str]
    write_text: Callable[[Path, Iterable[str]], None]

    def write(self, file: Path) -> None:
        """Write today's as an HTML page; InputError where it cannot be written."""
        self.write_text(file, [html(self.compose())])

    def mail(self) -> Mail | None:
        """Where it is sent by; None where nothing was set."""
        host = self.choices.get(_HOST)
        if not host:
            return None
        return Mail(
            host,
            int(self.choices.get(_PORT) or 0),
            Security(self.choices.get(_SECURITY) or Security.STARTTLS),
            self.choices.get(_SENDER) or "",
            tuple((self.choices.get(_TO) or "").split()),
            self.choices.get(_USER) or "",
        )

    def send_by(self, mail: Mail, password: str | None) -> None:
        """Send by this server from now on; None keeps the password as it is.

        InputError where it cannot be used.
        """
        if found := faults(mail):
            raise InputError(" ".join(found))
        for name, value in (
            (_HOST, mail.host),
            (_PORT, str(mail.port)),
            (_SECURITY, mail.security.value),
            (_SENDER, mail.sender),
            (_TO, " ".join(mail.to)),
            (_USER, mail.user),
        ):
            self.choices.put(name, value)
        if password is not None:
            self.vault.put(PASSWORD, password)

    def rhythm(self) -> Rhythm | None:
        """How often it is sent; None for never."""
        every = self.choices.get(_EVERY) or ""
        if not every:
            return None
        at = time.fromisoformat(self.choices.get(_AT) or "07:00")
        days = tuple(int(x) for x in (self.choices.get(_ON) or "0").split())
        return Rhythm(Rate(every), at, days=days)

    def send_every(self, rhythm: Rhythm | None) -> None:
        """Send it so often from now on, by the local time; None for never."""
        if rhythm is not None and rhythm.rate not in {Rate.DAY, Rate.WEEK}:
            raise InputError("A digest is sent every day, or on days of the week.")
        if rhythm is not None and self.mail() is None:
            raise InputError("Say first which mail server sends it.")
        self.choices.put(_EVERY, rhythm.rate.value if rhythm else "")
        if rhythm is not None:
            self.choices.put(_AT, f"{rhythm.at:%H:%M}")
            self.choices.put(_ON, " ".join(map(str, rhythm.days)) or "0")
            self.choices.put(_SINCE, self.clock().isoformat())

    def send(self) -> tuple[str, ...]:
        """Send it now; returns to whom."""
        mail = self.mail()
        if mail is None:
            raise InputError("Say first which mail server sends it.")
        message = _message(self.compose(), mail.sender, mail.to)
        self.post(mail, self.vault.get(PASSWORD) or "", message)
        return mail.to

    def is_due(self) -> bool:
        """Whether one is to be sent now."""
        return self._due() is not None

    def send_due(self) -> tuple[str, ...]:
        """Send what is due; returns to whom, nobody where nothing is.

        BusyError where another process sends it. One that was missed is sent once.
        """
        if not self.is_due():
            return ()
        with self.leases.hold("digest"):
            planned = self._due()
            if planned is None:
                return ()
            to = self.send()
            self.choices.put(_DONE, planned.isoformat())
        return to

    def _due(self) -> datetime | None:
        rhythm, since = self.rhythm(), self.choices.get(_SINCE)
        if rhythm is None or not since:
            return None
        done = self.choices.get(_DONE)
        schedule = Schedule(
            ConnectionId(""), rhythm, self.zone(), datetime.fromisoformat(since)
        )
        found = due(
            schedule, datetime.fromisoformat(done) if done else None, self.clock()
        )
        return found.occurrence.at if found else None


def _message(digest: Digest, sender: str, to: Sequence[str]) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = digest.title
    message["From"] = sender
    message["To"] = ", ".join(to)
    message["Date"] = format_datetime(digest.at)
    message.set_content(text(digest))
    message.add_alternative(html(digest), subtype="html")
    return message
