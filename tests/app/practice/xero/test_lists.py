"""Lists of journals and of reference data."""

from __future__ import annotations

import pytest

from tests.app.practice.xero.harness import (
    DEPARTMENT,
    ORGANISATION,
    TRAVEL,
    Practice,
    journal,
)


def narrations(xero: Practice, **query: object) -> list[str]:
    """List the narrations only."""
    return [x["Narration"] for x in xero.listed(**query)]


def test_without_a_page_a_list_has_no_lines(xero: Practice) -> None:
    xero.create()

    bare, paged = xero.listed()[0], xero.listed(page=1)[0]

    assert bare["JournalLines"] == []
    assert len(paged["JournalLines"]) == 2


def test_pages_are_described_and_clamped(xero: Practice) -> None:
    xero.put(*(journal(f"J{number:04}") for number in range(1005)))

    def page(**query: object) -> tuple[int, dict[str, int]]:
        said = xero.call("GET", "/ManualJournals", query=query).json()
        return len(said["ManualJournals"]), said["pagination"]

    assert page(page=1) == (
        100,
        {"page": 1, "pageSize": 100, "pageCount": 11, "itemCount": 1005},
    )
    assert page(page=2, pageSize=5000)[0] == 5
    assert page(page=0, pageSize=0)[1]["pageSize"] == 1
    assert page(page=99)[0] == 0


def test_the_list_without_a_page_is_whole(xero: Practice) -> None:
    xero.put(*(journal(f"J{number:04}") for number in range(150)))

    assert len(xero.listed()) == 150


def test_the_least_recently_changed_comes_first(xero: Practice) -> None:
    first = xero.create("First")
    xero.time.pass_(seconds=1)
    xero.create("Second")
    xero.time.pass_(seconds=1)

    xero.change(first, Narration="First again")

    assert narrations(xero) == ["Second", "First again"]
    assert narrations(xero, order="UpdatedDateUTC DESC") == ["First again", "Second"]


def test_a_journal_is_found_by_its_exact_narration(xero: Practice) -> None:
    xero.create("Taxi")
    xero.create("Taxi home")
    voided = xero.create("Taxi")
    xero.change(voided, Status="VOIDED")

    found = xero.listed(where='Narration=="Taxi"')

    assert [x["Status"] for x in found] == ["POSTED", "VOIDED"]


def test_a_renamed_journal_is_found_by_its_new_narration_only(xero: Practice) -> None:
    created = xero.create("Taxi")

    xero.change(created, Narration="Train")

    assert narrations(xero, where='Narration=="Taxi"') == []
    assert narrations(xero, where='Narration=="Train"') == ["Train"]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("Date >= DateTime(2026, 08, 01)", ["August", "Draft"]),
        ("Date<DateTime(2026, 8, 1)", ["July"]),
        ('Date == DateTime.Parse("2026-07-31")', ["July"]),
        ("Date >= DateTime(2026,07,01) AND Date < DateTime(2026,08,01)", ["July"]),
        ('Status=="DRAFT"', ["Draft"]),
        ('Status!="DRAFT" && Date > DateTime(2026, 07, 31)', ["August"]),
        ('Narration=="July" OR Narration=="Draft"', ["July", "Draft"]),
        ('(Status=="DRAFT" || Narration.StartsWith("J"))', ["July", "Draft"]),
        ('Narration.Contains("ug")', ["August"]),
        ("ShowOnCashBasisReports==true and Url==null", ["July", "August", "Draft"]),
        ('Narration=="2026"', []),
        ("Narration > 5", []),
    ],
)
def test_filters_that_xero_documents_are_understood(
    xero: Practice, where: str, found: list[str]
) -> None:
    xero.create("July", Date="2026-07-31")
    xero.create("August", Date="2026-08-31")
    xero.create("Draft", Status="DRAFT")

    assert narrations(xero, where=where) == found


@pytest.mark.parametrize(
    "query",
    [
        {"where": 'Narration=="a "quoted" word"'},
        {"where": 'Narration=="back\\slash"'},
        {"where": "Narration=="},
        {"where": "Colour==1"},
        {"where": 'Narration.Sounds("Taxi")'},
        {"where": "Date==DateTime(2026, 13, 1)"},
        {"where": 'Date==DateTime.Parse("soon")'},
        {"where": "(Status==1"},
        {"where": "Status==1 Status==2"},
        {"order": "Colour"},
        {"order": "Date UP"},
    ],
)
def test_a_filter_that_cannot_be_read_is_refused(
    xero: Practice, query: dict[str, str]
) -> None:
    answer = xero.call("GET", "/ManualJournals", query=query)

    assert answer.status_code == 400
    assert answer.json()["Type"] == "QueryParseException"


def test_only_what_changed_since_is_listed(xero: Practice) -> None:
    first = xero.create("First")
    xero.create("Second")
    xero.time.pass_(seconds=10)
    xero.change(first, Status="VOIDED")

    def since(header: str) -> list[str]:
        headers = {"If-Modified-Since": header}
        answer = xero.call("GET", "/ManualJournals", headers=headers)
        return [x["Narration"] for x in answer.json()["ManualJournals"]]

    assert since("2026-09-01T12:00:05") == ["First"]
    assert since("Tue, 01 Sep 2026 12:00:05 GMT") == ["First"]
    assert since("2026-09-01T11:59:59") == ["Second", "First"]
    assert since("2026-09-01T12:00:11") == []
    assert since("yesterday") == ["Second", "First"]


def test_nothing_new_may_be_304(xero: Practice) -> None:
    xero.create()
    xero.control("POST", "/habits", {"unmodified": "304"})
    headers = {"If-Modified-Since": "2026-09-02T00:00:00"}

    answers = [
        xero.call("GET", x, headers=headers) for x in ("/ManualJournals", "/Accounts")
    ]

    assert [x.status_code for x in answers] == [304, 304]


def test_a_new_journal_may_show_late_in_lists(xero: Practice) -> None:
    xero.control("POST", "/habits", {"listed_after_seconds": 3})
    created = xero.create("Taxi")

    at_once = narrations(xero, where='Narration=="Taxi"')
    by_id = xero.call("GET", f"/ManualJournals/{created}")
    xero.time.pass_(seconds=3)

    assert (at_once, by_id.status_code) == ([], 200)
    assert narrations(xero, where='Narration=="Taxi"') == ["Taxi"]


def test_the_organisation_tells_its_lock_dates_in_xeros_form(xero: Practice) -> None:
    [shown] = xero.call("GET", "/Organisation").json()["Organisations"]

    assert shown["OrganisationID"] == ORGANISATION
    assert shown["PeriodLockDate"] == "/Date(1782777600000+0000)/"
    assert shown["EndOfYearLockDate"] == "/Date(1774915200000+0000)/"
    assert (shown["BaseCurrency"], shown["ShortCode"]) == ("GBP", "!rv001")


def test_accounts_can_be_filtered_and_asked_for_since(xero: Practice) -> None:
    answer = xero.call(
        "GET",
        "/Accounts",
        query={"where": 'Type=="EXPENSE" AND Status=="ACTIVE"', "order": "Code DESC"},
    )
    headers = {"If-Modified-Since": "2026-01-01T00:00:00"}
    unchanged = xero.call("GET", "/Accounts", headers=headers)
    xero.control(
        "POST", f"/organisations/{ORGANISATION}/accounts/{TRAVEL}", {"Name": "Trips"}
    )
    changed = xero.call("GET", "/Accounts", headers=headers)

    assert [x["Code"] for x in answer.json()["Accounts"]] == ["498", "429"]
    assert unchanged.json()["Accounts"] == []
    assert [x["Name"] for x in changed.json()["Accounts"]] == ["Trips"]


def test_archived_tracking_is_listed_only_when_asked_for(xero: Practice) -> None:
    def names(**query: object) -> list[tuple[str, int]]:
        said = xero.call("GET", "/TrackingCategories", query=query).json()
        return [(x["Name"], len(x["Options"])) for x in said["TrackingCategories"]]

    assert names() == [("Department", 1), ("Region", 1)]
    assert names(includeArchived="true") == [
        ("Department", 2),
        ("Region", 1),
        ("Project", 0),
    ]


def test_tax_rates_are_listed(xero: Practice) -> None:
    shown = xero.call("GET", "/TaxRates").json()["TaxRates"]

    assert [x["TaxType"] for x in shown] == ["NONE", "INPUT2", "OLD"]


def test_a_lock_date_that_is_taken_away_is_not_shown(xero: Practice) -> None:
    path = f"/organisations/{ORGANISATION}"
    xero.control("POST", path, {"PeriodLockDate": None, "EndOfYearLockDate": None})

    [shown] = xero.call("GET", "/Organisation").json()["Organisations"]

    assert "PeriodLockDate" not in shown
    assert "EndOfYearLockDate" not in shown


def test_what_is_not_asked_for_as_json_comes_as_xml(xero: Practice) -> None:
    good = xero.call("GET", "/Organisation", headers={"Accept": "*/*"})
    bad = xero.call("PUT", "/ManualJournals", body={}, headers={"Accept": "*/*"})

    assert good.headers["content-type"].startswith("text/xml")
    assert "<Status>OK</Status>" in good.text
    assert "<ErrorNumber>14</ErrorNumber>" in bad.text


def test_what_is_not_there_is_said_in_a_page_for_people(xero: Practice) -> None:
    answers = [
        xero.call("GET", path)
        for path in (f"/ManualJournals/{DEPARTMENT}", "/Nowhere", "/ManualJournals/1")
    ]

    assert {x.status_code for x in answers} == {404}
    assert {x.headers["content-type"] for x in answers} == {"text/html; charset=utf-8"}
    assert {x.text for x in answers} == {
        "The resource you're looking for cannot be found"
    }
