"""The control address, and what survives a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.practice.xero.harness import (
    CLEARING,
    DEPARTMENT,
    ORGANISATION,
    SALES,
    TRAVEL,
    Practice,
    journal,
    line,
)

HERE = f"/organisations/{ORGANISATION}"


def test_the_summary_tells_where_things_stand(xero: Practice) -> None:
    xero.create()

    said = xero.control("GET", "")

    first = said["organisations"][0]
    assert (first["id"], first["name"]) == (ORGANISATION, "Ridge & Vale Ltd")
    assert first["journals"]["POSTED"] == 1
    assert first["period_lock"] == "2026-06-30"
    assert said["calls"] == 1
    assert said["sign_ins"] == 1
    assert xero.token["access_token"] not in str(said)


def test_journals_are_shown_as_they_are_kept(xero: Practice) -> None:
    tracked = line(120.5, Tracking=[{"Name": "Department", "Option": "Sales"}])
    xero.put(journal("Taxi", tracked, line(-120.5, "801"), Url="https://example.org/1"))

    [kept] = xero.control("GET", f"/journals?organisation={ORGANISATION}")

    assert kept["organisation"] == ORGANISATION
    assert (kept["narration"], kept["date"]) == ("Taxi", "2026-08-31")
    assert (kept["status"], kept["url"]) == ("POSTED", "https://example.org/1")
    assert [(x["account"], x["minor"], x["tracking"]) for x in kept["lines"]] == [
        ("429", 12050, [["Department", "Sales"]]),
        ("801", -12050, []),
    ]


def test_calls_are_counted_by_what_was_called(xero: Practice) -> None:
    created = xero.create()
    xero.change(created, Status="VOIDED")
    xero.call("GET", "/Nowhere")
    xero.http.get("/connections", headers=xero.bearer)

    said = xero.control("GET", "/calls")

    path = "/api.xro/2.0/ManualJournals"
    assert said["total"] == 4
    assert said["by_call"][f"PUT {path}"] == 1
    assert said["by_call"][f"POST {path}/{{id}}"] == 1
    assert said["by_status"] == {"200": 3, "404": 1}
    assert said["by_organisation"][ORGANISATION][f"PUT {path}"] == 1
    assert xero.control("DELETE", "/calls")["total"] == 0


def test_a_person_may_change_a_journal_in_xero(xero: Practice) -> None:
    created = xero.create("Taxi")
    xero.time.pass_(seconds=5)

    changed = xero.control(
        "POST",
        f"/journals/{created}",
        {"Narration": "Cab", "JournalLines": [line(5), line(-5, "801")]},
    )

    history = xero.call("GET", f"/ManualJournals/{created}/History").json()
    assert (changed["narration"], changed["lines"][0]["minor"]) == ("Cab", 500)
    assert changed["updated"] > changed["created"]
    assert history["HistoryRecords"][0]["User"] == "Practice Bookkeeper"


@pytest.mark.parametrize(
    ("first", "then"),
    [("DRAFT", "DELETED"), ("POSTED", "VOIDED"), ("POSTED", "ARCHIVED")],
)
def test_a_person_may_void_delete_or_archive_a_journal(
    xero: Practice, first: str, then: str
) -> None:
    created = xero.create(Status=first)

    xero.control("POST", f"/journals/{created}", {"Status": then})

    assert [x["Status"] for x in xero.listed()] == [then]
    assert xero.change(created, Status="VOIDED").status_code == 400


def test_a_person_is_told_what_cannot_be_done(xero: Practice) -> None:
    created = xero.create()

    answers = [
        xero.http.post(f"/practice/journals/{journal_id}", json=change)
        for journal_id, change in (
            (created, {"Status": "DELETED"}),
            (ORGANISATION, {}),
            (created, {"Narration": 1}),
        )
    ]

    assert [x.status_code for x in answers] == [409, 404, 400]
    assert "cannot be applied" in answers[0].text


def test_accounts_and_tracking_can_be_archived_and_renamed(xero: Practice) -> None:
    xero.control("POST", f"{HERE}/accounts/{CLEARING}", {"Status": "ARCHIVED"})
    xero.control("POST", f"{HERE}/tracking-options/{SALES}", {"Name": "Selling"})
    xero.control("POST", f"{HERE}/tracking-categories/{DEPARTMENT}", {"Name": "Team"})

    [answer] = xero.put(journal("Taxi"))
    categories = xero.call("GET", "/TrackingCategories").json()["TrackingCategories"]

    assert "'801' has been archived" in answer["ValidationErrors"][0]["Message"]
    assert categories[0]["Name"] == "Team"
    assert [x["Name"] for x in categories[0]["Options"]] == ["Selling"]


@pytest.mark.parametrize(
    "path",
    [
        f"{HERE}/accounts/{SALES}",
        f"{HERE}/tracking-options/{TRAVEL}",
        f"{HERE}/tracking-categories/{TRAVEL}",
        f"/organisations/{SALES}",
        "/nowhere",
    ],
)
def test_what_is_not_there_cannot_be_changed(xero: Practice, path: str) -> None:
    answer = xero.http.post(f"/practice{path}", json={"Name": "x"})

    assert answer.status_code == 404


def test_an_organisation_can_be_disconnected_within_xero(xero: Practice) -> None:
    said = xero.control("POST", f"{HERE}/disconnect")

    assert said == {"disconnected": True}
    assert xero.call("GET", "/Organisation").status_code == 403


def test_tokens_can_be_let_expire(xero: Practice) -> None:
    refresh = {
        "grant_type": "refresh_token",
        "refresh_token": xero.token["refresh_token"],
    }
    form = refresh | {"client_id": "0F0AC7ED0F0AC7ED0F0AC7ED0F0AC7ED"}
    xero.control("POST", "/tokens/expire", {})
    access = xero.call("GET", "/Organisation").status_code
    renewed = xero.http.post("/connect/token", data=form)
    xero.control("POST", "/tokens/expire", {"refresh": True})
    form["refresh_token"] = renewed.json()["refresh_token"]

    ended = xero.http.post("/connect/token", data=form)

    assert (access, renewed.status_code, ended.status_code) == (401, 200, 400)


def test_the_clock_can_be_moved(xero: Practice) -> None:
    xero.control("POST", "/clock", {"offset_seconds": 60})
    xero.control("POST", "/clock", {"forward_seconds": 1800})

    said = xero.control("GET", "/clock")

    assert said == {"now": "2026-09-01T12:31:00Z", "offset_seconds": 1860}
    assert xero.call("GET", "/Organisation").status_code == 401


def test_settings_are_shown_as_they_are(xero: Practice) -> None:
    assert xero.control("GET", "/habits")["unknown_account"] == "drop"
    assert xero.control("GET", "/limits")["minute"] == 60


def test_narrations_may_have_a_limit(xero: Practice) -> None:
    xero.control("POST", "/habits", {"narration_limit": 4, "error_word": "Description"})

    good, bad = xero.put(journal("Taxi"), journal("Train"))

    assert good["StatusAttributeString"] == "OK"
    assert "at most 4" in bad["ValidationErrors"][0]["Description"]


def test_only_this_computer_may_call(xero: Practice) -> None:
    answer = xero.http.get("/practice", headers={"Host": "example.org"})

    assert answer.status_code == 400


def test_a_restart_forgets_nothing(tmp_path: Path) -> None:
    store = tmp_path / "xero.sqlite"
    with Practice(store) as before:
        before.signed_in()
        created = before.create("Taxi")
        before.create("Train", Status="DRAFT")
        before.time.pass_(seconds=1)
        before.change(created, Status="VOIDED")
        before.control("POST", HERE, {"PeriodLockDate": "2026-08-31"})
        before.control("POST", f"{HERE}/accounts/{CLEARING}", {"Name": "Owed"})
        token, kept = before.token, before.kept()
        listed = before.listed(page=1)
        history = before.call("GET", f"/ManualJournals/{created}/History").json()

    with Practice(store) as after:
        after.token = token

        assert after.kept() == kept
        assert after.listed(page=1) == listed
        again = after.call("GET", f"/ManualJournals/{created}/History").json()
        assert again["HistoryRecords"] == history["HistoryRecords"]
        assert (
            after.control("GET", "")["organisations"][0]["period_lock"] == "2026-08-31"
        )
        accounts = after.call("GET", "/Accounts").json()["Accounts"]
        assert accounts[-1]["Name"] == "Owed"
        after.create("Bus", Date="2026-09-01")
        assert [x["number"] for x in after.kept()] == [1, 2, 3]


def test_starting_over_is_deleting_the_store(tmp_path: Path) -> None:
    store = tmp_path / "xero.sqlite"
    with Practice(store) as before:
        before.signed_in().create()
    for file in tmp_path.iterdir():
        file.unlink()

    with Practice(store) as after:
        assert after.kept() == []
