"""The browser comes back to this machine, once and with our own state."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import httpx
import pytest

from app.clients.loopback import Loopback
from app.errors import BusyError, CancelledError
from app.ports.sign_in import PORTS, redirect_uri
from tests.app.clients.xero.made import Time


@pytest.fixture
def ports() -> tuple[int, ...]:
    """Some ports that are free just now."""
    probes = [socket.socket() for _ in range(3)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    found = tuple(probe.getsockname()[1] for probe in probes)
    for probe in probes:
        probe.close()
    return found


@pytest.fixture
def loopback(ports: tuple[int, ...]) -> Iterator[Loopback]:
    with Loopback(ports) as listening:
        listening.expect("ours")
        yield listening


def visit(loopback: Loopback, target: str, host: str = "127.0.0.1") -> httpx.Response:
    return httpx.get(f"http://{host}:{loopback.port}{target}", trust_env=False)


def test_only_fixed_ports_are_registered() -> None:
    assert len(PORTS) == len(set(PORTS)) == 5
    assert redirect_uri(PORTS[0]) == "http://localhost:47810/callback"


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_the_browser_comes_back_by_either_address(
    loopback: Loopback, host: str
) -> None:
    if host == "[::1]" and not has_ipv6():
        pytest.skip("this machine has no IPv6 loopback")

    answer = visit(loopback, "/callback?code=c-1&state=ours", host)

    assert answer.status_code == 200
    assert "close this page" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "c-1" not in answer.text
    address = loopback.wait(threading.Event(), 5)
    assert address == f"{loopback.redirect_uri}?code=c-1&state=ours"


def test_a_cancelled_sign_in_comes_back_too(loopback: Loopback) -> None:
    answer = visit(loopback, "/callback?error=access_denied&state=ours")

    assert "Nothing was connected" in answer.text
    assert "access_denied" in loopback.wait(threading.Event(), 5)


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/favicon.ico",
        "/callback",
        "/callback?code=c-1",
        "/callback?state=ours",
        "/callback?code=c-1&state=another",
        "/callback?code=c-1&state=ours&state=ours",
        "/callback/more?code=c-1&state=ours",
        "//[/callback?code=c-1&state=ours",
    ],
)
def test_anything_else_is_not_found_and_waited_past(
    loopback: Loopback, target: str
) -> None:
    assert raw(loopback, f"GET {target} HTTP/1.0\r\n\r\n").startswith("HTTP/1.0 404")

    visit(loopback, "/callback?code=real&state=ours")

    assert "real" in loopback.wait(threading.Event(), 5)


def test_only_one_visit_is_let_in(loopback: Loopback) -> None:
    first = visit(loopback, "/callback?code=first&state=ours")
    second = visit(loopback, "/callback?code=second&state=ours")

    assert (first.status_code, second.status_code) == (200, 404)
    assert "first" in loopback.wait(threading.Event(), 5)


def test_nobody_is_let_in_before_a_state_is_expected(ports: tuple[int, ...]) -> None:
    with Loopback(ports) as loopback:
        assert visit(loopback, "/callback?code=c&state=").status_code == 404


def test_other_verbs_are_not_understood(loopback: Loopback) -> None:
    answer = raw(loopback, "POST /callback?code=c&state=ours HTTP/1.0\r\n\r\n")

    assert " 501 " in answer.partition("\r\n")[0]


def test_a_connection_that_says_nothing_holds_nobody_up(loopback: Loopback) -> None:
    with socket.create_connection(("127.0.0.1", loopback.port)):
        visit(loopback, "/callback?code=c-1&state=ours")

    assert "c-1" in loopback.wait(threading.Event(), 5)


def test_waiting_can_be_stopped(loopback: Loopback) -> None:
    stop = threading.Event()
    stop.set()

    with pytest.raises(CancelledError):
        loopback.wait(stop)


def test_nobody_waits_for_ever(loopback: Loopback) -> None:
    with pytest.raises(CancelledError, match="Nobody came back"):
        loopback.wait(Time(), 0.01)


@pytest.mark.parametrize(
    ("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]
)
def test_a_port_of_somebody_elses_is_passed_over(
    ports: tuple[int, ...], family: int, host: str
) -> None:
    if family == socket.AF_INET6 and not has_ipv6():
        pytest.skip("this machine has no IPv6 loopback")
    with socket.socket(family) as other:
        other.bind((host, ports[0]))
        other.listen()

        with Loopback(ports) as loopback:
            assert loopback.port == ports[1]


def test_no_free_port_at_all_says_so(ports: tuple[int, ...]) -> None:
    with Loopback(ports[:1]), pytest.raises(BusyError, match=str(ports[0])):
        Loopback(ports[:1])


def test_a_closed_listener_frees_its_port(ports: tuple[int, ...]) -> None:
    for _ in range(2):
        with Loopback(ports) as loopback:
            assert loopback.port == ports[0]


def test_the_code_is_never_written_to_the_terminal(
    loopback: Loopback, capfd: pytest.CaptureFixture[str]
) -> None:
    visit(loopback, "/callback?code=secret&state=ours")
    visit(loopback, "/callback?code=secret&state=another")
    loopback.wait(threading.Event(), 5)

    assert capfd.readouterr() == ("", "")


def raw(loopback: Loopback, text: str) -> str:
    """What a client without manners is answered."""
    with socket.create_connection(("127.0.0.1", loopback.port)) as line:
        line.sendall(text.encode())
        return b"".join(iter(lambda: line.recv(4096), b"")).decode()


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
