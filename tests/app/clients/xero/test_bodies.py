"""What is sent: exact to the cent, and as Xero's own description wants it."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker, ValidationError

from app.clients.xero import bodies
from app.domain.journals import JournalLine
from app.domain.setup import JournalStatus, TaxRule
from tests.app.clients.xero.made import XERO_ID, books, journal

OPENAPI = Path(__file__).parents[5] / "shared" / "openapi" / "xero_accounting.yaml"

Check = Callable[[bytes], None]


@pytest.fixture(scope="session")
def fits() -> Check:
    """Hold a body against the OpenAPI description; no field may be unknown to it."""
    if not OPENAPI.is_file():
        pytest.skip("Xero's OpenAPI description is not beside this checkout")
    document = yaml.load(OPENAPI.read_bytes(), yaml.CSafeLoader)
    for schema in document["components"]["schemas"].values():
        schema["additionalProperties"] = False
    root = {
        "$ref": "#/components/schemas/ManualJournals",
        "components": document["components"],
    }
    validator = Draft4Validator(root, format_checker=FormatChecker(["uuid"]))
    return lambda body: validator.validate(json.loads(body))


def lines(body: bytes) -> list[dict[str, Any]]:
    (sent,) = json.loads(body, parse_float=Decimal)["ManualJournals"]
    return list(sent["JournalLines"])


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"url": "https://www.expensify.com/report?param=1"},
        {"status": JournalStatus.DRAFT, "tax": TaxRule.INCLUSIVE, "cash_basis": False},
        {"lines": ()},
    ],
)
def test_a_journal_fits_xeros_description(changes: dict[str, Any], fits: Check) -> None:
    fits(bodies.creating([journal(**changes), journal(99)], books()))


@pytest.mark.parametrize(
    "wrong",
    [
        {"Narration": "x", "Naration": "y"},
        {"Status": "DRAFT"},
        {"Narration": "x", "Status": "VOID"},
        {"Narration": "x", "JournalLines": [{"LineAmount": "1.00"}]},
        {"Narration": "x", "JournalLines": [{"AccountID": "no uuid"}]},
    ],
)
def test_the_description_is_really_looked_at(wrong: object, fits: Check) -> None:
    with pytest.raises(ValidationError):
        fits(json.dumps({"ManualJournals": [wrong]}).encode())


def test_names_stand_in_for_unknown_tracking_and_fit_too(fits: Check) -> None:
    body = bodies.creating([journal()], books(tracking=()))

    fits(body)
    assert lines(body)[0]["Tracking"] == [{"Name": "Region", "Option": "North"}]


def test_a_change_of_status_fits_xeros_description(fits: Check) -> None:
    fits(bodies.changing_status(XERO_ID, "Expensify R00abc", "VOIDED"))


def test_everything_that_matters_is_sent() -> None:
    body = bodies.creating([journal(url="https://example.test/r")], books())

    (sent,) = json.loads(body)["ManualJournals"]
    assert sent["Narration"] == "Expensify R00abc · Ann Example · August"
    assert sent["Date"] == "2026-08-31"
    assert sent["Status"] == "POSTED"
    assert sent["LineAmountTypes"] == "NoTax"
    assert sent["ShowOnCashBasisReports"] is True
    assert sent["Url"] == "https://example.test/r"
    assert sent["JournalLines"][0] == {
        "LineAmount": 120.5,
        "AccountCode": "0429",
        "TaxType": "NONE",
        "Description": "Taxi",
        "Tracking": [
            {
                "TrackingCategoryID": "33333333-3333-4333-8333-333333333333",
                "TrackingOptionID": "55555555-5555-4555-8555-555555555555",
            }
        ],
    }
    assert sent["JournalLines"][1]["LineAmount"] == -120.5


def test_a_journal_without_an_address_sends_none() -> None:
    (sent,) = json.loads(bodies.creating([journal()], books()))["ManualJournals"]

    assert "Url" not in sent


@pytest.mark.parametrize(
    ("currency", "text"), [("EUR", "1234.50"), ("JPY", "123450"), ("KWD", "123.450")]
)
def test_amounts_have_the_currencys_decimals(currency: str, text: str) -> None:
    body = bodies.creating([journal(123450, currency)], books())

    assert f'"LineAmount":{text},'.encode() in body
    assert f'"LineAmount":-{text},'.encode() in body


@given(
    st.lists(st.integers(-(10**16), 10**16), max_size=20),
    st.sampled_from(["EUR", "JPY", "KWD"]),
)
def test_no_cent_is_lost_or_made_on_the_way(amounts: list[int], currency: str) -> None:
    first = journal().lines[0]
    many = tuple(
        JournalLine(first.account, "x", "NONE", (), amount) for amount in amounts
    )

    body = bodies.creating([journal(currency=currency, lines=many)], books())

    scale = {"EUR": 100, "JPY": 1, "KWD": 1000}[currency]
    assert [line["LineAmount"] * scale for line in lines(body)] == amounts


@given(st.text(), st.text())
def test_any_text_arrives_as_it_was(narration: str, description: str) -> None:
    first = journal().lines[0]
    line = JournalLine(first.account, description, "NONE", (), 1)

    body = bodies.creating([journal(narration=narration, lines=(line,))], books())

    (sent,) = json.loads(body)["ManualJournals"]
    assert sent["Narration"] == narration
    assert sent["JournalLines"][0]["Description"] == description


def test_equal_journals_make_equal_bytes() -> None:
    assert bodies.creating([journal()], books()) == bodies.creating(
        [journal()], books()
    )


def test_it_is_known_how_many_were_sent() -> None:
    assert bodies.count(bodies.creating([journal()] * 3, books())) == 3
