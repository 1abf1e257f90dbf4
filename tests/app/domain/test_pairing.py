"""Which organisation a workspace seems to post into, and which it cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.books import Organisation, OrganisationId
from app.domain.expenses import Workspace, WorkspaceId
from app.domain.pairing import Match, match, refusal

ACME = Organisation(OrganisationId("O1"), "Acme Ltd", "GBP")
BOLT = Organisation(OrganisationId("O2"), "Bolt & Nut Ltd", "GBP")
EUROPE = Organisation(OrganisationId("O3"), "Acme Europe", "EUR")
EVERY = (ACME, BOLT, EUROPE)


def _workspace(name: str, currency: str = "GBP") -> Workspace:
    return Workspace(WorkspaceId("W1"), name, currency)


@pytest.mark.parametrize(
    ("name", "found", "reason"),
    [
        ("acme ltd ", "O1", "same name"),
        ("Acme", "O1", "same name"),
        ("Bolt and Nut", "O2", "same name"),
        ("Acme staff", "O1", "similar name"),
        ("Bolt field sales", "O2", "similar name"),
    ],
)
def test_a_workspace_is_matched_by_name(name: str, found: str, reason: str) -> None:
    assert match(_workspace(name), EVERY) == Match(OrganisationId(found), reason)


def test_no_name_leads_to_another_currency() -> None:
    assert match(_workspace("Acme Europe", "USD"), EVERY) == Match()
    assert match(_workspace("Acme Europe"), (EUROPE, BOLT)).organisation_id == "O2"


def test_where_only_one_keeps_its_books_in_the_currency_that_is_suggested() -> None:
    travel = _workspace("Travel", "EUR")

    assert match(travel, EVERY) == Match(EUROPE.id, "the only one in EUR")
    assert match(travel, EVERY, taken={EUROPE.id}) == Match()
    assert match(_workspace("Travel"), EVERY) == Match()


def test_without_an_organisation_there_is_no_match() -> None:
    assert match(_workspace("Acme"), ()) == Match()


def test_another_currency_is_refused_in_words() -> None:
    said = refusal(_workspace("Acme"), EUROPE)

    assert said.startswith("Acme reports in GBP, Acme Europe keeps its books in EUR.")
    assert "change the workspace's currency in Expensify" in said
    assert refusal(_workspace("Acme"), ACME) == ""
    assert refusal(_workspace("Acme"), replace(EUROPE, base_currency="GBP")) == ""
