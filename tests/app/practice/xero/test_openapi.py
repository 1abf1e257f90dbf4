"""What is answered, and what these tests send, fits Xero's own description of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from referencing import Registry
from referencing.jsonschema import DRAFT4

from tests.app.practice.xero.harness import Practice, journal, line

FOLDER = Path(__file__).resolve().parents[5] / "shared" / "openapi"

# Xero's pages show these although its description leaves them out
UNDESCRIBED = {
    "/DateTimeUTC",
    "/Id",
    "/ProviderName",
    "/Status",
    "/HistoryRecords/DateUTCString",
    "/TrackingCategories/Options/HasValidationErrors",
    "/TrackingCategories/Options/IsActive",
    "/TrackingCategories/Options/IsDeleted",
}


class Description:
    """The schemas of one of Xero's descriptions."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._schemas: dict[str, Any] = document["components"]["schemas"]
        resource = DRAFT4.create_resource(dict(document))
        self._registry = Registry[Any]().with_resource("urn:xero", resource)

    def check(self, what: object, schema: str) -> None:
        """Fail unless ``what`` fits the schema, and has no field unknown to it."""
        reference = {"$ref": f"urn:xero#/components/schemas/{schema}"}
        jsonschema.Draft4Validator(reference, registry=self._registry).validate(what)
        assert set(self._unknown(what, self._schemas[schema], "")) <= UNDESCRIBED

    def _unknown(self, what: object, schema: dict[str, Any], at: str) -> Iterator[str]:
        if "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]]
        if isinstance(what, list):
            for each in what:
                yield from self._unknown(each, schema.get("items", {}), at)
        elif isinstance(what, dict):
            known = schema.get("properties", {})
            yield from (f"{at}/{name}" for name in what if name not in known)
            for name in what.keys() & known.keys():
                yield from self._unknown(what[name], known[name], f"{at}/{name}")


@pytest.fixture(scope="module")
def accounting() -> Description:
    """Xero's description of the accounting API; only its schemas are read."""
    text = _text("xero_accounting.yaml")
    schemas = text[text.index("\ncomponents:") :]
    return Description(yaml.load(schemas, yaml.CSafeLoader))


@pytest.fixture(scope="module")
def identity() -> Description:
    """Xero's description of connections."""
    return Description(yaml.load(_text("xero-identity.yaml"), yaml.CSafeLoader))


def _text(name: str) -> str:
    if not FOLDER.is_dir():
        pytest.skip("no description of Xero beside this checkout (../shared/openapi)")
    return (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/Organisation", "Organisations"),
        ("/Accounts", "Accounts"),
        ("/TaxRates", "TaxRates"),
        ("/TrackingCategories?includeArchived=true", "TrackingCategories"),
    ],
)
def test_reference_data_fits(
    xero: Practice, accounting: Description, path: str, schema: str
) -> None:
    answer = xero.call("GET", path)

    assert answer.status_code == 200
    accounting.check(answer.json(), schema)


def test_what_is_sent_fits(accounting: Description) -> None:
    tracked = line(1, Tracking=[{"Name": "Department", "Option": "Sales"}])
    sent = journal("Taxi", tracked, line(-1, "801"), Url="https://example.org/1")

    accounting.check({"ManualJournals": [sent]}, "ManualJournals")


def test_journals_fit_however_they_are_answered(
    xero: Practice, accounting: Description
) -> None:
    tracked = line(1, "476", Tracking=[{"Name": "Department", "Option": "Sales"}])
    body = {
        "ManualJournals": [
            journal("Good", Url="https://example.org/1"),
            journal("Fair", tracked, line(-1, "801"), Status="DRAFT"),
            journal("Bad", line(1), line(-2, "801")),
        ]
    }
    path = "/ManualJournals"

    put = xero.call("PUT", path, body=body, query={"summarizeErrors": "false"})
    created = put.json()["ManualJournals"][0]["ManualJournalID"]
    others = [
        xero.call("GET", path),
        xero.call("GET", path, query={"page": 1}),
        xero.call("GET", f"{path}/{created}"),
        xero.change(created, Status="VOIDED"),
    ]

    for answer in [put, *others]:
        assert answer.status_code == 200
        accounting.check(answer.json(), "ManualJournals")


def test_refusals_fit(xero: Practice, accounting: Description) -> None:
    bad = {"ManualJournals": [journal("Bad", line(1), line(-2, "801"))]}

    refused = xero.call("PUT", "/ManualJournals", body=bad).json()
    unread = xero.call("PUT", "/ManualJournals", body={}).json()

    [element] = refused.pop("Elements")
    accounting.check(element, "ManualJournal")
    accounting.check(refused, "Error")
    accounting.check(unread, "Error")


def test_histories_fit(xero: Practice, accounting: Description) -> None:
    path = f"/ManualJournals/{xero.create()}/History"
    note = {"HistoryRecords": [{"Details": "Seen"}]}

    written = xero.call("PUT", path, body=note).json()
    read = xero.call("GET", path).json()

    for what in (note, written, read):
        accounting.check(what, "HistoryRecords")


def test_connections_fit(xero: Practice, identity: Description) -> None:
    connections = xero.http.get("/connections", headers=xero.bearer).json()

    assert len(connections) == 2
    for connection in connections:
        identity.check(connection, "Connection")
