"""Signing in to Xero: what is asked, what is kept, and what never shows."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx
import pytest

from app.clients.oauth import SCOPES, SignIns
from app.clients.tokens import StoredSignIns
from app.domain.books import OrganisationId
from app.errors import (
    AppError,
    BrokenAnswerError,
    BusyError,
    DisconnectedError,
    InputError,
    OfflineError,
    RefusedError,
    SignInNeededError,
)
from app.ports import SignInRequest, Tenant
from tests.app.clients.xero.made import ADDRESSES, MemoryVault, Time

CALLBACK = "http://localhost:47810/callback"
FIRST, SECOND = OrganisationId("tenant-1"), OrganisationId("tenant-2")

Answer = Callable[[httpx.Request], httpx.Response]


def token(**claims: str) -> str:
    said = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"header.{said}.signature"


def tokens(number: int = 1, user: str = "ann", event: str = "e1") -> dict[str, Any]:
    """What the token endpoint answers."""
    return {
        "access_token": token(
            xero_userid=user, authentication_event_id=event, jti=f"secret-{number}"
        ),
        "refresh_token": f"secret-refresh-{user}-{number}",
        "id_token": token(
            given_name=user.title(), family_name="Example", email="a@b.c"
        ),
        "expires_in": 1800,
        "token_type": "Bearer",
    }


def connection(tenant: str, event: str = "e0", **changes: str) -> dict[str, str]:
    return {
        "id": f"connection-{tenant}",
        "authEventId": event,
        "tenantId": tenant,
        "tenantType": "ORGANISATION",
        "tenantName": tenant.title(),
        "updatedDateUtc": "2026-08-30T09:00:00.1234567",
    } | changes


@dataclass
class Xero:
    """Xero's identity service, as the test wants it."""

    token: Answer | Exception = field(
        default_factory=lambda: lambda _: httpx.Response(200, json=tokens())
    )
    connections: list[dict[str, str]] = field(
        default_factory=lambda: [connection("tenant-1", "e1")]
    )
    asked: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if request.url.path == "/connect/token":
            if isinstance(self.token, Exception):
                raise self.token
            return self.token(request)
        if request.method == "DELETE":
            return httpx.Response(204)
        return httpx.Response(200, json=self.connections)

    @property
    def forms(self) -> list[dict[str, str]]:
        """What the token endpoint was asked."""
        return [
            dict(parse_qsl(x.content.decode()))
            for x in self.asked
            if x.url.path == "/connect/token"
        ]


def answered(status: int, content: object) -> Answer:
    return lambda _: httpx.Response(status, json=content)


def sign_ins(
    xero: Answer, vault: MemoryVault | None = None, time: Time | None = None
) -> SignIns:
    time = time or Time()
    http = httpx.Client(transport=httpx.MockTransport(xero))
    return SignIns(http, vault or MemoryVault(), ADDRESSES, clock=time, stop=time)


def back(request: SignInRequest, **said: str) -> str:
    return f"{CALLBACK}?{urlencode({'state': request.state, 'code': 'c-1'} | said)}"


def signed_in(xero: Answer, vault: MemoryVault, time: Time | None = None) -> SignIns:
    made = sign_ins(xero, vault, time)
    request = made.begin("client", CALLBACK)
    made.finish(request, back(request))
    return made


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


def test_several_people_are_signed_in_side_by_side() -> None:
    vault = MemoryVault()
    ann = Xero()
    bob = Xero(
        token=answered(200, tokens(user="bob")),
        connections=[connection("tenant-1"), connection("tenant-2")],
    )

    signed_in(ann, vault)
    made = signed_in(bob, vault)

    assert len(vault.names("xero/")) == 2
    assert {x.name for x in made.statuses()} == {"Ann Example", "Bob Example"}
    assert [x.organisation_id for x in made.tenants()] == [FIRST, SECOND]
    assert not any("ann" in x or "bob" in x for x in vault.names())


def test_signing_in_again_takes_the_place_of_the_old_sign_in() -> None:
    vault = MemoryVault()
    signed_in(Xero(), vault)

    made = signed_in(Xero(token=answered(200, tokens(2))), vault)

    (only,) = made.statuses()
    assert only.name == "Ann Example"
    assert "secret-refresh-ann-2" in str(vault.secrets)
    assert "secret-refresh-ann-1" not in str(vault.secrets)


def test_a_token_that_names_nobody_is_a_sign_in_all_the_same() -> None:
    vault = MemoryVault()
    opaque = {"access_token": "opaque", "refresh_token": "secret"}

    made = signed_in(Xero(token=answered(200, opaque)), vault)

    (only,) = made.statuses()
    assert only.name == ""
    assert made.auth(FIRST) is not None


def test_a_status_tells_who_and_until_when() -> None:
    time = Time()

    (status,) = signed_in(Xero(), MemoryVault(), time).statuses()

    assert (status.name, status.email, status.ended) == ("Ann Example", "a@b.c", False)
    assert status.good_until is not None
    assert (status.good_until - time.now).total_seconds() == 1800
    assert [x.organisation_id for x in status.tenants] == [FIRST]


def test_each_organisation_is_called_by_whoever_may_use_it() -> None:
    vault = MemoryVault()
    used: list[str] = []

    def api(request: httpx.Request) -> httpx.Response:
        used.append(request.headers["Authorization"])
        return httpx.Response(200)

    signed_in(Xero(), vault)
    bob = Xero(
        token=answered(200, tokens(user="bob")), connections=[connection("tenant-2")]
    )
    made = signed_in(bob, vault)
    http = httpx.Client(transport=httpx.MockTransport(api))

    for organisation in (FIRST, SECOND):
        http.get("https://api.test/", auth=made.auth(organisation))

    assert used == [
        f"Bearer {tokens(user=user)['access_token']}" for user in ("ann", "bob")
    ]


def test_an_organisation_nobody_may_use_is_disconnected() -> None:
    vault = MemoryVault()
    http = httpx.Client(transport=httpx.MockTransport(Xero()))

    with pytest.raises(SignInNeededError):
        http.get("https://api.test/", auth=sign_ins(Xero(), vault).auth(SECOND))
    made = signed_in(Xero(), vault)
    with pytest.raises(DisconnectedError):
        http.get("https://api.test/", auth=made.auth(SECOND))


def test_disconnecting_takes_back_the_permission_of_one_organisation() -> None:
    vault = MemoryVault()
    xero = Xero(connections=[connection("tenant-1"), connection("tenant-2")])
    made = signed_in(xero, vault)
    first, _ = made.tenants()

    made.disconnect(first)

    assert xero.asked[-1].method == "DELETE"
    assert xero.asked[-1].url.path == "/connections/connection-tenant-1"
    (status,) = made.statuses()
    assert [x.organisation_id for x in status.tenants] == [SECOND]


def test_disconnecting_what_xero_has_disconnected_already_is_fine() -> None:
    def xero(request: httpx.Request) -> httpx.Response:
        gone = request.method == "DELETE"
        return httpx.Response(404, text="not there") if gone else Xero()(request)

    made = signed_in(xero, MemoryVault())
    (tenant,) = made.tenants()

    made.disconnect(tenant)

    assert made.statuses()[0].tenants == ()


def test_what_cannot_be_read_in_the_vault_is_no_sign_in() -> None:
    vault = MemoryVault()
    vault.put("xero/damaged", '{"id":')
    vault.put("xero/older", "{}")

    made = sign_ins(Xero(), vault)

    assert made.statuses() == ()
    assert made.tenants() == ()


@pytest.mark.parametrize(
    "answer",
    [
        answered(400, {"error": "invalid_grant", "error_description": "secret-1"}),
        answered(400, {"error": "secret-1 is no word of OAuth's"}),
        answered(200, {"access_token": 5, "refresh_token": "secret-9"}),
        answered(200, {"access_token": "secret-\n", "refresh_token": "secret-9"}),
        answered(503, "secret-1"),
    ],
)
def test_no_secret_shows_in_a_repr_a_log_or_an_error(
    answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    vault, time = MemoryVault(), Time()
    made = signed_in(Xero(), vault, time)
    stored = StoredSignIns(vault).all()
    time.now += timedelta(days=365)
    xero = Xero(token=answer)
    http = httpx.Client(transport=httpx.MockTransport(xero))

    with pytest.raises(AppError) as caught:
        http.get("https://api.test/", auth=sign_ins(xero, vault, time).auth(FIRST))

    told = "".join(traceback.format_exception(caught.value))
    shown = f"{caplog.text} {made.statuses()!r} {stored!r} {caught.value!r} {told}"
    assert stored[0].tokens is not None
    assert "secret-" not in shown
    assert stored[0].tokens.access not in shown
