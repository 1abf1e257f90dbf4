"""Sends mail by the user's own server."""

from __future__ import annotations

import smtplib
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

from app.domain.digests import Mail, Security
from app.errors import OfflineError, RefusedError, SignInNeededError

_PATIENCE = 30.0
_SIGNED_IN = 235


@dataclass(frozen=True, slots=True)
class SmtpPostman:
    """SMTP with certificates checked; a password never crosses a line unencrypted."""

    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def __call__(self, mail: Mail, password: str, message: EmailMessage) -> None:
        """Send to everybody; RefusedError where the server takes it for nobody."""
        with _translated(mail), self._opened(mail) as line:
            if mail.security is Security.STARTTLS:
                line.starttls(context=self.trust)
            if mail.user and mail.security is not Security.NONE:
                _sign_in(line, mail.user, password)
            line.send_message(message)

    def _opened(self, mail: Mail) -> smtplib.SMTP:
        if mail.security is Security.TLS:
            return smtplib.SMTP_SSL(
                mail.host, mail.port, timeout=_PATIENCE, context=self.trust
            )
        return smtplib.SMTP(mail.host, mail.port, timeout=_PATIENCE)


def _sign_in(line: smtplib.SMTP, user: str, password: str) -> None:
    """Sign in; smtplib itself knows English letters only (PLAIN: RFC 4616)."""
    if f"{user}{password}".isascii():
        line.login(user, password)
        return
    line.ehlo_or_helo_if_needed()
    words = b64encode(f"\0{user}\0{password}".encode()).decode()
    status, said = line.docmd("AUTH", f"PLAIN {words}")
    if status != _SIGNED_IN:
        raise smtplib.SMTPAuthenticationError(status, said)


@contextmanager
def _translated(mail: Mail) -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        cause = f"{mail.host} does not accept the user and the password."
        raise SignInNeededError(cause) from error
    except smtplib.SMTPNotSupportedError as error:
        cause = f"{mail.host} does not offer what was asked: {error}."
        raise RefusedError(cause) from error
    except smtplib.SMTPResponseException as error:
        said = error.smtp_error
        words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        raise RefusedError(f"{mail.host} said {error.smtp_code} {words}.") from error
    except smtplib.SMTPRecipientsRefused as error:
        refused = ", ".join(error.recipients)
        raise RefusedError(f"{mail.host} takes no mail for {refused}.") from error
    except ssl.SSLError as error:
        cause = f"The certificate or encryption of {mail.host} cannot be trusted."
        raise OfflineError(cause) from error
    except (OSError, smtplib.SMTPException) as error:
        raise OfflineError(f"{mail.host} cannot be reached: {error}.") from error
