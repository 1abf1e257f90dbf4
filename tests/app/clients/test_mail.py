"""Mail leaves by a real server on this machine, over lines that nobody can read."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from app.clients.mail import SmtpPostman
from app.domain.digests import Mail, Security
from app.errors import OfflineError, RefusedError, SignInNeededError
from tests.fakes.certificate import HOST, self_signed

MAIL = Mail(HOST, 0, Security.STARTTLS, "vouch@example.com", ("bo@example.com",), "bo")

_PASSWORDS = {b"open sesame", "Sesam öffne dich €".encode()}


@dataclass
class Box:
    """Takes mail from whoever knows the password, for everybody but ``nobody``."""

    received: list[Envelope] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the library's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Override: take or refuse a recipient."""
        if address.startswith("nobody"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, _server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Override: keep a message."""
        self.received.append(envelope)
        self.encrypted.append(session.ssl is not None)
        return "250 OK"

    def authenticator(
        self,
        _server: SMTP,
        _session: Session,
        _envelope: Envelope,
        _how: str,
        who: object,
    ) -> AuthResult:
        """Know Bo."""
        known = isinstance(who, LoginPassword) and who.password in _PASSWORDS
        return AuthResult(success=known, handled=known)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for this machine, and its key."""
    return self_signed(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def server(certificate: Path) -> Iterator[tuple[Box, int]]:
    """Run a server that asks for STARTTLS and a password."""
    box, context = Box(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    controller = Controller(
        box,
        hostname=HOST,
        port=_free_port(),
        tls_context=context,
        require_starttls=True,
        authenticator=box.authenticator,
        auth_required=True,
    )
    controller.start()
    yield box, controller.port
    controller.stop()


@pytest.fixture
def postman(certificate: Path) -> SmtpPostman:
    """Trust the server's certificate."""
    return SmtpPostman(ssl.create_default_context(cafile=str(certificate)))


def message(to: str = "bo@example.com") -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "Vouch: 3 ready"
    made["From"], made["To"] = "vouch@example.com", to
    made.set_content("Acme\n")
    return made


Server = tuple[Box, int]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
        return port


def test_a_message_arrives_encrypted(server: Server, postman: SmtpPostman) -> None:
    box, port = server

    postman(replace(MAIL, port=port), "open sesame", message())

    envelope = box.received[-1]
    assert box.encrypted[-1]
    assert envelope.rcpt_tos == ["bo@example.com"]
    assert b"Subject: Vouch: 3 ready" in (envelope.content or b"")


def test_a_password_may_have_any_letters(server: Server, postman: SmtpPostman) -> None:
    box, port = server
    before = len(box.received)

    postman(replace(MAIL, port=port), "Sesam öffne dich €", message())

    assert len(box.received) == before + 1


def test_a_wrong_password_of_any_letters_is_a_sign_in(
    server: Server, postman: SmtpPostman
) -> None:
    with pytest.raises(SignInNeededError, match="does not accept the user"):
        postman(replace(MAIL, port=server[1]), "Sesam öffne dich nicht", message())


def test_a_wrong_password_is_a_sign_in(server: Server, postman: SmtpPostman) -> None:
    with pytest.raises(SignInNeededError, match="does not accept the user"):
        postman(replace(MAIL, port=server[1]), "let me in", message())


def test_a_refused_recipient_is_named(server: Server, postman: SmtpPostman) -> None:
    with pytest.raises(RefusedError, match=r"no mail for nobody@example\.com"):
        postman(
            replace(MAIL, port=server[1]), "open sesame", message("nobody@example.com")
        )


def test_a_certificate_that_nobody_knows_is_not_trusted(server: Server) -> None:
    before = len(server[0].received)

    with pytest.raises(OfflineError, match="cannot be trusted"):
        SmtpPostman()(replace(MAIL, port=server[1]), "open sesame", message())

    assert len(server[0].received) == before


def test_a_server_that_is_not_there_is_out_of_reach(postman: SmtpPostman) -> None:
    with pytest.raises(OfflineError, match="cannot be reached"):
        postman(replace(MAIL, port=9), "open sesame", message())
