"""Digests: what they say, and that each is sent once."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import time, timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.domain.digests import Digest, Mail, Security
from app.domain.history import What
from app.domain.schedules import Rate, Rhythm
from app.errors import InputError, OfflineError
from app.services.digesting import Digesting
from app.services.digests import Digests
from app.services.glancing import Glances
from app.services.noticing import Noticing
from tests.app.clients.xero.made import MemoryVault
from tests.app.services.conftest import Firm
from tests.fakes.examples import CONNECTION, report, unmapped

MAIL = Mail("mail.example.com", 587, Security.STARTTLS, "v@example.com", ("a@x.org",))


class Kept(dict[str, str]):
    """Settings in memory."""

    def put(self, key: str, value: str) -> None:
        self[key] = value


class Free:
    """Leases that nobody else wants."""

    def hold(self, _name: str) -> AbstractContextManager[None]:
        return nullcontext()

    def is_held(self, _name: str) -> bool:
        return False


@dataclass
class Desk:
    """A firm's digests, and the letters that left."""

    firm: Firm
    sent: list[EmailMessage] = field(default_factory=list)
    offline: bool = False
    pages: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        firm, kept = self.firm, Kept()
        noticing = Noticing(firm.work, tuple, kept, lambda: firm.at)
        overview = Glances(
            firm.work,
            lambda _: True,
            lambda: firm.at,
            practice=False,
            other_addresses=(),
        )
        composing = Digesting(firm.work, overview.now, noticing.seen, lambda: firm.at)
        self.vault = MemoryVault()
        self.digests = Digests(
            composing.now,
            kept,
            self.vault,
            self._post,
            Free(),
            lambda: firm.at,
            lambda: "UTC",
            lambda _file, parts: self.pages.append("".join(parts)),
        )

    def page(self) -> str:
        """Today's page."""
        self.digests.write(Path("digest.html"))
        return self.pages[-1]

    def _post(self, _mail: Mail, _password: str, message: EmailMessage) -> None:
        if self.offline:
            raise OfflineError("cable pulled")
        self.sent.append(message)


@pytest.fixture
def desk(firm: Firm) -> Desk:
    """A firm with something of everything."""
    firm.pull(report("R1"), report("R2"), unmapped("R3"))
    firm.post("R2")
    return Desk(firm)


class Words(HTMLParser):
    """The words of a page, and what it would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.loads: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        """Override: keep words."""
        self.words += [data.strip()] if data.strip() else []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Override: keep what is loaded."""
        loaded = {"script", "img", "link", "iframe"}
        self.loads += [tag] if tag in loaded else []
        self.loads += [name for name, _ in attrs if name in {"src", "href"}]


def test_a_page_says_how_everything_stands_and_loads_nothing(desk: Desk) -> None:
    page = Words(desk.page())

    assert "Vouch: 1 ready, 1 need a person" in page.words
    assert "12.50 GBP" in page.words
    assert "A category is not mapped to an account" in page.words
    assert page.loads == []


def test_names_cannot_steer_the_page(desk: Desk) -> None:
    with desk.firm.work() as work:
        named = work.connections.get(CONNECTION.id)
        odd = named.__class__(
            named.id,
            "<script>alert(1)</script>",
            named.workspace_id,
            named.organisation_id,
        )
        event = desk.firm.scribe.event(What.CONNECTED)
        work.connections.save(odd, event)
        work.commit()

    assert Words(desk.page()).loads == []


def test_a_letter_holds_both_text_and_page(desk: Desk) -> None:
    desk.digests.send_by(MAIL, "open sesame")

    assert desk.digests.send() == ("a@x.org",)

    (letter,) = desk.sent
    assert letter["Subject"] == "Vouch: 1 ready, 1 need a person"
    plain = letter.get_body(("plain",))
    assert plain
    assert "  Ready: 1  12.50 GBP" in plain.get_content()
    assert letter.get_body(("html",))
    assert desk.vault.get("mail/password") == "open sesame"


def test_what_is_due_is_sent_once_and_what_was_missed_too(desk: Desk) -> None:
    desk.digests.send_by(MAIL, "")
    desk.digests.send_every(Rhythm(Rate.DAY, time(7)))
    assert desk.digests.send_due() == ()
    desk.firm.at += timedelta(days=4)

    assert desk.digests.is_due()
    assert desk.digests.send_due() == ("a@x.org",)
    assert desk.digests.send_due() == ()
    desk.firm.at += timedelta(days=1)
    assert desk.digests.send_due() == ("a@x.org",)
    desk.digests.send_every(None)
    desk.firm.at += timedelta(days=9)
    assert not desk.digests.is_due()


def test_what_could_not_be_sent_is_still_due(desk: Desk) -> None:
    desk.digests.send_by(MAIL, "")
    desk.digests.send_every(Rhythm(Rate.WEEK, time(7), days=(0,)))
    desk.firm.at += timedelta(days=8)
    desk.offline = True
    with pytest.raises(OfflineError):
        desk.digests.send_due()
    desk.offline = False

    assert desk.digests.send_due() == ("a@x.org",)


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        (Mail("", 25, Security.TLS, "v@x.org", ("a@x.org",)), "server is missing"),
        (Mail("m.org", 0, Security.TLS, "v@x.org", ("a@x.org",)), "The port goes"),
        (Mail("m.org", 25, Security.NONE, "v@x.org", ("a@x.org",)), "unencrypted"),
        (Mail("m.org", 25, Security.TLS, "v@x.org", ()), "Say whom it is for"),
        (
            Mail("m.org", 25, Security.TLS, "v@x.org\nBcc: b", ("a@x.org",)),
            "no address",
        ),
    ],
)
def test_a_server_that_cannot_be_used_is_refused(
    desk: Desk, mail: Mail, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        desk.digests.send_by(mail, "")

    assert desk.digests.mail() is None


def test_nothing_is_sent_before_a_server_is_known(desk: Desk) -> None:
    with pytest.raises(InputError, match="which mail server"):
        desk.digests.send()
    with pytest.raises(InputError, match="which mail server"):
        desk.digests.send_every(Rhythm())


def test_a_letter_about_the_practice_company_says_so_before_it_is_opened(
    firm: Firm,
) -> None:
    practised = Digest(firm.at, (), practice=True)

    assert practised.title == "Vouch, practice company: 0 ready, 0 need a person"
