"""The whole program between practice servers, driven by its command line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from threading import Event
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import urlopen

import time_machine

from app.bootstrap import Place
from app.cli.main import answered
from app.cli.session import Invocation
from app.paths import Home
from app.practice.addresses import PracticeAddresses
from app.practice.person import sign_in
from app.settings import Addresses

CHECKOUT = Path(__file__).resolve().parents[2]
SHIPPED = CHECKOUT / "resources" / "practice"
PASSPHRASE = "correct horse battery staple"
PROGRAM = "import sys; from app.cli.main import main; sys.exit(main(sys.argv[1:], len))"
"""The command in a process of its own; its window is nothing but a number."""

PRACTISING = """
import sys, time_machine
from dataclasses import replace
from app.bootstrap import found_place
from app.cli.main import answered, stopped_by_ctrl_c
from app.cli.session import Invocation

def practice():
    return replace(found_place(), practice=True)

_, now, *arguments = sys.argv
with time_machine.travel(float(now), tick=True), stopped_by_ctrl_c() as stop:
    sys.exit(answered(arguments, Invocation(practice, stop, len)))
"""
"""The same at a given time, where no keyring is asked and nobody sets a pace."""

MORNING = datetime(2026, 11, 22, 9, tzinfo=UTC)
"""When every office opens: soon after the last report of the shipped company."""

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """How a verb ended, and what it wrote."""

    status: int
    out: bytes
    err: str

    @property
    def document(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        """The one JSON document on standard output."""
        return json.loads(self.out)


class Unhurried(Event):
    """A stop on which no time is lost; ``waited`` holds every wait, in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.waited: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        """Override: go on at once."""
        self.waited.append(timeout or 0.0)
        return self.is_set()


class PassingTime(Unhurried):
    """A stop on which waiting costs nothing: all clocks move on instead."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._clock = f"{place.addresses.xero_api}/practice/clock"
        self._travel = time_machine.travel(MORNING, tick=True)

    def __enter__(self) -> Self:
        """Begin the morning."""
        ahead = (MORNING - datetime.now(UTC)).total_seconds()
        tell(self._clock, {"offset_seconds": ahead})
        self._moment = self._travel.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Go back to the present."""
        self._travel.stop()

    def wait(self, timeout: float | None = None) -> bool:
        """Override: let the time pass, here and at the servers."""
        self._moment.shift(timeout or 0.0)
        tell(self._clock, {"forward_seconds": timeout or 0.0})
        return super().wait(timeout)


class Office:
    """One Vouch in its place; every verb runs in this process.

    ``said`` holds all that it said.
    """

    def __init__(self, place: Place, stop: Unhurried) -> None:
        self.place = place
        self.stop = stop
        self.said: list[Said] = []

    @property
    def home(self) -> Path:
        """The folder where everything is kept."""
        return self.place.home.data

    def vouch(self, *arguments: str, typed: str = "") -> Said:
        """Run one verb as if ``typed`` were its standard input."""
        return self._run(arguments, typed, io.BytesIO())

    def listed(self, *arguments: str) -> dict[str, Document]:
        """Every report that ``list`` shows, by its id."""
        said = self.vouch("list", "--json", *arguments)
        assert said.status == 0, said.err
        found: dict[str, Document] = {x["report_id"]: x for x in said.document}
        assert len(found) == len(said.document)
        return found

    def done(self, *arguments: str, typed: str = "", status: int = 0) -> Any:  # noqa: ANN401 - JSON
        """Run one verb that has to end with ``status``; gives its document."""
        said = self.vouch(*arguments, "--json", typed=typed)
        assert said.status == status, (said.out, said.err)
        return said.document if said.out else None

    def connect(self, known: PracticeAddresses, *folders: Path) -> None:
        """Sign in to both services and set the companies up."""
        self.connect_expensify(known)
        for folder in folders:
            said = self.connect_xero(known, organisation(folder)["Name"])
            assert said.status == 0, said.err
        for folder in folders:
            self.done("setup", "import", str(folder / "setup.json"))

    def connect_expensify(self, known: PracticeAddresses) -> Any:  # noqa: ANN401 - JSON
        """Sign in to Expensify."""
        asked = ("connect", "expensify", "--user-id", known.partner_user_id)
        return self.done(*asked, "--secret-stdin", typed=known.partner_user_secret)

    def connect_xero(self, known: PracticeAddresses, name: str) -> Said:
        """Sign in to Xero while somebody lets the organisation of that name in."""
        out = _Overheard()
        asked = ("connect", "xero", "--client-id", known.xero_client_id)
        with ThreadPoolExecutor(1) as threads:
            person = threads.submit(_lets_in, known, name, out.lines)
            try:
                said = self._run((*asked, "--no-browser", "--json"), "", out)
            finally:
                out.lines.put(b"{}")
            person.result()
        return said

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Run one verb in a process of its own, at the same time as here."""
        now = str(datetime.now(UTC).timestamp())
        program = (PRACTISING, now) if self.place.practice else (PROGRAM,)
        return subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-c", *program, *arguments],
            cwd=CHECKOUT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    @property
    def environment(self) -> dict[str, str]:
        """What a process of this office is told."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("VOUCH_")}
        addresses = {
            f"VOUCH_{name.upper()}_URL": url
            for name, url in asdict(self.place.addresses).items()
        }
        mine = {"VOUCH_HOME": str(self.home), "VOUCH_PASSPHRASE": PASSPHRASE}
        return kept | mine | addresses

    def xero(self, path: str = "", body: object = None) -> Any:  # noqa: ANN401 - JSON
        """Ask the practice Xero's control address, or tell it something."""
        return tell(f"{self.place.addresses.xero_api}/practice{path}", body)

    def expensify(self, path: str = "", body: object = None) -> Any:  # noqa: ANN401 - JSON
        """Ask the practice Expensify's control address, or tell it something."""
        return tell(f"{self.place.addresses.expensify}/practice{path}", body)

    def faults(self, *faults: Mapping[str, object]) -> None:
        """Have the servers commit these faults and no others."""
        self.xero("/faults", list(faults))

    def struck(self) -> list[int]:
        """How often each of the faults struck."""
        return [x["struck"] for x in self.xero("/faults")]

    def journals(self) -> list[Document]:
        """What the practice Xero holds, dead or alive."""
        held: list[Document] = self.xero("/journals")
        return held

    def _run(self, arguments: Sequence[str], typed: str, out: io.BytesIO) -> Said:
        err = io.StringIO()
        invocation = Invocation(lambda: self.place, self.stop, len)
        with _streams(io.StringIO(typed), out, err):
            status = answered(arguments, invocation)
        self.said.append(Said(status, out.getvalue(), err.getvalue()))
        return self.said[-1]


class _Overheard(io.BytesIO):
    """Standard output somebody listens to."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Queue[bytes] = Queue()

    def flush(self) -> None:
        """Override: what is there now is heard."""
        super().flush()
        if text := self.getvalue():
            self.lines.put(text.splitlines()[0])


def _lets_in(known: PracticeAddresses, name: str, lines: Queue[bytes]) -> None:
    """Be the person who is shown the address, says yes, and comes back."""
    url = json.loads(lines.get()).get("authorize_url")
    if url:
        back = sign_in(known, url, organisation=name)
        with urlopen(back) as page:  # noqa: S310 - this machine's
            assert page.status == HTTPStatus.OK


@contextmanager
def _streams(typed: io.StringIO, out: io.BytesIO, err: io.StringIO) -> Iterator[None]:
    before = sys.stdin, sys.stdout, sys.stderr
    wrapped = io.TextIOWrapper(out, encoding="utf-8", write_through=True)
    sys.stdin, sys.stdout, sys.stderr = typed, wrapped, err
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
        wrapped.detach()


def place_in(home: Path, known: PracticeAddresses, *, practice: bool = True) -> Place:
    """A place in a home of its own; ``practice`` spares it keyring and pace."""
    return Place(
        Home.of({"VOUCH_HOME": str(home)}),
        Addresses.of(known.environment),
        practice=practice,
    )


def tell(url: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
    """Tell a control address something, or ask it where there is nothing to tell."""
    parts = urlsplit(url)
    with closing(HTTPConnection(parts.netloc, timeout=60)) as line:
        told = None if body is None else json.dumps(body)
        line.request("GET" if told is None else "POST", parts.path, told)
        answer = line.getresponse()
        content = answer.read()
    assert answer.status == HTTPStatus.OK, content
    return json.loads(content)


def organisation(folder: Path) -> Document:
    """The organisation of a company folder."""
    found: Document = json.loads((folder / "xero.json").read_text("utf-8"))
    return found["organisation"]  # type: ignore[no-any-return]
