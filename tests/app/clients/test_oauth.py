"""Signing in to Xero: what is asked, what is kept, and what is refused."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from app.clients.oauth import SCOPES
from app.errors import (
    AppError,
    BrokenAnswerError,
    BusyError,
    InputError,
    OfflineError,
    RefusedError,
    SignInNeededError,
)
from app.ports.sign_in import Tenant
from tests.app.clients.xero.made import ADDRESSES, MemoryVault
from tests.app.clients.xero.signing import (
    CALLBACK,
    FIRST,
    SECOND,
    Answer,
    Xero,
    answered,
    back,
    connection,
    sign_ins,
    signed_in,
    tokens,
)


def test_a_sign_in_asks_with_pkce_for_just_what_is_needed() -> None:
    request = sign_ins(Xero()).begin(" client ", CALLBACK)

    address = urlsplit(request.authorize_url)
    asked = {name: value for name, [value] in parse_qs(address.query).items()}
    digest = hashlib.sha256(request.verifier.encode()).digest()
    assert f"{address.scheme}://{address.netloc}" == ADDRESSES.login
    assert address.path == "/identity/connect/authorize"
    assert asked == {
        "response_type": "code",
        "client_id": "client",
        "redirect_uri": CALLBACK,
        "scope": "offline_access openid profile email accounting.manualjournals"
        " accounting.settings.read",
        "state": request.state,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    assert asked["scope"].split() == list(SCOPES)
    assert 43 <= len(request.verifier) <= 128


def test_no_two_sign_ins_share_a_secret() -> None:
    made = sign_ins(Xero())

    one, two = made.begin("client", CALLBACK), made.begin("client", CALLBACK)

    assert one.state != two.state
    assert one.verifier != two.verifier


def test_an_app_without_a_client_id_is_not_tried() -> None:
    with pytest.raises(InputError):
        sign_ins(Xero()).begin("  ", CALLBACK)


def test_the_code_is_exchanged_without_a_secret() -> None:
    xero = Xero()
    made = sign_ins(xero)
    request = made.begin("client", CALLBACK)

    made.finish(request, back(request))

    assert xero.forms == [
        {
            "grant_type": "authorization_code",
            "client_id": "client",
            "code": "c-1",
            "redirect_uri": CALLBACK,
            "code_verifier": request.verifier,
        }
    ]
    assert "Authorization" not in xero.asked[0].headers


def test_the_organisation_just_allowed_comes_first() -> None:
    xero = Xero(
        connections=[
            connection("tenant-2", updatedDateUtc="2026-08-31T09:00:00"),
            connection("a-practice", tenantType="PRACTICE"),
            connection("tenant-1", "e1", updatedDateUtc="2026-08-29T09:00:00"),
        ]
    )
    made = sign_ins(xero)
    request = made.begin("client", CALLBACK)

    found = made.finish(request, back(request))

    assert [x.organisation_id for x in found] == [FIRST, SECOND]
    assert found[0] == Tenant("connection-tenant-1", FIRST, "Tenant-1", "e1")


def test_the_tokens_are_kept_before_anything_else_is_asked() -> None:
    vault = MemoryVault()
    kept: list[bool] = []

    def xero(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/connections":
            kept.append("secret-refresh-ann-1" in str(vault.secrets))
            raise httpx.ConnectError("down")
        return httpx.Response(200, json=tokens())

    with pytest.raises(OfflineError):
        signed_in(xero, vault)

    assert all(kept)
    assert kept


@pytest.mark.parametrize(
    "said",
    [
        {"state": "another"},
        {"state": ""},
        {"error": "access_denied", "state": "x"},
        {"state": "é\udcff"},
    ],
)
def test_an_answer_to_somebody_elses_question_is_refused(said: dict[str, str]) -> None:
    xero = Xero()
    made = sign_ins(xero)
    request = made.begin("client", CALLBACK)
    query = "&".join(f"{x}={y}" for x, y in ({"code": "c-1"} | said).items())

    with pytest.raises(RefusedError, match="another sign-in"):
        made.finish(request, f"{CALLBACK}?{query}")

    assert not xero.asked


@pytest.mark.parametrize(
    "redirected", ["", "http://[", "nonsense", f"{CALLBACK}?code=1"]
)
def test_an_address_that_says_nothing_is_refused(redirected: str) -> None:
    made = sign_ins(Xero())

    with pytest.raises(RefusedError):
        made.finish(made.begin("client", CALLBACK), redirected)


def test_a_state_given_twice_is_refused() -> None:
    made = sign_ins(Xero())
    request = made.begin("client", CALLBACK)

    with pytest.raises(RefusedError):
        made.finish(request, back(request) + "&state=another")


@pytest.mark.parametrize(
    ("said", "words"),
    [({"error": "access_denied"}, "cancelled"), ({"error": "server_error"}, "again")],
)
def test_a_cancelled_sign_in_says_so(said: dict[str, str], words: str) -> None:
    xero = Xero()
    made = sign_ins(xero)
    request = made.begin("client", CALLBACK)

    with pytest.raises(RefusedError, match=words):
        made.finish(request, back(request, **said))

    assert not xero.asked


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (answered(400, {"error": "invalid_grant"}), SignInNeededError),
        (answered(400, {"error": "invalid_client"}), RefusedError),
        (answered(401, {"error": "unauthorized_client"}), RefusedError),
        (answered(400, ["?"]), RefusedError),
        (answered(429, {}), BusyError),
        (answered(503, "maintenance"), BusyError),
        (answered(200, {"token_type": "Bearer"}), BrokenAnswerError),
        (answered(200, tokens() | {"access_token": "two\nlines"}), BrokenAnswerError),
        (answered(200, tokens() | {"refresh_token": None}), BrokenAnswerError),
        (answered(200, tokens() | {"expires_in": "soon"}), BrokenAnswerError),
        (httpx.ReadTimeout("slow"), OfflineError),
        (httpx.ConnectError("down"), OfflineError),
    ],
)
def test_an_exchange_that_fails_keeps_nothing_and_has_a_name(
    answer: Answer | Exception, error: type[AppError]
) -> None:
    vault = MemoryVault()

    with pytest.raises(error):
        signed_in(Xero(token=answer), vault)

    assert not vault.secrets
