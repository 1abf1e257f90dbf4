"""Signing in, staying signed in, and what was allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from app.ports.sign_in import PORTS, redirect_uri
from app.practice.forms import forms
from app.practice.xero.registration import VOUCH
from app.practice.xero.tokens import challenge_of
from tests.app.practice.xero.harness import (
    JSON,
    ORGANISATION,
    OTHER_ORGANISATION,
    Answer,
    Practice,
    into,
)

VERIFIER = "v" * 64
CALLBACK = "http://localhost:47810/callback"
SCOPES = "openid profile email offline_access accounting.manualjournals"
ASKED = {
    "response_type": "code",
    "client_id": VOUCH.client_id,
    "redirect_uri": CALLBACK,
    "scope": f"{SCOPES} accounting.settings.read",
    "state": "s-1",
    "code_challenge": challenge_of(VERIFIER),
    "code_challenge_method": "S256",
}
PERSON = {"email": "ann@example.org", "password": "anything"}


def authorize(xero: Practice, **changed: str) -> httpx.Response:
    """Open the sign-in page."""
    return xero.http.get("/identity/connect/authorize", params=ASKED | changed)


def submit(xero: Practice, page: str, **typed: str) -> httpx.Response:
    """Fill in the first form of a page."""
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)
    [form] = forms(page)
    assert ticket
    return xero.http.post(form.action, data={"ticket": ticket[1]} | typed)


def consent_page(xero: Practice, **changed: str) -> str:
    """Get as far as the consent page."""
    return submit(xero, authorize(xero, **changed).text, **PERSON).text


def allowed(xero: Practice, organisation: str = ORGANISATION, **changed: str) -> str:
    """Go through the pages and give the code."""
    page = consent_page(xero, **changed)
    answer = submit(xero, page, answer="allow", organisation=organisation)
    return came_back(answer)["code"]


def came_back(answer: httpx.Response) -> dict[str, str]:
    """Read what the program is told."""
    assert answer.status_code == 302
    address = answer.headers["location"]
    assert address.startswith(f"{CALLBACK}?")
    return {name: value for name, [value] in parse_qs(urlsplit(address).query).items()}


def token(xero: Practice, **form: str) -> httpx.Response:
    """Call the token endpoint."""
    return xero.http.post("/connect/token", data={"client_id": VOUCH.client_id} | form)


def exchange(xero: Practice, code: str, **changed: str) -> httpx.Response:
    """Exchange a code."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    }
    return token(xero, **(form | changed))


def renew(xero: Practice, refresh: str) -> httpx.Response:
    """Use a refresh token."""
    return token(xero, grant_type="refresh_token", refresh_token=refresh)


def connections(xero: Practice, said: Mapping[str, Any], **query: str) -> list[Answer]:
    """List the connections of a sign-in."""
    headers = {"Authorization": f"Bearer {said['access_token']}"} | JSON
    found: list[Answer] = xero.http.get(
        "/connections", headers=headers, params=query
    ).json()
    return found


def test_a_person_signs_in_and_lets_the_program_into_one_organisation(
    xero: Practice,
) -> None:
    page = consent_page(xero)
    back = came_back(submit(xero, page, answer="allow", organisation=ORGANISATION))

    said = exchange(xero, back["code"]).json()

    assert back["state"] == "s-1"
    assert (said["expires_in"], said["token_type"]) == (1800, "Bearer")
    assert said["scope"] == ASKED["scope"]
    assert {"id_token", "refresh_token"} <= said.keys()
    [connection] = connections(xero, said)
    assert connection["tenantId"] == ORGANISATION
    assert connection["tenantName"] == "Ridge & Vale Ltd"
    assert connection["tenantType"] == "ORGANISATION"


def test_the_pages_say_where_one_is_and_run_no_script(xero: Practice) -> None:
    answer = authorize(xero)
    pages = [answer.text, consent_page(xero)]

    assert all("127.0.0.1:8000" in page for page in pages)
    assert not any("<script" in page for page in pages)
    assert all('<html lang="en">' in page for page in pages)
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "Ridge &amp; Vale Ltd" in pages[1]


def test_every_field_has_a_label(xero: Practice) -> None:
    page = authorize(xero).text

    fields = re.findall(r'<input id="(\w+)"', page)

    assert fields == re.findall(r'<label for="(\w+)"', page) == ["email", "password"]


def test_a_wrong_password_is_told(xero: Practice) -> None:
    page = authorize(xero).text

    answer = submit(xero, page, email="ann@example.org", password="wrong")
    second = submit(xero, answer.text, **PERSON)

    assert answer.status_code == 401
    assert "email or password is incorrect" in answer.text
    assert 'value="ann@example.org"' in answer.text
    assert "Allow access" in second.text


def test_cancelling_is_told_to_the_program(xero: Practice) -> None:
    answer = submit(xero, consent_page(xero), answer="cancel")

    back = came_back(answer)

    assert (back["error"], back["state"]) == ("access_denied", "s-1")


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": f"{SCOPES} accounting.transactions"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
    ],
)
def test_an_impossible_request_is_sent_back_or_shown(
    xero: Practice, wrong: dict[str, str], word: str
) -> None:
    back = came_back(authorize(xero, **wrong))
    xero.control("POST", "/habits", {"authorize_errors": "page"})
    shown = authorize(xero, **wrong)

    assert (back["error"], back["state"]) == (word, "s-1")
    assert shown.status_code == 400
    assert word in shown.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "somebody else"},
        {"redirect_uri": "http://127.0.0.1:47810/callback"},
        {"redirect_uri": "http://localhost:9999/callback"},
        {"redirect_uri": "http://localhost:47810/"},
    ],
)
def test_nobody_is_sent_to_an_address_that_is_not_registered(
    xero: Practice, wrong: dict[str, str]
) -> None:
    answer = authorize(xero, **wrong)

    assert answer.status_code == 400
    assert "location" not in answer.headers


def test_every_port_that_the_program_listens_on_is_registered() -> None:
    assert {redirect_uri(port) for port in PORTS} == VOUCH.redirect_uris


def test_a_code_works_once(xero: Practice) -> None:
    code = allowed(xero)

    answers = [exchange(xero, code), exchange(xero, code)]

    assert [x.status_code for x in answers] == [200, 400]
    assert answers[1].json() == {"error": "invalid_grant"}


def test_a_code_lives_five_minutes(xero: Practice) -> None:
    code = allowed(xero)

    xero.time.pass_(minutes=5, seconds=1)

    assert exchange(xero, code).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"code_verifier": "w" * 64}, "invalid_grant"),
        ({"code_verifier": "v" * 42}, "invalid_grant"),
        ({"redirect_uri": "http://localhost:47811/callback"}, "invalid_grant"),
        ({"client_id": "somebody else"}, "invalid_client"),
        ({"client_secret": "none"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_a_code_is_good_only_for_who_asked_for_it(
    xero: Practice, wrong: dict[str, str], word: str
) -> None:
    answer = exchange(xero, allowed(xero), **wrong)

    assert (answer.status_code, answer.json()) == (400, {"error": word})


def test_without_offline_access_there_is_no_refresh_token(xero: Practice) -> None:
    said = exchange(xero, allowed(xero, scope="accounting.settings.read")).json()

    assert not {"refresh_token", "id_token"} & said.keys()


def test_each_pass_adds_one_organisation_to_the_same_person(xero: Practice) -> None:
    first = exchange(xero, allowed(xero)).json()
    [before] = connections(xero, first)
    second = exchange(xero, allowed(xero, OTHER_ORGANISATION)).json()

    both = connections(xero, second)

    [new] = [x for x in both if x["id"] != before["id"]]
    assert {x["tenantId"] for x in both} == {ORGANISATION, OTHER_ORGANISATION}
    assert connections(xero, second, authEventId=new["authEventId"]) == [new]
    assert len(connections(xero, first)) == 2


def test_the_consent_page_suggests_what_is_not_yet_connected(xero: Practice) -> None:
    exchange(xero, allowed(xero))

    page = consent_page(xero)

    assert "Ridge &amp; Vale Ltd (connected)" in page
    assert f'value="{OTHER_ORGANISATION}" required checked' in page


def test_an_organisation_is_disconnected_by_the_connections_id(xero: Practice) -> None:
    [connection] = connections(xero, xero.signed_in(email="b@example.org").token)[:1]

    by_tenant = xero.http.delete(
        f"/connections/{connection['tenantId']}", headers=xero.bearer
    )
    by_id = xero.http.delete(f"/connections/{connection['id']}", headers=xero.bearer)
    after = xero.call("GET", "/Organisation", headers=into(connection["tenantId"]))

    assert (by_tenant.status_code, by_id.status_code) == (404, 204)
    assert after.status_code == 403
    assert after.json()["Detail"] == "AuthenticationUnsuccessful"


def test_the_sdk_s_spelling_of_connections_is_known(xero: Practice) -> None:
    assert len(xero.http.get("/Connections", headers=xero.bearer).json()) == 2


@pytest.mark.parametrize(
    "tenant", ["", "not-one", "99999999-9999-4999-8999-999999999999"]
)
def test_an_organisation_that_is_not_connected_is_forbidden(
    xero: Practice, tenant: str
) -> None:
    answer = xero.call("GET", "/Organisation", headers=into(tenant))

    said = answer.json()
    assert answer.status_code == 403
    assert (said["Title"], said["Status"]) == ("Forbidden", 403)
    assert said["Detail"] == "AuthenticationUnsuccessful"


def test_an_access_token_lasts_half_an_hour(xero: Practice) -> None:
    xero.time.pass_(minutes=29)
    before = xero.call("GET", "/Organisation").status_code
    xero.time.pass_(minutes=1)
    after = xero.call("GET", "/Organisation")

    assert (before, after.status_code) == (200, 401)
    assert after.json()["Detail"].startswith("TokenExpired: token expired at")


@pytest.mark.parametrize(
    "header", ["", "Bearer nonsense", "Bearer a.b.c", "Basic eA=="]
)
def test_a_token_that_is_none_is_refused(xero: Practice, header: str) -> None:
    headers = {"Authorization": header}

    answers = [
        xero.call("GET", "/Organisation", headers=headers),
        xero.http.get("/connections", headers=headers),
        xero.http.delete("/connections/1", headers=headers),
    ]

    assert {x.status_code for x in answers} == {401}
    assert answers[0].json()["Detail"] == "AuthenticationUnsuccessful"


@pytest.mark.parametrize("status", [401, 403])
def test_a_scope_that_was_not_allowed_is_refused_either_way(
    xero: Practice, status: int
) -> None:
    xero.control("POST", "/habits", {"missing_scope": status})
    scopes = ["accounting.settings.read", "accounting.manualjournals.read"]
    xero.signed_in(email="reader@example.org", scopes=scopes)

    reading = xero.call("GET", "/ManualJournals")
    writing = xero.call("PUT", "/ManualJournals", body={"ManualJournals": []})

    assert (reading.status_code, writing.status_code) == (200, status)


def test_a_scope_once_allowed_stays_allowed(xero: Practice) -> None:
    exchange(xero, allowed(xero))

    said = exchange(xero, allowed(xero, scope="openid")).json()

    assert "accounting.manualjournals" in said["scope"].split()


def test_refresh_tokens_rotate(xero: Practice) -> None:
    first = xero.token["refresh_token"]

    second = renew(xero, first).json()["refresh_token"]
    third = renew(xero, second).json()["refresh_token"]
    again = renew(xero, first)

    assert len({first, second, third}) == 3
    assert (again.status_code, again.json()) == (400, {"error": "invalid_grant"})


def test_a_lost_answer_to_a_renewal_can_be_asked_for_again_for_half_an_hour(
    xero: Practice,
) -> None:
    first = xero.token["refresh_token"]
    lost = renew(xero, first).json()["refresh_token"]
    xero.time.pass_(minutes=29)

    again = renew(xero, first)
    from_the_lost_answer = renew(xero, lost)
    xero.time.pass_(minutes=2)
    too_late = renew(xero, first)

    assert again.status_code == 200
    assert from_the_lost_answer.status_code == 400
    assert too_late.json() == {"error": "invalid_grant"}
    assert renew(xero, again.json()["refresh_token"]).status_code == 200


def test_a_refresh_token_unused_for_60_days_is_over(xero: Practice) -> None:
    xero.time.pass_(days=60, seconds=1)

    assert renew(xero, xero.token["refresh_token"]).status_code == 400


@pytest.mark.parametrize("refresh", ["", "nonsense"])
def test_a_refresh_token_that_is_none_is_refused(xero: Practice, refresh: str) -> None:
    assert renew(xero, refresh).json() == {"error": "invalid_grant"}


def test_revoking_ends_the_sign_in_and_every_connection(xero: Practice) -> None:
    refresh = xero.token["refresh_token"]
    form = {"client_id": VOUCH.client_id, "token": refresh}

    answer = xero.http.post("/connect/revocation", data=form)

    assert (answer.status_code, answer.content) == (200, b"")
    assert renew(xero, refresh).status_code == 400
    assert xero.call("GET", "/Organisation").status_code == 401
    assert connections(xero, xero.signed_in(OTHER_ORGANISATION).token)[0][
        "tenantId"
    ] == (OTHER_ORGANISATION)


def test_revoking_what_is_unknown_is_no_error(xero: Practice) -> None:
    form = {"client_id": VOUCH.client_id, "token": "nonsense"}

    answers = [
        xero.http.post("/connect/revocation", data=form | changed)
        for changed in ({}, {"client_id": "somebody else"})
    ]

    assert [x.status_code for x in answers] == [200, 400]


def test_a_page_that_is_out_of_date_says_so(xero: Practice) -> None:
    page = consent_page(xero)
    submit(xero, page, answer="allow", organisation=ORGANISATION)

    again = submit(xero, page, answer="allow", organisation=ORGANISATION)
    nowhere = submit(xero, consent_page(xero), answer="allow", organisation="none")
    unknown = xero.http.post("/identity/sign-in", data={"ticket": "none"})

    assert [x.status_code for x in (again, nowhere, unknown)] == [400, 400, 400]


def test_the_configuration_names_the_endpoints(xero: Practice) -> None:
    said = xero.http.get("/.well-known/openid-configuration").json()

    assert said["token_endpoint"] == "http://127.0.0.1:8000/connect/token"
    assert said["code_challenge_methods_supported"] == ["S256"]
