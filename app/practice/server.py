"""Serves the practice company: both services in one process, on ports that are free."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import uvicorn
from starlette.types import ASGIApp

import resources
from app.errors import AppError
from app.practice.addresses import PracticeAddresses
from app.practice.company import CompanyError, load_companies
from app.practice.expensify import CREDENTIALS, expensify_app
from app.practice.faults import Faults
from app.practice.faulty_line import CONTROL, LineCutError
from app.practice.xero.application import xero_app
from app.practice.xero.clock import PracticeClock
from app.practice.xero.company import XeroCompany, read_company
from app.practice.xero.registration import VOUCH

SHIPPED = Path(resources.__file__).parent / "practice"
_HOST = "127.0.0.1"
_LOOKS_UP = 1.0  # seconds: the date that goes with answers has no smaller part
_CUTS = {LineCutError.__name__, "LocalProtocolError"}  # the latter is the server's own


@dataclass(frozen=True, slots=True)
class Services:
    """Both services of a company, ready to be served."""

    expensify: ASGIApp
    xero: ASGIApp

    def at(self, expensify_url: str, xero_url: str) -> PracticeAddresses:
        """Say what a program must be told once they listen at these addresses."""
        return PracticeAddresses(
            expensify_url=expensify_url,
            xero_login_url=xero_url,
            xero_identity_url=xero_url,
            xero_api_url=xero_url,
            control_url=f"{xero_url}{CONTROL}",
            partner_user_id=CREDENTIALS.partner_user_id,
            partner_user_secret=CREDENTIALS.partner_user_secret,
            xero_client_id=VOUCH.client_id,
        )


def opened(company: Path, state: Path) -> Services:
    """Read the company, and what happened to it before."""
    companies = load_companies(company)
    organisations = [_organisation(x.folder) for x in companies]
    state.mkdir(parents=True, exist_ok=True)
    faults, clock = Faults(), PracticeClock(lambda: datetime.now(UTC))
    return Services(
        expensify_app(
            [x.expensify for x in companies], state / "expensify.db", faults, clock
        ),
        xero_app(organisations, state / "xero.db", faults, clock),
    )


def _organisation(folder: Path) -> XeroCompany:
    try:
        return read_company(folder)
    except (OSError, msgspec.DecodeError) as error:
        raise CompanyError(f"{folder / 'xero.json'}: {error}") from error


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until told to stop; one line of JSON says when and where both listen."""
    asked = _arguments().parse_args(argv)
    try:
        services = opened(asked.company, asked.state)
    except AppError as error:
        sys.stderr.write(f"{error.sentence}\n")
        return 1
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    gc.freeze()  # the company stays: looking through it again and again is no use
    asyncio.run(_serve(services, with_parent=asked.with_parent))
    return 0


def _is_news(record: logging.LogRecord) -> bool:
    """Let pass what deserves a line in the log; a line that was to be cut does not."""
    kind = record.exc_info[0] if record.exc_info else None
    return kind is None or kind.__name__ not in _CUTS


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="practice", description=__doc__)
    parser.add_argument("--company", type=Path, default=SHIPPED)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--with-parent", action="store_true")
    return parser


async def _serve(services: Services, *, with_parent: bool) -> None:
    """Serve both; an input that closes or a signal ends them."""
    listening = [_free_port(), _free_port()]
    servers = [_Server(services.expensify), _Server(services.xero)]
    with _stopped_by(servers, with_parent=with_parent):
        async with asyncio.TaskGroup() as group:
            for server, sock in zip(servers, listening, strict=True):
                group.create_task(server.serve(sockets=[sock]))
            for server in servers:
                await server.listens.wait()
            addresses = [
                f"http://{_HOST}:{sock.getsockname()[1]}" for sock in listening
            ]
            _say(services.at(*addresses).line)


def _free_port() -> socket.socket:
    # in full: of a socket without its protocol asyncio keeps small answers waiting
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.bind((_HOST, 0))
    return sock


def _say(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


@contextlib.contextmanager
def _stopped_by(servers: Sequence[_Server], *, with_parent: bool) -> Iterator[None]:
    """Have signals and, with a parent, the end of our input stop the servers."""

    def stop(*_signal: object) -> None:
        for server in servers:
            server.end()

    # a Ctrl+C reaches the whole group; what it means is for the parent to say
    interrupt = signal.SIG_IGN if with_parent else stop
    before = {
        signal.SIGTERM: signal.signal(signal.SIGTERM, stop),
        signal.SIGINT: signal.signal(signal.SIGINT, interrupt),
    }
    if with_parent:
        threading.Thread(target=_until_alone, args=(stop,), daemon=True).start()
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _until_alone(stop: Callable[[], None]) -> None:
    """Wait for the parent to close our input, which its end does too."""
    while os.read(0, 4096):
        pass
    stop()


class _Server(uvicorn.Server):
    """One service; signals and saying that it listens are left to the process."""

    def __init__(self, app: ASGIApp) -> None:
        config = uvicorn.Config(
            app, log_config=None, access_log=False, timeout_graceful_shutdown=1
        )
        super().__init__(config)
        self.listens = asyncio.Event()
        self._ends = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def end(self) -> None:
        """Stop serving; from any thread, and as often as anybody likes."""
        self.should_exit = True
        with contextlib.suppress(RuntimeError):  # it has ended already
            self._loop.call_soon_threadsafe(self._ends.set)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Override: tell when it is done."""
        await super().startup(sockets)
        self.listens.set()

    async def main_loop(self) -> None:
        """Override: sleep until the end is wanted, not for a tenth of a second."""
        while not await self.on_tick(0):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ends.wait(), _LOOKS_UP)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Override: two servers in one process cannot each have the signals."""
        yield


if __name__ == "__main__":
    sys.exit(main())
