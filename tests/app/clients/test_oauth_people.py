"""Several people signed in side by side, and what never shows of them."""

from __future__ import annotations

import logging
import traceback
from datetime import timedelta

import httpx
import pytest

from app.clients.tokens import StoredSignIns
from app.errors import (
    AppError,
    DisconnectedError,
    SignInNeededError,
)
from tests.app.clients.xero.made import MemoryVault, Time
from tests.app.clients.xero.signing import (
    FIRST,
    SECOND,
    Answer,
    Xero,
    answered,
    connection,
    sign_ins,
    signed_in,
    tokens,
)


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

    vault = MemoryVault()
    made = signed_in(xero, vault)
    (tenant,) = made.tenants()

    made.disconnect(tenant)

    assert made.statuses() == ()
    assert not vault.secrets  # where none is left, the tokens are forgotten too


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
