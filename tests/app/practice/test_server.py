"""The practice company in its own process, from its first line to its end."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from app.practice.addresses import PracticeAddresses
from app.practice.process import PracticeError, PracticeProcess, sign_in
from app.practice.xero.registration import VOUCH

CHECKOUT = Path(__file__).resolve().parents[3]
SHIPPED = CHECKOUT / "resources" / "practice"
REDIRECT = min(VOUCH.redirect_uris)
VERIFIER = "v" * 64
PATIENCE = 60


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeAddresses]:
    """Run the shipped company for all tests that leave it running."""
    state = tmp_path_factory.mktemp("practice")
    with PracticeProcess(state) as process:
        yield process.addresses


def authorize_url(addresses: PracticeAddresses, **changes: str) -> str:
    """Write the address that a program would open in a browser."""
    challenge = hashlib.sha256(VERIFIER.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": addresses.xero_client_id,
        "redirect_uri": REDIRECT,
        "scope": "offline_access openid accounting.settings.read",
        "state": "s 1",
        "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    query = urlencode(asked | changes)
    return f"{addresses.xero_login_url}/identity/connect/authorize?{query}"


def tokens(addresses: PracticeAddresses, redirect: str) -> dict[str, str]:
    """Exchange the code in ``redirect``."""
    code = parse_qs(urlsplit(redirect).query)["code"][0]
    form = {
        "grant_type": "authorization_code",
        "client_id": addresses.xero_client_id,
        "code": code,
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
    }
    answer = httpx.post(f"{addresses.xero_identity_url}/connect/token", data=form)
    said: dict[str, str] = answer.raise_for_status().json()
    return said


def connected(addresses: PracticeAddresses, access: str) -> list[str]:
    """List the names of the organisations that a token opens."""
    answer = httpx.get(
        f"{addresses.xero_api_url}/connections",
        headers={"Authorization": f"Bearer {access}"},
    )
    return [x["tenantName"] for x in answer.raise_for_status().json()]


def workspaces(addresses: PracticeAddresses) -> httpx.Response:
    """Ask Expensify for its workspaces."""
    job = {
        "type": "get",
        "credentials": {
            "partnerUserID": addresses.partner_user_id,
            "partnerUserSecret": addresses.partner_user_secret,
        },
        "inputSettings": {"type": "policyList", "adminOnly": True},
    }
    return httpx.post(
        f"{addresses.expensify_url}/Integration-Server/ExpensifyIntegrations",
        data={"requestJobDescription": json.dumps(job)},
    )


def listens(address: str) -> bool:
    """Tell whether anybody answers there."""
    parts = urlsplit(address)
    with socket.socket() as sock:
        return sock.connect_ex((parts.hostname, parts.port)) == 0


def goes_quiet(address: str) -> bool:
    """Tell whether nobody answers there within a while."""
    until = time.monotonic() + PATIENCE
    while listens(address):
        if time.monotonic() > until:
            return False
    return True


def test_both_services_answer_once_the_addresses_are_known(
    practice: PracticeAddresses,
) -> None:
    policies = workspaces(practice).json()["policyList"]
    summary = httpx.get(practice.control_url).json()

    assert {x["id"] for x in policies} == {"7C41D09AE25B3F68", "B83E5F2107D94CA6"}
    assert [x["name"] for x in summary["organisations"]] == [
        "Farravale Studio",
        "Quillmere Community Consulting",
    ]


def test_the_line_says_everything_a_program_needs(practice: PracticeAddresses) -> None:
    said = json.loads(practice.line)

    assert said.keys() == {
        "expensify_url",
        "xero_login_url",
        "xero_identity_url",
        "xero_api_url",
        "expensify",
        "xero",
        "control_url",
    }
    assert said["expensify"].keys() == {"partner_user_id", "partner_user_secret"}
    assert said["xero"].keys() == {"client_id"}
    assert said["control_url"] == f"{said['xero_api_url']}/practice"
    assert PracticeAddresses.parsed(practice.line) == practice
    assert practice.environment["VOUCH_XERO_API_URL"] == said["xero_api_url"]


def test_the_secret_is_not_shown(practice: PracticeAddresses) -> None:
    assert practice.partner_user_secret not in repr(practice)


@pytest.mark.parametrize(
    "organisation", ["Farravale Studio", "Quillmere Community Consulting"]
)
def test_a_person_without_a_screen_lets_the_program_into_one_organisation(
    practice: PracticeAddresses, organisation: str
) -> None:
    email = f"{organisation.split(maxsplit=1)[0]}@example.org"

    redirect = sign_in(
        practice, authorize_url(practice), organisation=organisation, email=email
    )

    assert redirect.startswith(f"{REDIRECT}?")
    assert parse_qs(urlsplit(redirect).query)["state"] == ["s 1"]
    access = tokens(practice, redirect)["access_token"]
    assert connected(practice, access) == [organisation]


def test_an_organisation_let_in_before_can_be_let_in_again(
    practice: PracticeAddresses,
) -> None:
    redirects = [
        sign_in(
            practice,
            authorize_url(practice),
            organisation="Farravale Studio",
            email="twice@example.org",
        )
        for _ in range(2)
    ]

    access = tokens(practice, redirects[-1])["access_token"]
    assert connected(practice, access) == ["Farravale Studio"]


def test_a_sign_in_that_xero_refuses_goes_astray(practice: PracticeAddresses) -> None:
    url = authorize_url(practice, client_id="somebody else")

    with pytest.raises(PracticeError, match="400: Error: unauthorized_client"):
        sign_in(practice, url)


def test_a_sign_in_does_not_lead_anywhere_else(practice: PracticeAddresses) -> None:
    with pytest.raises(PracticeError, match=r"leads to login\.example\.org"):
        sign_in(practice, "http://login.example.org/identity/connect/authorize")


def test_what_happened_survives_a_restart_and_is_gone_with_the_folder(
    tmp_path: Path,
) -> None:
    state = tmp_path / "state"
    with PracticeProcess(state, SHIPPED / "farravale") as first:
        redirect = sign_in(first.addresses, authorize_url(first.addresses))
        access = tokens(first.addresses, redirect)["access_token"]

    with PracticeProcess(state, SHIPPED / "farravale") as second:
        still = connected(second.addresses, access)
    shutil.rmtree(state)
    with PracticeProcess(state, SHIPPED / "farravale") as third:
        summary = httpx.get(third.addresses.control_url).json()

    assert still == ["Farravale Studio"]
    assert summary["connections"] == []


def test_the_servers_end_with_the_block_that_needs_them(tmp_path: Path) -> None:
    with PracticeProcess(tmp_path, SHIPPED / "farravale") as process:
        addresses = process.addresses

    assert not listens(addresses.expensify_url)
    assert not listens(addresses.xero_api_url)
    assert (tmp_path / "server.log").read_bytes() == b""


def test_a_line_that_was_to_be_cut_makes_no_noise(tmp_path: Path) -> None:
    with PracticeProcess(tmp_path, SHIPPED / "farravale") as process:
        control = process.addresses.control_url
        for kind in ("cut_before", "cut_midway"):
            httpx.post(f"{control}/faults", json=[{"kind": kind}]).raise_for_status()
            with pytest.raises(httpx.RemoteProtocolError):
                httpx.get(f"{process.addresses.xero_api_url}/connections")

    assert (tmp_path / "server.log").read_text() == ""


def test_the_servers_end_with_a_program_that_dies(tmp_path: Path) -> None:
    program = (
        "import os, pathlib, sys\n"
        "from app.practice.process import PracticeProcess\n"
        "process = PracticeProcess(*map(pathlib.Path, sys.argv[1:])).__enter__()\n"
        "sys.stdout.buffer.write(process.addresses.line)\n"
        "sys.stdout.flush()\n"
        "os._exit(1)\n"
    )

    died = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", program, str(tmp_path), str(SHIPPED / "farravale")],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        check=False,
    )

    assert died.returncode == 1
    addresses = PracticeAddresses.parsed(died.stdout)
    assert goes_quiet(addresses.xero_api_url)
    assert goes_quiet(addresses.expensify_url)


@pytest.mark.skipif(sys.platform == "win32", reason="ends programs without a signal")
def test_served_by_itself_it_needs_no_input_and_ends_when_told(tmp_path: Path) -> None:
    alone = subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-m", "app.practice.server", "--state", str(tmp_path)],
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )
    with alone:
        assert alone.stdout is not None
        addresses = PracticeAddresses.parsed(alone.stdout.readline())
        answered = workspaces(addresses).status_code

        os.kill(alone.pid, signal.SIGTERM)

        assert alone.wait(PATIENCE) == 0
    assert answered == httpx.codes.OK


def test_a_company_that_cannot_be_read_is_said_in_words(tmp_path: Path) -> None:
    company = Path(shutil.copytree(SHIPPED, tmp_path / "company"))
    (company / "quillmere" / "xero.json").write_text("{")

    with (
        pytest.raises(PracticeError, match="practice company cannot be read"),
        PracticeProcess(tmp_path / "state", company),
    ):
        pass


def test_servers_that_say_nothing_are_not_waited_for_for_ever(tmp_path: Path) -> None:
    silent = (sys.executable, "-c", "import sys; sys.stdin.read()")

    with (
        pytest.raises(PracticeError, match="no answer within"),
        PracticeProcess(tmp_path, command=silent, within=0.2),
    ):
        pass


def test_servers_that_will_not_end_are_ended(tmp_path: Path) -> None:
    line = json.dumps(
        dict.fromkeys(
            (
                "expensify_url",
                "xero_login_url",
                "xero_identity_url",
                "xero_api_url",
                "control_url",
            ),
            "http://127.0.0.1:1",
        )
        | {
            "expensify": {"partner_user_id": "x", "partner_user_secret": "y"},
            "xero": {"client_id": "z"},
        }
    )
    stubborn = (
        sys.executable,
        "-c",
        f"import threading; print({line!r}, flush=True); threading.Event().wait()",
    )
    with PracticeProcess(tmp_path, command=stubborn, ends_within=0.2) as process:
        pass

    assert process.returncode not in {None, 0}
