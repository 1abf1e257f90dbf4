"""Signing in to both services from a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from app.practice.addresses import PracticeAddresses
from tests.flows.office import Office, organisation
from tests.flows.opening import QUILLMERE, at_work

Fresh = tuple[Office, PracticeAddresses]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fresh]:
    """Work in an office that nobody is signed in at."""
    with at_work(tmp_path_factory.mktemp("fresh"), QUILLMERE) as opened:
        yield opened


def test_expensify_answers_with_the_workspaces(fresh: Fresh) -> None:
    office, known = fresh

    answer = office.connect_expensify(known)

    assert answer == {
        "workspaces": [
            {
                "workspace_id": "7C41D09AE25B3F68",
                "name": "Quillmere staff & volunteers",
                "currency": "GBP",
                "own_connection_on": False,
            }
        ]
    }


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\nand more\nlines"])
def test_the_secret_is_one_line_of_standard_input(fresh: Fresh, ending: str) -> None:
    office, known = fresh
    asked = ("connect", "expensify", "--user-id", known.partner_user_id)

    said = office.vouch(
        *asked, "--secret-stdin", typed=f"{known.partner_user_secret}{ending}"
    )

    assert said.status == 0
    assert said.out.decode() == "Quillmere staff & volunteers (GBP)\n"


@pytest.mark.parametrize(("typed", "status"), [("wrong\n", 3), ("\n", 2), ("", 2)])
def test_a_wrong_secret_is_not_kept(fresh: Fresh, typed: str, status: int) -> None:
    office, known = fresh
    office.connect_expensify(known)
    asked = ("connect", "expensify", "--user-id", known.partner_user_id)

    office.done(*asked, "--secret-stdin", typed=typed, status=status)

    kept = office.vouch("sync", "--json")
    assert "There is no connection to sync." in kept.err  # and nothing about Expensify


def test_xero_prints_the_address_and_then_the_organisations(fresh: Fresh) -> None:
    office, known = fresh
    company = organisation(QUILLMERE)

    said = office.connect_xero(known, company["Name"])

    first, second = (json.loads(line) for line in said.out.splitlines())
    assert said.status == 0
    assert first.keys() == {"authorize_url"}
    assert second == {
        "organisations": [
            {"organisation_id": company["OrganisationID"], "name": company["Name"]}
        ]
    }


def test_the_address_asks_for_no_more_than_is_needed(fresh: Fresh) -> None:
    office, known = fresh
    said = office.connect_xero(known, organisation(QUILLMERE)["Name"])

    url = json.loads(said.out.splitlines()[0])["authorize_url"]

    asked = parse_qs(urlsplit(url).query)
    assert url.startswith(f"{known.xero_login_url}/identity/connect/authorize?")
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"][0].startswith("http://localhost:")
    assert set(asked["scope"][0].split()) == {
        "offline_access",
        "openid",
        "profile",
        "email",
        "accounting.manualjournals",
        "accounting.settings.read",
    }


def test_a_person_who_stops_waiting_is_told_so(fresh: Fresh) -> None:
    office, known = fresh
    office.stop.set()

    said = office.vouch(
        "connect", "xero", "--client-id", known.xero_client_id, "--no-browser"
    )
    office.stop.clear()

    assert said.status == 1
    assert said.out.startswith(b"Open this address and allow access: http://")
    assert said.err.startswith("Stopped.")


def test_an_empty_client_id_is_wrong_usage(fresh: Fresh) -> None:
    office, _ = fresh

    said = office.vouch("connect", "xero", "--client-id", " ", "--no-browser")

    assert said.status == 2
    assert "The client ID is needed." in said.err


def test_what_is_connected_is_in_the_history(tmp_path: Path) -> None:
    with at_work(tmp_path, QUILLMERE) as (office, known):
        office.connect(known, QUILLMERE)

        said = [x["detail"] for x in reversed(office.done("history"))]

    assert said[:2] == [
        "Expensify, 1 workspace.",
        "Xero: Quillmere Community Consulting.",
    ]
